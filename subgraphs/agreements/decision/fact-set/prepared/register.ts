import type { Register } from '../../../../../schema/generated/facts.ts';
import { addDays, type Civil } from '../../timeline/time.ts';

export interface PreparedRegister {
  readonly record: Register;
  /** Last day about which its statuses can be trusted; '' for none, undefined for every day. */
  readonly freshUntil: Civil | undefined;
}

export function prepareRegister(record: Register): PreparedRegister {
  const { maxAgeDays, snapshots = [] } = record;
  if (maxAgeDays === undefined) return { record, freshUntil: undefined };
  const latest = snapshots.reduce((last, { asAt }) => (asAt > last ? asAt : last), '');
  return { record, freshUntil: latest === '' ? '' : addDays(latest, maxAgeDays) };
}

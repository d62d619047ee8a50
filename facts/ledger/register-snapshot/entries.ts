import { createHash } from 'node:crypto';
import type { Certificate } from '../../../schema/generated/facts.ts';
import { readFacts, type RawFact } from '../../document/read.ts';
import type { Source } from '../../document/source.ts';
import { conformFact } from '../../model/conformity.ts';
import { fault, shown, type DocumentFault } from '../../model/fault.ts';
import { inspectFact } from '../../model/integrity.ts';
import type { RegisterEntry } from './difference.ts';
import { entryStatus } from './status.ts';

/** Some rows of an export, and what is wrong with them. */
export interface EntryBatch {
  readonly entries: readonly { readonly entry: RegisterEntry; readonly line: number }[];
  readonly faults: readonly DocumentFault[];
  readonly bytes: number;
}

/** The rows of a register's export, checked one by one. @throws DocumentError */
export async function* entriesOf(source: Source, register: string): AsyncGenerator<EntryBatch> {
  const table: Source = { ...source, rows: 'entries' };
  for await (const { facts, faults, bytes } of readFacts(table, createHash('sha256'))) {
    const found: DocumentFault[] = [...faults];
    const entries: { entry: RegisterEntry; line: number }[] = [];
    for (const raw of facts) {
      const read = entryOf(raw, register);
      if (read.entry && read.faults.length === 0 && (raw.spoilt ?? []).length === 0)
        entries.push({ entry: read.entry, line: raw.line });
      const spoilt = raw.spoilt ?? [];
      found.push(
        ...read.faults
          .filter(({ path }) => !spoilt.includes(path))
          .map((one) => ({ ...one, ...raw.cellOf?.(one.path.slice(raw.path.length + 1)) })),
      );
    }
    yield { entries, faults: found, bytes };
  }
}

interface Read {
  readonly entry: RegisterEntry | null;
  readonly faults: readonly DocumentFault[];
}

function entryOf({ kind, value, path, line }: RawFact, register: string): Read {
  if (kind !== 'certificates') {
    const what = `a snapshot holds certificates, not ${kind}`;
    return { entry: null, faults: [fault('FACT_COMBINATION', path, what, { line })] };
  }
  const { status, statusFrom, ...stated } = value as Readonly<Record<string, unknown>>;
  const certificate = { ...stated, register: stated['register'] ?? register };
  const faults = [...conformFact('certificates', certificate, path, line)];
  if (faults.length === 0)
    faults.push(...inspectFact('certificates', certificate, path, line).faults);
  if (certificate.register !== register)
    faults.push(
      fault(
        'SNAPSHOT_REGISTER',
        `${path}.register`,
        `${shown(certificate.register)} is another register`,
        {
          line,
        },
      ),
    );
  const meant =
    status === undefined ? undefined : entryStatus(typeof status === 'string' ? status : '');
  if (status !== undefined && meant === undefined)
    faults.push(
      fault('SNAPSHOT_STATUS', `${path}.status`, `${shown(status)} is no status`, { line }),
    );
  const entry = {
    certificate: certificate as unknown as Certificate,
    status: meant,
    statusFrom: statusFrom as string | undefined,
  };
  return { entry, faults };
}

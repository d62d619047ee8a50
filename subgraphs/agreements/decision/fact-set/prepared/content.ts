import type { Certificate, CertificateEvent } from '../../../../../schema/generated/facts.ts';
import { foldedText, numberKey } from '../../../../../schema/spelling.ts';

/** Where and when a record was read, remarks, and what no rule evaluates. */
const ASIDE: ReadonlySet<string> = new Set(
  'recordedAt retractedAt register note number product events'.split(' '),
);
const ASIDE_BELOW: ReadonlySet<string> = new Set(
  'recordedAt retractedAt note name brands by basis reason reference to order role'.split(' '),
);

/** RULE §1.5: what a record says, with its defaults filled in. Arrays are multisets, but for events. */
export function contentOf(
  record: Certificate,
  events: readonly CertificateEvent[],
  schemeStandard: string | undefined,
): string {
  const said = {
    ...Object.fromEntries(Object.entries(record).filter(([name]) => !ASIDE.has(name))),
    object: record.object ?? 'CERTIFICATE',
    standard: record.standard ?? schemeStandard,
    validFrom: record.validFrom ?? record.issued,
  };
  const inOrder = events.map(
    (event) => canonical({ ...event, stay: event.stay ?? false }, 'event') ?? '',
  );
  return `${canonical(said, '') ?? ''}${inOrder.join()}`;
}

/** Lists of what is compared by fold. */
const FOLDED: ReadonlySet<string> = new Set(['models', 'keys', 'sites']);

/** One text for all ways to say the same; undefined: it says nothing. */
function canonical(value: unknown, name: string, inScope = false): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string' && name === 'number') return JSON.stringify(numberKey(value));
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return listed(value as readonly unknown[], name, inScope);
  const members = Object.entries(value)
    .filter(([member]) => !ASIDE_BELOW.has(member))
    .flatMap(([member, item]) => {
      const text = canonical(item, member, inScope || name === 'scope');
      return text === undefined ? [] : [`${JSON.stringify(member)}:${text}`];
    });
  return members.length === 0 ? undefined : `{${members.sort().join()}}`;
}

/** An empty list says nothing, but in a scope, where it contains nothing. */
function listed(list: readonly unknown[], name: string, inScope: boolean): string | undefined {
  if (list.length === 0 && !inScope) return undefined;
  const items = list.map((item) =>
    FOLDED.has(name) && typeof item === 'string'
      ? JSON.stringify(foldedText(item))
      : (canonical(item, '', inScope) ?? ''),
  );
  return `[${items.sort().join()}]`;
}

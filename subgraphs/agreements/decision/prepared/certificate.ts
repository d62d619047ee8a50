import type { Certificate, CertificateEvent } from '../../../../schema/generated/facts.ts';
import { asAtIssue, type Fold, foldEvents } from '../fold.ts';
import { Day } from '../time.ts';
import { folded } from './life.ts';

/** A certificate with its events in the order in which they are folded. */
export class PreparedCertificate {
  readonly record: Certificate;
  readonly events: readonly CertificateEvent[];
  readonly #atIssue: Fold;
  #content: string | undefined;

  constructor(record: Certificate) {
    this.record = record;
    this.events = folded(record.events);
    this.#atIssue = asAtIssue(record);
  }

  /** What the events up to the day have made of it. */
  foldedOn(day: Day): Fold {
    return this.events.length === 0 ? this.#atIssue : foldEvents(this.#atIssue, this.events, day);
  }

  /** In force on d: valid or stayed, and d is one of its days. */
  inForceOn(date: string): boolean {
    const { issued, validFrom = issued } = this.record;
    const { state, appeal, validUntil } = this.foldedOn(new Day(date));
    return (
      (state === 'VALID' || appeal === 'STAY') &&
      validFrom <= date &&
      (validUntil === undefined || date <= validUntil)
    );
  }

  /** Two records say the same if this is the same: arrays count as multisets (RULE §1.4). */
  get content(): string {
    return (this.#content ??= contentOf(this.record));
  }
}

/** Where and when a record was read, and remarks, are not part of what it says. */
const ASIDE: readonly string[] = ['recordedAt', 'retractedAt', 'register', 'note'];

const contentOf = (record: Certificate): string =>
  canonical(Object.fromEntries(Object.entries(record).filter(([name]) => !ASIDE.includes(name))));

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join()}]`;
  const members = Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`);
  return `{${members.join()}}`;
}

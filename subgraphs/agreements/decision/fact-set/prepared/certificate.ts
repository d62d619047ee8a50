import { fullInstant } from '../../../../../schema/knowledge.ts';
import type { Certificate, CertificateEvent } from '../../../../../schema/generated/facts.ts';
import { numberKey } from '../../../../../schema/spelling.ts';
import { asAtIssue, type CertificateState, stateAfter } from '../../timeline/certificate-state.ts';
import { type Civil, Day } from '../../timeline/time.ts';
import { contentOf } from './content.ts';
import { folded } from './life.ts';

/** A certificate with its events in the order in which they are folded. */
export class PreparedCertificate {
  readonly record: Certificate;
  readonly events: readonly CertificateEvent[];
  readonly #atIssue: CertificateState;
  #key: string | undefined;
  #content: { readonly standard: string | undefined; readonly text: string } | undefined;

  constructor(record: Certificate) {
    this.record = record;
    this.events = folded(record.events);
    this.#atIssue = asAtIssue(record);
  }

  /** What the events up to the day have made of it. */
  foldedOn(day: Day): CertificateState {
    return this.events.length === 0 ? this.#atIssue : stateAfter(this.#atIssue, this.events, day);
  }

  /** Key of its number. */
  get key(): string {
    return (this.#key ??= numberKey(this.record.number));
  }

  /** The same certificate: issuer and key of number. */
  isOne({ record, key }: PreparedCertificate): boolean {
    return record.issuer === this.record.issuer && key === this.key;
  }

  /**
   * RULE §2: in force on the day: valid or stayed, on one of its days. What transferred or cancelled
   * it that very day does not count.
   */
  inForceOn(date: Civil): boolean {
    const { issued, validFrom = issued } = this.record;
    const before = this.events.filter(
      ({ type, effectiveFrom }) =>
        effectiveFrom !== date || (type !== 'TRANSFERRED' && type !== 'CANCELLED'),
    );
    const { state, appeal, validUntil } = stateAfter(this.#atIssue, before, new Day(date));
    return (
      (state === 'VALID' || appeal === 'STAY') &&
      validFrom <= date &&
      (validUntil === undefined || date <= validUntil)
    );
  }

  /** RULE §1.5: two records say the same if this is the same. `standard` is that of the scheme. */
  contentWith(standard: string | undefined): string {
    if (this.#content?.standard !== standard || this.#content === undefined)
      this.#content = { standard, text: contentOf(this.record, this.events, standard) };
    return this.#content.text;
  }

  /** RULE §1.5: with records that agree, each event counts as recorded when the earliest of its was. */
  earliestOf(others: readonly PreparedCertificate[]): PreparedCertificate {
    if (this.events.length === 0) return this;
    const events = this.events.map((event, place) => ({
      ...event,
      recordedAt: others
        .map(({ events: same }) => recordedAt(same[place] ?? event))
        .reduce((one, other) => (other < one ? other : one), recordedAt(event)),
    }));
    return new PreparedCertificate({ ...this.record, events });
  }
}

const recordedAt = (event: CertificateEvent): string =>
  fullInstant(event.recordedAt ?? event.effectiveFrom);

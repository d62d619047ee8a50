import { credentialOf } from './credential.ts';
import type { Issuer, Statement } from './credential.ts';
import { PayloadForm } from './template.ts';
import type { Gap, Particulars } from './template.ts';

type Shared = Pick<Statement, 'question' | 'answer' | 'certificate' | 'knownAt'>;
type Period = Pick<Statement, 'issuedAt' | 'expiresAt'>;

/** Stand in for the particulars: no text of a fact holds these characters of the private use area. */
const ID = '\uE0F1';
const AUDIENCE = '\uE0F2';
const INDEX = 8_675_309_424_242;
const GAPS: ReadonlyMap<string, Gap> = new Map([
  [ID, 'id'],
  [AUDIENCE, 'audience'],
  [String(INDEX), 'index'],
]);
const MARKS = new RegExp(`(${[...GAPS.keys()].join('|')})`);
/** How often the identifier, the audience and the place stand in a payload. */
const EXPECTED: Readonly<Record<Gap, number>> = { id: 2, audience: 1, index: 3 };

/**
 * Writes payloads that share an answer: what they have in common is made and encoded once. A form filled in is
 * what `JSON.stringify(credentialOf(…))` gives.
 */
export class PayloadWriter {
  readonly #shared: Shared;
  readonly #issuer: Issuer;
  /** By what they have in common beside the answer; null: it has to be written out each time. */
  readonly #forms = new Map<string, PayloadForm | null>();

  constructor(shared: Shared, issuer: Issuer) {
    this.#shared = shared;
    this.#issuer = issuer;
  }

  /** The form of a payload: the same object for all that have it. */
  formOf(period: Period, list: number, particulars: Particulars): PayloadForm {
    const of = `${period.issuedAt} ${period.expiresAt} ${list}`;
    const known = this.#forms.get(of);
    const form = known === undefined ? this.#withGaps(period, list) : known;
    if (known === undefined) this.#forms.set(of, form);
    return form ?? new PayloadForm([this.#plain(period, list, particulars)], []);
  }

  #plain(period: Period, list: number, { id, audience, index }: Particulars): string {
    const { question, answer, certificate, knownAt } = this.#shared;
    const statement = { question, answer, certificate, knownAt, ...period, id, audience };
    return JSON.stringify(credentialOf({ ...statement, status: { list, index } }, this.#issuer));
  }

  /** The payload with gaps for the particulars; null when a fact holds one of the marks after all. */
  #withGaps(period: Period, list: number): PayloadForm | null {
    const marks = { id: ID, audience: AUDIENCE, index: INDEX };
    const parts = this.#plain(period, list, marks).split(MARKS);
    // Gaps stand between the parts that all have in common.
    const gaps = parts.flatMap((part) => GAPS.get(part) ?? []);
    const isAsExpected = Object.entries(EXPECTED).every(
      ([gap, times]) => gaps.filter((one) => one === gap).length === times,
    );
    if (!isAsExpected) return null;
    return new PayloadForm(
      parts.filter((_, at) => at % 2 === 0),
      gaps,
    );
  }
}

import { credentialOf } from './credential.ts';
import type { Statement } from './credential.ts';
import type { Issuer } from '../../model.ts';
import { PayloadTemplate } from '../../archive/payload-template.ts';
import type { Placeholder, PlaceholderValues } from '../../archive/payload-template.ts';

type Shared = Pick<Statement, 'question' | 'answer' | 'certificate' | 'knownAt'>;
type Period = Pick<Statement, 'issuedAt' | 'expiresAt'>;

/** Stand in for the particulars: no text of a fact holds these characters of the private use area. */
const ID = '\uE0F1';
const AUDIENCE = '\uE0F2';
const INDEX = 8_675_309_424_242;
const GAPS: ReadonlyMap<string, Placeholder> = new Map([
  [ID, 'id'],
  [AUDIENCE, 'audience'],
  [String(INDEX), 'index'],
]);
const MARKS = new RegExp(`(${[...GAPS.keys()].join('|')})`);
/** How often the identifier, the audience and the place stand in a payload. */
const EXPECTED: Readonly<Record<Placeholder, number>> = { id: 2, audience: 1, index: 3 };

/**
 * Writes payloads that share an answer: what they have in common is made and encoded once. A form filled in is
 * what `JSON.stringify(credentialOf(…))` gives.
 */
export class PayloadWriter {
  readonly #shared: Shared;
  readonly #issuer: Issuer;
  /** By what they have in common beside the answer; null: it has to be written out each time. */
  readonly #templates = new Map<string, PayloadTemplate | null>();

  constructor(shared: Shared, issuer: Issuer) {
    this.#shared = shared;
    this.#issuer = issuer;
  }

  /** The form of a payload: the same object for all that have it. */
  formOf(period: Period, list: number, values: PlaceholderValues): PayloadTemplate {
    const of = `${period.issuedAt} ${period.expiresAt} ${list}`;
    const known = this.#templates.get(of);
    const template = known === undefined ? this.#withPlaceholders(period, list) : known;
    if (known === undefined) this.#templates.set(of, template);
    return template ?? new PayloadTemplate([this.#plain(period, list, values)], []);
  }

  #plain(period: Period, list: number, { id, audience, index }: PlaceholderValues): string {
    const { question, answer, certificate, knownAt } = this.#shared;
    const statement = { question, answer, certificate, knownAt, ...period, id, audience };
    return JSON.stringify(credentialOf({ ...statement, status: { list, index } }, this.#issuer));
  }

  /** The payload with gaps for the particulars; null when a fact holds one of the marks after all. */
  #withPlaceholders(period: Period, list: number): PayloadTemplate | null {
    const marks = { id: ID, audience: AUDIENCE, index: INDEX };
    const parts = this.#plain(period, list, marks).split(MARKS);
    // Gaps stand between the parts that all have in common.
    const placeholders = parts.flatMap((part) => GAPS.get(part) ?? []);
    const isAsExpected = Object.entries(EXPECTED).every(
      ([placeholder, times]) => placeholders.filter((one) => one === placeholder).length === times,
    );
    if (!isAsExpected) return null;
    return new PayloadTemplate(
      parts.filter((_, at) => at % 2 === 0),
      placeholders,
    );
  }
}

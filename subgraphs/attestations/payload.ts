import { credentialOf } from './credential.ts';
import type { Issuer, Statement } from './credential.ts';
import type { Piece } from './signing-inputs.ts';

/** A place in a status list. */
export interface Place {
  readonly list: number;
  readonly index: number;
}

/** What differs between attestations that say the same to many. */
export interface Particulars {
  /** Url-safe. */
  readonly id: string;
  readonly audience: string;
  readonly place: Place;
}

type Shared = Pick<Statement, 'question' | 'answer' | 'certificate' | 'knownAt'>;
type Period = Pick<Statement, 'issuedAt' | 'expiresAt'>;
type Write = (particulars: Particulars) => readonly Piece[];

/** Stand in for the particulars: no text of a fact holds these characters of the private use area. */
const ID = '\uE0F1';
const AUDIENCE = '\uE0F2';
const INDEX = 8_675_309_424_242;
const MARKS = new RegExp(`(${ID}|${AUDIENCE}|${INDEX})`);
/** How often the identifier, the audience and the place stand in a payload. */
const EXPECTED = { [ID]: 2, [AUDIENCE]: 1, [String(INDEX)]: 3 };

/**
 * Writes payloads that share an answer: what they have in common is made and encoded once. Put together, the
 * pieces of each are what `JSON.stringify(credentialOf(…))` gives.
 */
export class PayloadWriter {
  readonly #shared: Shared;
  readonly #issuer: Issuer;
  #form: { readonly of: string; readonly write: Write } | undefined;

  constructor(shared: Shared, issuer: Issuer) {
    this.#shared = shared;
    this.#issuer = issuer;
  }

  write(period: Period, particulars: Particulars): readonly Piece[] {
    const { list } = particulars.place;
    const of = `${period.issuedAt} ${period.expiresAt} ${list}`;
    if (this.#form?.of !== of) this.#form = { of, write: this.#formOf(period, list) };
    return this.#form.write(particulars);
  }

  #plain(period: Period, { id, audience, place: status }: Particulars): string {
    const { question, answer, certificate, knownAt } = this.#shared;
    const statement = { question, answer, certificate, knownAt, ...period, id, audience, status };
    return JSON.stringify(credentialOf(statement, this.#issuer));
  }

  /** The payload with gaps for the particulars. */
  #formOf(period: Period, list: number): Write {
    const marked = { id: ID, audience: AUDIENCE, place: { list, index: INDEX } };
    const parts = this.#plain(period, marked).split(MARKS);
    const isAsExpected = Object.entries(EXPECTED).every(
      ([mark, times]) => parts.filter((part) => part === mark).length === times,
    );
    // A fact holds one of the marks after all: then every payload is made from its claims.
    if (!isAsExpected) return (particulars) => [this.#plain(period, particulars)];
    // Gaps stand between the parts that all have in common.
    const pieces = parts.map((part, at) => (at % 2 === 0 ? Buffer.from(part) : part));
    return ({ id, audience, place: { index } }) => {
      const values: Readonly<Record<string, string>> = {
        [ID]: id,
        [AUDIENCE]: JSON.stringify(audience).slice(1, -1),
        [String(INDEX)]: String(index),
      };
      return pieces.map((piece) => (typeof piece === 'string' ? (values[piece] ?? '') : piece));
    };
  }
}

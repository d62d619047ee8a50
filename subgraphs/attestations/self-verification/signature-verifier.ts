import { createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { MAX_TOKEN_LENGTH } from '../verification/index.ts';
import type { ParsedJws, PinnedKey } from '../verification/index.ts';

/** Most signatures tested in this thread in one turn of the event loop: less than a millisecond. */
const MOST_IN_A_TURN = 8;
/** Of how many that wait this thread tests one; it also does everything else for all of them. */
const SHARED_AMONG = 16;

/**
 * Tests signatures with node's own cryptography. The first in a turn of the event loop is tested at once
 * in this thread, since to wake another takes longer than the test. Those asked for after it wait for the
 * next turn and are shared then: this thread tests some, libuv's threads the rest, given to them in
 * one go.
 */
export class SignatureVerifier {
  readonly #keys = new WeakMap<PinnedKey, KeyObject>();
  /** Those who wait to be told whether to test here. */
  #waiting: ((isHere: boolean) => void)[] = [];
  #isTurnUsed = false;

  test(jws: ParsedJws, pinned: PinnedKey): boolean | Promise<boolean> {
    const key = this.#keyOf(pinned);
    if (this.#isTurnUsed) return this.#testNextTurn(jws, key);
    this.#isTurnUsed = true;
    setImmediate(this.#nextTurn);
    return testHere(jws, key);
  }

  async #testNextTurn(jws: ParsedJws, key: KeyObject): Promise<boolean> {
    const isHere = await new Promise<boolean>((resolve) => {
      this.#waiting.push(resolve);
    });
    return isHere ? testHere(jws, key) : testElsewhere(jws, key);
  }

  readonly #nextTurn = (): void => {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#isTurnUsed = false;
    const here = Math.min(MOST_IN_A_TURN, Math.ceil(waiting.length / SHARED_AMONG));
    // Those for other threads come first: they are tested while this thread tests its own.
    for (const [place, tell] of waiting.entries()) tell(place >= waiting.length - here);
  };

  #keyOf(pinned: PinnedKey): KeyObject {
    const known = this.#keys.get(pinned);
    if (known) return known;
    const key = createPublicKey({ key: { ...pinned.jwk }, format: 'jwk' });
    this.#keys.set(pinned, key);
    return key;
  }
}

/** ECDSA signatures as a JWS has them: r and s, one behind the other (RFC 7518 §3.4). */
const dsaEncoding = 'ieee-p1363';

const testHere = ({ signingInput, signature }: ParsedJws, key: KeyObject): boolean =>
  verify('sha256', scratchOf(signingInput), { key, dsaEncoding }, signature);

const testElsewhere = ({ signingInput, signature }: ParsedJws, key: KeyObject): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const input = Buffer.from(signingInput, 'latin1');
    verify('sha256', input, { key, dsaEncoding }, signature, (error, isValid) => {
      if (error) reject(error);
      else resolve(isValid);
    });
  });

/** Used again for each signature tested here, since it is read before anything else can run. */
const scratch = Buffer.allocUnsafeSlow(MAX_TOKEN_LENGTH);

/** The bytes of a signing input, until the next are asked for. */
const scratchOf = (text: string): Buffer =>
  text.length > scratch.length
    ? Buffer.from(text, 'latin1')
    : scratch.subarray(0, scratch.write(text, 'latin1'));

import type { Model } from 'mongoose';
import type { Certificate } from '../../../schema/generated/facts.ts';
import type { Question } from '../../../schema/generated/question.ts';
import { above, among } from '../../kit/facts/filter.ts';
import type { Recognise } from '../ports.ts';
import { identityOf } from '../sign.ts';
import { isObject, parseCompact, parseObject, statusReference } from '../verification/index.ts';
import type { Opened, Verification } from '../verification/index.ts';
import { agree, confirmed, firstEvidence, recordIn, retracted } from './evidence.ts';
import type { Evidence, Provenance } from './evidence.ts';
import type { Inspected, PartnerInspection } from './inspection.ts';
import type { PresentedState, StoredPresented } from './model.ts';
import type { RecordFacts } from './record-facts.ts';

/** States in which the facts of an attestation are kept up. */
const HELD: readonly PresentedState[] = ['UNKNOWN', 'VALID', 'SUSPENDED'];

/**
 * What became of the claim of an attestation: RECORDED as a fact; KNOWN, since it was presented before;
 * CONFIRMED, a register of ours says the same; CONFLICTING, it says otherwise; OUTDATED, a later
 * attestation of the same certificate was presented; NONE, nothing was taken from it.
 */
export type Taken = 'RECORDED' | 'KNOWN' | 'CONFIRMED' | 'CONFLICTING' | 'OUTDATED' | 'NONE';

export interface Presented {
  readonly verification: Verification;
  readonly taken: Taken;
  /** The question that the attestation answers for its issuer, put to our own facts; null: none can be put. */
  readonly question: Question | null;
}

export interface PresentationOptions {
  readonly presented: Model<StoredPresented>;
  readonly inspection: PartnerInspection;
  readonly recognise: Recognise;
  readonly record: RecordFacts;
  /** Names under which an attestation may be addressed to this hub. */
  readonly audiences: readonly string[];
  /** The market that asks: the home territory. */
  readonly market: string;
  readonly now: () => Date;
}

/** An attestation that an officer has before her: verified, and its claim made a fact with its origin. */
export class Presentation {
  readonly #options: PresentationOptions;

  constructor(options: PresentationOptions) {
    this.#options = options;
  }

  /** Takes an attestation of a partner; null when it names no partner as its issuer. */
  async present(jws: string, presenter: string, proof?: string): Promise<Presented | null> {
    const inspected = await this.#options.inspection.inspect(jws, {
      audience: this.#audienceIn(jws),
      ...(proof === undefined ? {} : { proof }),
    });
    if (!inspected) return null;
    const { verification, opened } = inspected;
    const isForged = verification.checks.some(
      ({ name, outcome }) => name === 'signature' && outcome === 'FAIL',
    );
    const question = this.#questionIn(jws, isForged);
    const record = opened && recordIn(opened.claims);
    const isOpen = isOnlyOpen(verification);
    if (!opened || !record || !(verification.verdict === 'valid' || isOpen))
      return { verification, taken: 'NONE', question };
    return {
      verification,
      taken: await this.#take(inspected, opened, record, presenter),
      question,
    };
  }

  async #take(
    { partner, verification }: Inspected,
    { jws, claims, key }: Opened,
    record: Certificate,
    presenter: string,
  ): Promise<Taken> {
    const { presented, now } = this.#options;
    const _id = identityOf(jws.token);
    const reference = statusReference(claims);
    const { jti, iat, exp } = claims as { jti: string; iat: number; exp: number };
    if (!reference) return 'NONE';
    const begun = await presented.findById(_id).lean<StoredPresented | null>();
    if (begun && begun.state !== 'INTENT') return 'KNOWN';
    const others = await presented
      .find({ partner: partner.id, number: record.number, state: among(HELD) })
      .lean<StoredPresented[]>();
    if (others.some(({ issuedAt }) => issuedAt > iat)) return 'OUTDATED';
    const elsewhere = await this.#elsewhere(record);
    if (elsewhere) return agree(elsewhere, record) ? 'CONFIRMED' : 'CONFLICTING';
    // What a crash has left is done again to the letter.
    const at = begun ? new Date(begun.presentedAt) : now();
    const origin: Provenance = { digest: _id, partner: partner.id, kid: key.kid, jti };
    const first = firstEvidence(record, origin, at);
    const isKnown = verification.verdict === 'valid';
    const stored: StoredPresented = begun ?? {
      _id,
      partner: partner.id,
      kid: key.kid,
      jti,
      jws: jws.token,
      certificate: record,
      number: record.number,
      list: reference.uri,
      index: reference.index,
      issuedAt: iat,
      expiresAt: exp,
      state: 'INTENT',
      presentedAt: at.toISOString(),
      presentedBy: presenter,
      facts: isKnown ? confirmed(first, at) : first,
    };
    if (!begun) await presented.create(stored);
    const before = others.map(({ facts }) => retracted(facts as Evidence, at));
    const report = await this.#options.record([...before, stored.facts as Evidence]);
    if (report.outcome === 'REJECTED') {
      await presented.deleteOne({ _id, state: 'INTENT' });
      return 'CONFLICTING';
    }
    const ids = others.map((other) => other._id);
    await presented.updateMany({ _id: among(ids) }, { $set: { state: 'SUPERSEDED' as const } });
    const isSeen = ((stored.facts as Evidence).register.snapshots ?? []).length > 0;
    await presented.updateOne({ _id }, { $set: { state: isSeen ? 'VALID' : 'UNKNOWN' } });
    return 'RECORDED';
  }

  /** Attestations whose claim rests in the facts and whose status stands in a list. */
  openIn(list: string): Promise<StoredPresented[]> {
    const { presented, now } = this.#options;
    const seconds = Math.floor(now().getTime() / 1000);
    return presented
      .find({ list, state: among(HELD), expiresAt: above(seconds) })
      .lean<StoredPresented[]>();
  }

  /** The record that a register of ours holds of the same certificate; undefined: none does. */
  async #elsewhere({ number }: Certificate): Promise<Certificate | undefined> {
    const { recognise, market, now } = this.#options;
    const asOf = now().toISOString().slice(0, 10);
    const [known] = await recognise([{ certificate: number, market, asOf, purpose: 'REGULATORY' }]);
    const held = known?.certificate;
    return held && held.register?.startsWith('attestation:') !== true ? held : undefined;
  }

  /** The name of ours that the token addresses; another one makes the audience check fail, as it must. */
  #audienceIn(jws: string): string {
    const parsed = parseCompact(jws);
    const aud = (parsed && parseObject(parsed.payload))?.['aud'];
    const { audiences } = this.#options;
    const named = Array.isArray(aud) ? audiences.find((one) => aud.includes(one)) : undefined;
    return named ?? audiences[0] ?? '';
  }

  #questionIn(jws: string, isForged: boolean): Question | null {
    const parsed = parseCompact(jws);
    const mra = (parsed && parseObject(parsed.payload))?.['mra'];
    const asked = isObject(mra) ? mra['question'] : undefined;
    if (!isObject(asked) || typeof asked['certificate'] !== 'string') return null;
    const { certificate, purpose, product, presented } = asked as unknown as Question;
    const { market, now } = this.#options;
    const asOf = now().toISOString().slice(0, 10);
    // Nothing of a forged text is believed: it only names what is asked about.
    if (isForged) return { certificate, market, asOf, purpose: 'REGULATORY', signature: 'INVALID' };
    return {
      certificate,
      market,
      asOf,
      purpose,
      ...(product === undefined ? {} : { product }),
      ...(presented === undefined ? {} : { presented }),
      signature: 'VALID',
    };
  }
}

/** Nothing is wrong with it, and all that is not known is its status. */
const isOnlyOpen = ({ verdict, checks }: Verification): boolean =>
  verdict === 'unknown' &&
  checks.every(({ name, outcome }) => outcome === 'PASS' || name === 'status');

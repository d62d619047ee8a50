import type { Model } from 'mongoose';
import type { Certificate } from '../../../schema/generated/facts.ts';
import type { Question } from '../../../schema/generated/question.ts';
import { above, among } from '../../../store/mongoose/operators.ts';
import type { Requester } from '../issuance/order.ts';
import type { Days } from '../../federation/subgraph.ts';
import type { Recognise } from '../ports.ts';
import { identityOf } from '../keys/sign.ts';
import { readQuestion } from '../../../facts/document/question.ts';
import { isObject, parseCompact, parseObject } from '../verification/index.ts';
import type { AttestationReading, VerifiedJws, Verification } from '../verification/index.ts';
import { agree, confirmed, firstEvidence, retracted } from './evidence.ts';
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
export type PresentationOutcome =
  'RECORDED' | 'KNOWN' | 'CONFIRMED' | 'CONFLICTING' | 'OUTDATED' | 'NONE';

export interface Presented {
  readonly verification: Verification;
  readonly taken: PresentationOutcome;
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
  readonly days: Days;
  readonly now: () => Date;
}

/** Who presents it: what the rules need to know of a caller. */
export type Presenter = Requester;

/** An attestation that an officer has before her: verified, and its claim made a fact with its origin. */
export class Presentation {
  readonly #options: PresentationOptions;

  constructor(options: PresentationOptions) {
    this.#options = options;
  }

  /**
   * Takes an attestation of a partner; null when it names no partner as its issuer. One of another holder's
   * certificate than the presenter is limited to is `forbidden`: nothing is taken.
   */
  async present(
    jws: string,
    presenter: Presenter,
    proof?: string,
  ): Promise<Presented | 'forbidden' | null> {
    const { audiences, inspection } = this.#options;
    const inspected = await inspection.inspect(jws, {
      audience: audiences,
      ...(proof === undefined ? {} : { proof }),
    });
    if (!inspected) return null;
    const { verification, opened } = inspected;
    const { reading, verdict } = verification;
    const question = await this.#questionOf(jws, verification);
    const isTaken = verdict === 'valid' || isOnlyOpen(verification);
    if (!opened || !reading || !isTaken || !isAbout(reading))
      return { verification, taken: 'NONE', question };
    if (!mayPresent(presenter, reading.certificate.holderId ?? undefined)) return 'forbidden';
    return {
      verification,
      taken: await this.#take(inspected, opened, reading, presenter.subject),
      question,
    };
  }

  async #take(
    { partner, verification }: Inspected,
    { jws, key }: VerifiedJws,
    reading: Complete,
    presenter: string,
  ): Promise<PresentationOutcome> {
    const { presented, now } = this.#options;
    const _id = identityOf(jws.token);
    const { id: jti, issuedAt: iat, expiresAt: exp, status } = reading;
    // It is what the schema of facts says or is refused when it is recorded.
    const record = reading.certificate.record as unknown as Certificate;
    const begun = await presented.findById(_id).lean<StoredPresented | null>();
    if (begun && begun.state !== 'INTENT') return 'KNOWN';
    const others = await presented
      .find({
        partner: partner.id,
        number: record.number,
        // Two bodies may use one number.
        'certificate.issuer': record.issuer,
        state: among(HELD),
      })
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
      list: status.uri,
      index: status.index,
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
  async #elsewhere({ number, issuer }: Certificate): Promise<Certificate | undefined> {
    const { recognise, market, days, now } = this.#options;
    const asOf = (await days()).on(market, now());
    const [known] = await recognise([
      { certificate: number, issuer, market, asOf, purpose: 'REGULATORY' },
    ]);
    const held = known?.certificate;
    return held && held.register?.startsWith('attestation:') !== true ? held : undefined;
  }

  /** The question that is put to our own facts, in the words of ours; null: it names none. */
  async #questionOf(jws: string, { checks, reading }: Verification): Promise<Question | null> {
    const { market, days, now } = this.#options;
    const asOf = (await days()).on(market, now());
    const isForged = checks.some(({ name, outcome }) => outcome === 'FAIL' && OF_SIGNER.has(name));
    // Nothing of a forged text is believed: it only names what is asked about.
    const asked = isForged
      ? { certificate: namedIn(jws), signature: 'INVALID' }
      : questionIn(reading);
    return asked && readQuestion({ purpose: 'REGULATORY', ...asked, market, asOf }).question;
  }
}

/** Checks of which one fails where it is not signed by who is said to have signed it. */
const OF_SIGNER: ReadonlySet<string> = new Set(['signature', 'key', 'issuer']);

/** The certificate that a text names of which nothing is believed. */
function namedIn(jws: string): unknown {
  const parsed = parseCompact(jws);
  const mra = (parsed && parseObject(parsed.payload))?.['mra'];
  const asked = isObject(mra) ? mra['question'] : undefined;
  return isObject(asked) ? asked['certificate'] : undefined;
}

function questionIn(reading: AttestationReading | undefined): object | null {
  if (!reading?.question) return null;
  const { certificate, asked } = reading.question;
  const { purpose, product, presented } = asked;
  const issuer = reading.certificate?.issuer ?? asked['issuer'];
  const stated = Object.entries({ issuer, purpose, product, presented });
  return {
    certificate,
    ...Object.fromEntries(stated.filter(([, value]) => value !== undefined)),
    signature: 'VALID',
  };
}

/** An attestation that carries its certificate, and says where its status stands. */
type Complete = AttestationReading & {
  readonly [Member in 'certificate' | 'status']: NonNullable<AttestationReading[Member]>;
};

const isAbout = (reading: AttestationReading): reading is Complete =>
  reading.certificate !== null && reading.status !== null && reading.question !== null;

/** A token with a holder is an exporter's, whichever other scopes it has. */
const mayPresent = ({ scopes, holder }: Presenter, of: string | undefined): boolean =>
  holder === undefined || holder === of || scopes.has('hub:admin');

/** Nothing is wrong with it, and all that is not known is its status. */
const isOnlyOpen = ({ verdict, checks }: Verification): boolean =>
  verdict === 'unknown' &&
  checks.every(({ name, outcome }) => outcome !== 'UNKNOWN' || name === 'status');

import { createHash } from 'node:crypto';
import type { Model } from 'mongoose';
import type { Certificate } from '../../schema/generated/facts.ts';
import type { Question } from '../../schema/generated/question.ts';
import { canonical } from '../kit/facts/canonical.ts';
import { among } from '../kit/facts/filter.ts';
import { credentialOf, sourceDigest } from './credential.ts';
import type { Issuer } from './credential.ts';
import { faultsOf } from './input.ts';
import type { InputFault, IssueRequest } from './input.ts';
import type { KeyRing, Signer } from './keys/index.ts';
import type { TransparencyLog } from './log/log.ts';
import { isIssued } from './model.ts';
import type { IssuedAttestation, StoredAttestation } from './model.ts';
import type { Recognise, Recognised } from './ports.ts';
import { DEFAULT_VALID_DAYS, expiryOf, isRecognised, mayIssue } from './rules.ts';
import type { RecognisedAnswer } from './rules.ts';
import type { Allocator, Place } from './status/allocation.ts';
import type { FactsPort } from './upholding/consequences.ts';
import { groundsOf } from './upholding/grounds.ts';
import type { Upholder } from './upholding/upholder.ts';
import { identityOf, signCompact, signingInput } from './sign.ts';
import { ATTESTATION_HEADER } from './verification/index.ts';
import { isDuplicateKey } from '../kit/duplicate-key.ts';

/** Who asks: what the rules need to know of a caller. */
export interface Requester {
  readonly subject: string;
  readonly scopes: ReadonlySet<string>;
  readonly holder?: string;
}

export type IssueOutcome =
  | { readonly kind: 'issued'; readonly attestation: IssuedAttestation; readonly created: boolean }
  | { readonly kind: 'not-recognised'; readonly recognised: Recognised }
  | { readonly kind: 'invalid'; readonly faults: readonly InputFault[] }
  | { readonly kind: 'forbidden' };

/** The clock stands before something already signed: signing on would contradict it. */
export class ClockFault extends Error {
  override readonly name = 'ClockFault';
  readonly code = 'CLOCK_BEHIND';
}

/** Between the decision and the signature the facts may have changed: nothing was signed. */
export class StaleDecision extends Error {
  override readonly name = 'StaleDecision';
  readonly code = 'DECISION_STALE';
}

export interface IssuanceOptions {
  readonly model: Model<StoredAttestation>;
  readonly log: TransparencyLog;
  readonly allocator: Allocator;
  readonly keys: KeyRing;
  readonly recognise: Recognise;
  /** The facts that decisions rest on; absent where they never change. */
  readonly facts?: FactsPort | undefined;
  readonly upholder: Upholder;
  readonly issuer: Issuer;
  readonly now: () => Date;
  /** Bytes from a cryptographic source. */
  readonly random: (size: number) => Uint8Array;
}

/** 128 bits: nobody finds an attestation by trying. */
const ID_BYTES = 16;
/** Times that a request is tried again when another process issues the same one meanwhile. */
const MAX_ATTEMPTS = 5;
/** Times that questions are answered again since facts were recorded meanwhile. */
const MAX_READINGS = 5;
/** Age in milliseconds from which a decision is no longer signed. */
const MAX_DECISION_AGE_MS = 5000;

/** A request that was answered with a recognition. */
interface Draft {
  readonly position: number;
  readonly request: IssueRequest;
  readonly recognised: Recognised & { answer: RecognisedAnswer; certificate: Certificate };
  /** Number of the last document of facts that the answer rests on. */
  readonly horizon: number;
  /** Digest of what makes a second request the same request. */
  readonly key: string;
}

/**
 * The issuance cycle: decide, store the intent, log, sign, verify, store the outcome, hand out. A crash
 * between any two steps leaves an intent that the next equal request completes; nothing is handed
 * out that is not stored.
 */
export class Issuance {
  readonly #options: IssuanceOptions;
  #lastIssuedAt: number | undefined;

  constructor(options: IssuanceOptions) {
    this.#options = options;
  }

  /** Issues each request or says why not, in order. Equal requests on a day give one attestation. */
  async issue(
    requests: readonly IssueRequest[],
    requester: Requester,
  ): Promise<readonly IssueOutcome[]> {
    const now = this.#options.now();
    const today = now.toISOString().slice(0, 10);
    const outcomes = new Map<number, IssueOutcome>();
    const sound = requests
      .map((request, position) => ({ request, position, faults: faultsOf(request, today) }))
      .filter(({ position, faults }) => {
        if (faults.length > 0) outcomes.set(position, { kind: 'invalid', faults });
        return faults.length === 0;
      });
    const { decided, horizon } = await this.#decide(
      sound.map(({ request }): Question => ({ ...request.question, asOf: today })),
    );
    const drafts = sound.flatMap(({ request, position }, index): Draft[] => {
      const recognised = decided[index];
      if (!recognised) throw new RangeError('A question was left unanswered.');
      const refusal = refusalOf(recognised, requester);
      if (refusal) outcomes.set(position, refusal);
      return refusal ? [] : [draftOf(request, position, recognised, horizon, today)];
    });
    if (this.#options.now().getTime() - now.getTime() > MAX_DECISION_AGE_MS)
      throw new StaleDecision('Answering took too long to sign the answer; try again.');
    await this.#settle(drafts, requester, outcomes, 1);
    await this.#recheck(horizon, outcomes);
    return requests.map((_, position) => outcomes.get(position) ?? { kind: 'forbidden' });
  }

  /** Answers all questions on the facts of one and the same horizon. */
  async #decide(
    questions: readonly Question[],
  ): Promise<{ readonly decided: readonly Recognised[]; readonly horizon: number }> {
    const { facts, recognise } = this.#options;
    for (let reading = 0; reading < MAX_READINGS; reading++) {
      const horizon = facts?.horizon.current() ?? 0;
      const decided = await recognise(questions);
      if (horizon === (facts?.horizon.current() ?? 0)) return { decided, horizon };
    }
    throw new StaleDecision('Facts are recorded faster than they can be read; try again.');
  }

  /**
   * What is handed out must be true by what was recorded before it was stored: later documents find it
   * stored, and are followed from there. So a document that came between is followed here.
   */
  async #recheck(horizon: number, outcomes: Map<number, IssueOutcome>): Promise<void> {
    const { facts, upholder, model } = this.#options;
    const issued = [...outcomes].flatMap(([position, outcome]) =>
      outcome.kind === 'issued' ? [{ position, outcome }] : [],
    );
    if (!facts || issued.length === 0 || (await facts.horizon.refresh()) === horizon) return;
    const ids = issued.map(({ outcome }) => outcome.attestation._id);
    await upholder.byId(ids);
    const found = await model.find({ _id: among(ids) }).lean<IssuedAttestation[]>();
    const now = new Map(found.map((attestation) => [attestation._id, attestation]));
    for (const { position, outcome } of issued)
      outcomes.set(position, {
        ...outcome,
        attestation: now.get(outcome.attestation._id) ?? outcome.attestation,
      });
  }

  async #settle(
    drafts: readonly Draft[],
    requester: Requester,
    outcomes: Map<number, IssueOutcome>,
    attempt: number,
  ): Promise<void> {
    if (drafts.length === 0) return;
    if (attempt > MAX_ATTEMPTS) throw new RangeError('Too many equal requests at once; try again.');
    const signer = this.#options.keys.signer('attestation');
    const latest = await this.#latestOf(drafts);
    const fresh = new Map<string, { draft: Draft; generation: number }>();
    const open: StoredAttestation[] = [];
    for (const draft of drafts) {
      const known = latest.get(draft.key);
      if (known && isIssued(known) && known.status !== 'REVOKED')
        outcomes.set(draft.position, { kind: 'issued', attestation: known, created: false });
      else if (known?.state === 'INTENT' && known.kid === signer.kid) open.push(known);
      else if (!fresh.has(draft.key))
        fresh.set(draft.key, { draft, generation: (known?.generation ?? 0) + 1 });
    }
    const places = await this.#options.allocator.allocate(fresh.size);
    const intents: StoredAttestation[] = [];
    for (const [index, { draft, generation }] of [...fresh.values()].entries()) {
      const place = places[index];
      if (!place) throw new RangeError('An attestation got no place in a status list.');
      intents.push(await this.#intentOf(draft, signer, requester, generation, place));
    }
    const stored = await this.#store(intents);
    const signed = await this.#sign([...stored, ...open], signer);
    const created = new Set(stored.map(({ _id }) => _id));
    const unsettled = drafts.filter(({ position }) => !outcomes.has(position));
    const settled = signed ?? (await this.#latestOf(unsettled));
    const again: Draft[] = [];
    for (const draft of drafts) {
      if (outcomes.has(draft.position)) continue;
      const attestation = settled.get(draft.key);
      if (!attestation || !isIssued(attestation)) again.push(draft);
      else
        outcomes.set(draft.position, {
          kind: 'issued',
          attestation,
          created: created.delete(attestation._id),
        });
    }
    await this.#settle(again, requester, outcomes, attempt + 1);
  }

  /** The newest stored attestation of each request. */
  async #latestOf(drafts: readonly Draft[]): Promise<Map<string, StoredAttestation>> {
    const requests = [...new Set(drafts.map(({ key }) => key))];
    if (requests.length === 0) return new Map();
    const found = await this.#options.model
      .find({ request: among(requests) })
      .sort({ request: 1, generation: 1 })
      .lean<StoredAttestation[]>();
    return new Map(found.map((attestation) => [attestation.request, attestation]));
  }

  async #intentOf(
    draft: Draft,
    signer: Signer,
    requester: Requester,
    generation: number,
    place: Place,
  ): Promise<StoredAttestation> {
    const { question, answer, certificate, knownAt } = draft.recognised;
    const { audience, validDays = DEFAULT_VALID_DAYS } = draft.request;
    const issuedAt = await this.#instantOfIssue();
    const expiresAt = expiryOf(answer, issuedAt, validDays);
    const id = Buffer.from(this.#options.random(ID_BYTES)).toString('base64url');
    const statement = {
      id,
      question,
      answer,
      certificate,
      knownAt,
      audience,
      issuedAt,
      expiresAt,
      status: place,
    };
    const input = signingInput(
      signer,
      ATTESTATION_HEADER,
      credentialOf(statement, this.#options.issuer),
    );
    return {
      _id: id,
      request: draft.key,
      key: `${draft.key}:${generation}`,
      generation,
      state: 'INTENT',
      kid: signer.kid,
      signingInput: input.text,
      digest: identityOf(input.text),
      certificate: certificate.number,
      market: question.market,
      audience,
      question,
      answer,
      knownAt,
      issuedAt,
      expiresAt,
      requestedBy: requester.subject,
      ...place,
      status: 'VALID',
      changes: 0,
      horizon: draft.horizon,
      grounds: groundsOf(certificate, answer),
      recheckOn: '',
    };
  }

  /** Now, in seconds, unless that is before the last signature. */
  async #instantOfIssue(): Promise<number> {
    this.#lastIssuedAt ??=
      (await this.#options.model.findOne().sort({ issuedAt: -1 }).lean<StoredAttestation>())
        ?.issuedAt ?? 0;
    const seconds = Math.floor(this.#options.now().getTime() / 1000);
    if (seconds < this.#lastIssuedAt)
      throw new ClockFault('The clock of this machine stands before the last signature: set it.');
    this.#lastIssuedAt = seconds;
    return seconds;
  }

  /** Stores the intents and gives those stored; the others met a place or a request just taken. */
  async #store(intents: readonly StoredAttestation[]): Promise<readonly StoredAttestation[]> {
    if (intents.length === 0) return [];
    try {
      // As they are: mongoose would make a document of each, which costs more than its signature.
      await this.#options.model.insertMany(intents, { ordered: false, lean: true });
      return intents;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const ids = intents.map(({ _id }) => _id);
      return this.#options.model.find({ _id: among(ids) }).lean<StoredAttestation[]>();
    }
  }

  /**
   * Logs, signs and stores the outcome of intents. Each step done twice changes nothing, and none is
   * handed out before all are done. Gives the attestations by request; null when another process
   * has signed one of them meanwhile.
   */
  async #sign(
    intents: readonly StoredAttestation[],
    signer: Signer,
  ): Promise<Map<string, StoredAttestation> | null> {
    if (intents.length === 0) return null;
    await this.#options.log.append(
      intents.map(({ _id, digest }) => ({ entry: digest, kind: 'attestation', attestation: _id })),
    );
    const signed: IssuedAttestation[] = [];
    for (const intent of intents) {
      const { kid, signingInput: text } = intent;
      signed.push({ ...intent, state: 'ISSUED', jws: await signCompact(signer, { kid, text }) });
    }
    const updates = signed.map(({ _id, state, jws }) => ({
      updateOne: { filter: { _id, state: 'INTENT' as const }, update: { $set: { state, jws } } },
    }));
    const { modifiedCount } = await this.#options.model.bulkWrite(updates, {
      ordered: false,
      skipValidation: true,
    });
    if (modifiedCount !== signed.length) return null;
    return new Map(signed.map((attestation) => [attestation.request, attestation]));
  }
}

function refusalOf(recognised: Recognised, requester: Requester): IssueOutcome | undefined {
  const { answer, certificate } = recognised;
  if (!mayIssue(requester, certificate?.holder?.id)) return { kind: 'forbidden' };
  return isRecognised(answer) && certificate ? undefined : { kind: 'not-recognised', recognised };
}

function draftOf(
  request: IssueRequest,
  position: number,
  recognised: Recognised,
  horizon: number,
  today: string,
): Draft {
  const { answer, certificate, question } = recognised;
  if (!isRecognised(answer) || !certificate) throw new RangeError('Only recognition is signed.');
  return {
    position,
    request,
    recognised: { ...recognised, answer, certificate },
    horizon,
    key: createHash('sha256')
      .update(
        canonical({
          source: sourceDigest(certificate),
          question,
          answer,
          audience: request.audience,
          today,
        }),
      )
      .digest('base64url'),
  };
}

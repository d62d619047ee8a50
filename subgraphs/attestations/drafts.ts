import { hash } from 'node:crypto';
import type { Certificate } from '../../schema/generated/facts.ts';
import type { Answer } from '../../schema/generated/question.ts';
import { canonical } from '../kit/facts/canonical.ts';
import type { Unsigned } from './archive.ts';
import { sourceDigest } from './credential.ts';
import type { Issuer } from './credential.ts';
import type { IssueOrder } from './issuance.ts';
import { decisionText } from './model.ts';
import type { Decision } from './model.ts';
import { PayloadWriter } from './payload.ts';
import type { Recognised } from './ports.ts';
import { DEFAULT_VALID_DAYS, expiryOf, isRecognised } from './rules.ts';
import type { RecognisedAnswer } from './rules.ts';
import { identityOf } from './sign.ts';
import type { Place } from './status/allocation.ts';
import { groundsOf } from './upholding/grounds.ts';

/** A recognition that may be signed. */
export type Recognition = Recognised & {
  readonly answer: RecognisedAnswer;
  readonly certificate: Certificate;
};

export const isRecognition = (recognised: Recognised): recognised is Recognition =>
  isRecognised(recognised.answer) && recognised.certificate !== null;

/** A request that was answered with a recognition. */
export interface Draft {
  readonly position: number;
  readonly order: IssueOrder;
  readonly basis: Basis;
  /** Digest of what makes a second request the same request. */
  readonly key: string;
}

/** What all attestations that rest on one and the same answer have in common. */
interface Basis {
  readonly recognition: Recognition;
  readonly decision: Decision;
  readonly decisionText: string;
  readonly grounds: readonly string[];
  /** Canonical JSON of everything that makes two requests different but the audience. */
  readonly sameness: string;
  readonly payloads: PayloadWriter;
}

/** Draws up the attestations of one batch, which are answered, signed and stored together. */
export class Drafting {
  readonly #issuer: Issuer;
  readonly #today: string;
  readonly #horizon: number;
  readonly #bases = new Map<Recognition, Basis>();

  /**
   * @param horizon number of the last document of facts that the answers rest on
   */
  constructor(issuer: Issuer, today: string, horizon: number) {
    this.#issuer = issuer;
    this.#today = today;
    this.#horizon = horizon;
  }

  draftOf(order: IssueOrder, position: number, recognition: Recognition): Draft {
    const basis = this.#basisOf(recognition);
    const key = hash(
      'sha256',
      `${basis.sameness}${canonical(order.request.audience)}`,
      'base64url',
    );
    return { position, order, basis, key };
  }

  /** The attestation of a draft, complete but for the signature. */
  attestationOf(
    { basis, order: { request, requester }, key }: Draft,
    { id, generation, place }: { id: string; generation: number; place: Place },
    { kid, header, issuedAt }: BatchTerms,
  ): Unsigned {
    const { recognition, decision, grounds, payloads } = basis;
    const { question, answer, certificate, knownAt } = recognition;
    const { audience, validDays = DEFAULT_VALID_DAYS } = request;
    const expiresAt = expiryOf(answer, issuedAt, validDays);
    const payload = Buffer.from(payloads.write({ issuedAt, expiresAt }, { id, audience, place }));
    const signingInput = `${header}.${payload.toString('base64url')}`;
    return {
      signingInput,
      header,
      payload,
      decision,
      attestation: {
        _id: id,
        request: key,
        generation,
        kid,
        digest: identityOf(signingInput),
        certificate: certificate.number,
        market: question.market,
        audience,
        decision: basis.decisionText,
        knownAt,
        issuedAt,
        expiresAt,
        requestedBy: requester.subject,
        list: place.list,
        index: place.index,
        turn: place.turn,
        status: 'VALID',
        changes: 0,
        horizon: this.#horizon,
        grounds,
        recheckOn: '',
      },
    };
  }

  #basisOf(recognition: Recognition): Basis {
    const known = this.#bases.get(recognition);
    if (known) return known;
    const { question, answer, certificate } = recognition;
    const decision = { question, answer: signedPart(answer) };
    const source = sourceDigest(certificate);
    const basis = {
      recognition,
      decision,
      decisionText: decisionText(decision),
      grounds: groundsOf(certificate, answer),
      sameness: canonical({ source, ...decision, today: this.#today }),
      payloads: new PayloadWriter(recognition, this.#issuer),
    };
    this.#bases.set(recognition, basis);
    return basis;
  }
}

/** What all attestations that are signed together share. */
export interface BatchTerms {
  readonly kid: string;
  /** Header of the tokens, encoded. */
  readonly header: string;
  /** Seconds since 1970. */
  readonly issuedAt: number;
}

/** What of an answer is signed: not the routes that were not taken. */
export const signedPart = ({
  status,
  reasons,
  route,
  annex,
  accepts,
  changesOn,
}: Answer): Answer => ({
  status,
  reasons,
  route: route ?? null,
  annex: annex ?? null,
  accepts: accepts ?? null,
  changesOn: changesOn ?? null,
});

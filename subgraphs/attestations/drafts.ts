import { createHash } from 'node:crypto';
import type { Certificate } from '../../schema/generated/facts.ts';
import type { Answer, Question } from '../../schema/generated/question.ts';
import { canonical } from '../kit/facts/canonical.ts';
import type { Unsigned } from './archive.ts';
import { credentialOf, sourceDigest } from './credential.ts';
import type { Issuer } from './credential.ts';
import type { IssueRequest } from './input.ts';
import type { Recognised } from './ports.ts';
import { DEFAULT_VALID_DAYS, expiryOf, isRecognised } from './rules.ts';
import type { RecognisedAnswer } from './rules.ts';
import { identityOf } from './sign.ts';
import type { Place } from './status/allocation.ts';
import { groundsOf } from './upholding/grounds.ts';

/** A request that was answered with a recognition. */
export interface Draft {
  readonly position: number;
  readonly request: IssueRequest;
  readonly recognised: Recognised & { answer: RecognisedAnswer; certificate: Certificate };
  /** Number of the last document of facts that the answer rests on. */
  readonly horizon: number;
  /** Digest of what makes a second request the same request. */
  readonly key: string;
}

/** The draft of a request whose answer may be signed. */
export function draftOf(
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
    key: keyOf({ question, answer, certificate }, request.audience, today),
  };
}

/** Equal for requests that are to give one attestation. */
const keyOf = (
  {
    question,
    answer,
    certificate,
  }: { question: Question; answer: Answer; certificate: Certificate },
  audience: string,
  today: string,
): string =>
  createHash('sha256')
    .update(
      canonical({
        source: sourceDigest(certificate),
        question,
        answer: signedPart(answer),
        audience,
        today,
      }),
    )
    .digest('base64url');

/** What all attestations of one batch share. */
export interface BatchTerms {
  readonly issuer: Issuer;
  readonly kid: string;
  /** Header of the tokens, encoded. */
  readonly header: string;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly requestedBy: string;
}

/** The attestation of a draft, complete but for the signature. */
export function attestationOf(
  { recognised, request, key, horizon }: Draft,
  { id, generation, place }: { id: string; generation: number; place: Place },
  { issuer, kid, header, issuedAt, requestedBy }: BatchTerms,
): Unsigned {
  const { question, answer, certificate, knownAt } = recognised;
  const { audience, validDays = DEFAULT_VALID_DAYS } = request;
  const expiresAt = expiryOf(answer, issuedAt, validDays);
  const statement = { id, question, answer, certificate, knownAt, audience, issuedAt, expiresAt };
  const claims = credentialOf({ ...statement, status: place }, issuer);
  const signingInput = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
  return {
    signingInput,
    attestation: {
      _id: id,
      request: key,
      generation,
      kid,
      digest: identityOf(signingInput),
      certificate: certificate.number,
      market: question.market,
      audience,
      question,
      answer: signedPart(answer),
      knownAt,
      issuedAt,
      expiresAt,
      requestedBy,
      list: place.list,
      index: place.index,
      status: 'VALID',
      changes: 0,
      horizon,
      grounds: groundsOf(certificate, answer),
      recheckOn: '',
    },
  };
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

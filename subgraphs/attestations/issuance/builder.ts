import { hash } from 'node:crypto';
import type { Certificate } from '../../../schema/generated/facts.ts';
import type { Answer, Question } from '../../../schema/generated/question.ts';
import { canonical } from '../../../facts/model/canonical.ts';
import type { TerritoryDays } from '../../../facts/model/days.ts';
import type { Basis as StoredBasis } from '../archive/batch.ts';
import type { Unsigned, UnsignedBatch } from '../archive/archive.ts';
import { sourceDigest } from './payload/credential.ts';
import type { Issuer } from '../model.ts';
import type { IssueOrder } from './order.ts';
import { PayloadWriter } from './payload/payload.ts';
import type { Recognised } from '../ports.ts';
import { DEFAULT_VALID_DAYS, expiryOf, isRecognised } from '../rules.ts';
import type { RecognisedAnswer } from '../rules.ts';
import { dependenciesOf } from '../revalidation/dependencies.ts';

/** A recognition that may be signed. */
export type Recognition = Recognised & {
  readonly answer: RecognisedAnswer;
  readonly certificate: Certificate;
};

export const isRecognition = (recognised: Recognised): recognised is Recognition =>
  isRecognised(recognised.answer) && recognised.certificate !== null;

/**
 * Most bytes of what an attestation carries: with all else that it says, and the longest audience, the token
 * stays within the 16 KiB that verifiers read.
 */
const MAX_CARRIED_BYTES = 7_000;

/** Whether an attestation of it is one that verifiers read. */
export const isSignable = ({ certificate, question, answer }: Recognition): boolean =>
  Buffer.byteLength(JSON.stringify([certificate, question, answer.reasons])) <= MAX_CARRIED_BYTES;

/** A request that was answered with a recognition. */
export interface AttestationDraft {
  readonly position: number;
  readonly order: IssueOrder;
  readonly basis: Basis;
  /** The day, and a digest of what makes a second request of that day the same request. */
  readonly key: string;
}

/** The common part of all attestations that rest on the same answer. */
interface Basis {
  readonly recognition: Recognition;
  readonly stored: StoredBasis;
  /** Digest of everything that makes two requests different but the audience. */
  readonly sameness: string;
  readonly payloads: PayloadWriter;
}

/** Draws up the attestations of one batch, which are answered, signed and stored together. */
export class AttestationBuilder {
  readonly #issuer: Issuer;
  readonly #days: TerritoryDays;
  readonly #bases = new Map<Recognition, Basis>();
  readonly #shelves = new Map<string, string>();

  constructor(issuer: Issuer, days: TerritoryDays) {
    this.#issuer = issuer;
    this.#days = days;
  }

  draftOf(order: IssueOrder, position: number, recognition: Recognition): AttestationDraft {
    const basis = this.#basisOf(recognition);
    const { audience } = order.request;
    const shelf = this.#shelfOf(audience, recognition.question.asOf);
    const key = `${shelf}${digestOf(`${basis.sameness} ${audience}`, 18)}`;
    return { position, order, basis, key };
  }

  /** With this begin the keys of an authority: what it is given together is filed together, on few pages. */
  #shelfOf(audience: string, today: string): string {
    const named = `${today} ${audience}`;
    const known = this.#shelves.get(named);
    if (known !== undefined) return known;
    const shelf = `${today}.${digestOf(audience, 4)}`;
    this.#shelves.set(named, shelf);
    return shelf;
  }

  /** The attestation of a draft, complete but for the signature; its payload is added to the others. */
  attestationOf(
    { basis, order: { request, requester } }: AttestationDraft,
    { id, own, index }: Place,
    { issuedAt, list, inputs }: Pick<UnsignedBatch, 'issuedAt' | 'list' | 'inputs'>,
  ): Unsigned {
    const { audience, validDays = DEFAULT_VALID_DAYS } = request;
    const { answer, question } = basis.recognition;
    const expiresAt = expiryOf(answer, issuedAt, validDays, (day) =>
      this.#days.startOf(question.market, day),
    );
    const values = { id, audience, index };
    const template = basis.payloads.formOf({ issuedAt, expiresAt }, list, values);
    inputs.add(template.pieces(values));
    const requestedBy = requester.subject;
    return { basis: basis.stored, form: template, own, audience, expiresAt, index, requestedBy };
  }

  #basisOf(recognition: Recognition): Basis {
    const known = this.#bases.get(recognition);
    if (known) return known;
    const { answer, certificate, knownAt } = recognition;
    const question = named(recognition);
    const decision = { question, answer: signedPart(answer) };
    const grounds = dependenciesOf(certificate, answer);
    const source = sourceDigest(certificate);
    const basis = {
      recognition,
      stored: { ...decision, certificate: certificate.number, knownAt, grounds },
      sameness: digestOf(canonical({ source, ...decision, today: question.asOf }), 22),
      payloads: new PayloadWriter({ ...recognition, question }, this.#issuer),
    };
    this.#bases.set(recognition, basis);
    return basis;
  }
}

/**
 * The question with the issuer of the certificate that it was answered about: another body may take the
 * number into use later, and what was signed is not about that one.
 */
function named({ question, certificate: { issuer } }: Recognition): Question {
  const { certificate, ...asked } = question;
  return { certificate, ...asked, issuer };
}

/** The beginning of a SHA-256, six bits a character. */
const digestOf = (text: string, length: number): string =>
  hash('sha256', text, 'base64url').slice(0, length);

/** Values assigned to an attestation when it is drawn up. */
interface Place {
  readonly id: string;
  /** The end of the identifier, which the batch does not share. */
  readonly own: string;
  /** In the status list. */
  readonly index: number;
}

/** The part of an answer that is signed: not the routes that were not taken. */
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

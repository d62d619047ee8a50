import type { Question } from '../../../schema/generated/question.ts';
import type { Decision, IssuedAttestation, MemberStatus } from '../model.ts';
import { bytesOf } from '../../../store/mongoose/bytes.ts';
import { HASH_BYTES } from '../log/tree.ts';
import { readMembers, writeMembers } from './member.ts';
import type { Member } from './member.ts';
import type { StoredBatch } from './model.ts';

/** Characters of the identifier of a batch: 48 random bits. */
export const BATCH_ID_LENGTH = 8;

/** The batch in which an attestation would have been issued. */
export const batchIdOf = (id: string): string => id.slice(0, BATCH_ID_LENGTH);

/** The common part of attestations that rest on the same answer. */
export interface Basis extends Decision {
  /** Number of the certificate. */
  readonly certificate: string;
  readonly knownAt: string;
  /** The grounds of the answer, see `groundsOf`. */
  readonly grounds: readonly string[];
}

/**
 * The question of an attestation as it is decided again, with the issuer of its certificate: of what was
 * stored before questions named him, the first body that the answer stood on.
 */
export function questionToDecide({
  question,
  grounds,
}: Pick<Basis, 'question' | 'grounds'>): Question {
  if (question.issuer !== undefined) return question;
  const body = grounds.find((ground) => ground.startsWith(BODIES));
  return body === undefined ? question : { ...question, issuer: body.slice(BODIES.length) };
}

const BODIES = 'bodies:';

type Shared = Exclude<
  keyof StoredBatch,
  'owner' | 'at' | 'expiresAt' | 'grounds' | 'digests' | 'signatures' | 'bases' | 'members'
>;

/** The parts of a batch. */
export interface BatchContent extends Pick<StoredBatch, Shared> {
  readonly digests: Uint8Array;
  readonly signatures: Uint8Array;
  readonly bases: readonly Basis[];
  readonly members: readonly Member[];
}

/** Names the n-th attestation of a request, in the index that lets there be one of each. */
export const requestKey = (request: string, generation: number): string =>
  generation === 1 ? request : `${request}.${generation}`;

/** The input of `requestKey`. */
function readRequestKey(key: string): { request: string; generation: number } {
  const end = key.indexOf('.', key.indexOf('.') + 1);
  if (end < 0) return { request: key, generation: 1 };
  return { request: key.slice(0, end), generation: Number(key.slice(end + 1)) };
}

/** The stored form of a batch, apart from the time of its reservation. */
export function toStored({ bases, members, ...content }: BatchContent): Omit<StoredBatch, 'at'> {
  return {
    ...content,
    expiresAt: members.reduce((latest, { expiresAt }) => Math.max(latest, expiresAt), 0),
    grounds: [...new Set(bases.flatMap(({ grounds }) => grounds))],
    bases: JSON.stringify(bases),
    members: writeMembers(members),
  };
}

/** Attestations that were issued together, in memory. What of them is asked for often is read once. */
export class Batch {
  readonly content: BatchContent;
  #positions: Map<string, number> | undefined;

  constructor(content: BatchContent) {
    this.content = content;
  }

  static read({ bases, members, digests, signatures, ...stored }: StoredBatch): Batch {
    return new Batch({
      ...stored,
      digests: bytesOf(digests),
      signatures: bytesOf(signatures),
      bases: JSON.parse(bases) as Basis[],
      members: readMembers(members),
    });
  }

  get id(): string {
    return this.content._id;
  }

  /** When an attestation ends, seconds since 1970. */
  endOf(position: number): number {
    return this.member(position).expiresAt;
  }

  /** Index in the status list. */
  indexOf(position: number): number {
    return this.member(position).index;
  }

  /** Which of the forms of payloads. */
  formOf(position: number): number {
    return this.member(position).form;
  }

  get size(): number {
    return this.content.members.length;
  }

  /** Which attestation of the batch has this identifier, from 0; undefined: none. */
  positionOf(id: string): number | undefined {
    this.#positions ??= new Map(this.content.members.map(({ own }, at) => [own, at]));
    return batchIdOf(id) === this.id ? this.#positions.get(id.slice(BATCH_ID_LENGTH)) : undefined;
  }

  member(position: number): Member {
    const member = this.content.members[position];
    if (!member) throw new RangeError('A batch has no attestation at this position.');
    return member;
  }

  idOf(position: number): string {
    return `${this.id}${this.member(position).own}`;
  }

  basisOf(position: number): Basis {
    const basis = this.content.bases[this.member(position).basis];
    if (!basis) throw new RangeError('An attestation rests on no answer.');
    return basis;
  }

  /** SHA-256 of the signing input: the entry in the log. */
  digestOf(position: number): Buffer {
    const { digests } = this.content;
    const at = digests.byteOffset + position * HASH_BYTES;
    return Buffer.from(digests.buffer, at, HASH_BYTES);
  }

  /** An attestation, as its status stands. @param jws gives its token, when it is asked for */
  attestation(
    position: number,
    status: MemberStatus | undefined,
    jws: () => string,
  ): IssuedAttestation {
    const { content } = this;
    const { audience, expiresAt, index, requestedBy } = this.member(position);
    const basis = this.basisOf(position);
    const { question, answer, certificate, knownAt } = basis;
    const { request, generation } = readRequestKey(content.requests[position] ?? '');
    const digest = this.digestOf(position).toString('base64url');
    const attestation: IssuedAttestation = {
      _id: this.idOf(position),
      request,
      generation,
      kid: content.kid,
      digest,
      leaf: content.leaf + position,
      certificate,
      issuer: questionToDecide(basis).issuer,
      market: question.market,
      audience,
      question,
      answer,
      knownAt,
      issuedAt: content.issuedAt,
      expiresAt,
      requestedBy,
      list: content.list,
      index,
      horizon: content.horizon,
      status: status?.status ?? 'VALID',
      changes: status?.changes ?? 0,
      get jws() {
        return jws();
      },
    };
    return status ? Object.assign(attestation, changeOf(status)) : attestation;
  }
}

/** The last change of an attestation's status. */
const changeOf = ({ at, reason, cause }: MemberStatus) => ({
  statusChangedAt: at,
  statusReason: reason,
  statusCause: cause,
});

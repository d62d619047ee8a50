import type { Certificate } from '../../schema/generated/facts.ts';
import type { Answer, Question } from '../../schema/generated/question.ts';
import { numberKey } from '../../schema/spelling.ts';
import type { MaybePromise } from '../../lib/maybe-promise.ts';
import {
  BODY_KINDS,
  type BodyEvidence,
  type CertificateEvidence,
} from '../../facts/model/evidence.ts';
import { knownAt } from '../../facts/model/knowledge.ts';
import { type CompiledFacts, decide, type Evidence } from './decision/index.ts';
import type { Rules, RuleRepository } from './loaders.ts';

/** A question answered outside GraphQL. */
export interface Recognised {
  readonly question: Question;
  readonly answer: Answer;
  /** The certificate as known at `knownAt`; null: not found. */
  readonly certificate: Certificate | null;
  /** Instant whose knowledge the answer rests on. */
  readonly knownAt: string;
}

/** Answers questions without GraphQL, in the same order; equal ones share an answer. */
export type Recognise = (questions: readonly Question[]) => Promise<readonly Recognised[]>;

/** The rules, the evidence of the other subgraphs, and the clock. */
export interface RecogniseSources {
  readonly rules: RuleRepository;
  readonly certificateEvidence: (
    numbers: readonly string[],
  ) => Promise<readonly CertificateEvidence[]>;
  readonly bodyEvidence: (certificate: CertificateEvidence) => MaybePromise<BodyEvidence>;
  readonly now: () => Date;
  /** Absent: `answer`. */
  readonly decide?: Decide | undefined;
}

/** Evidence as it arrives: null and undefined mean that its source did not answer. */
type Arrived<T> = T | null | undefined;

/** The representation by which a router has an entity completed: its key and the evidence of other subgraphs. */
export interface Representation {
  readonly id: string;
  readonly certificateEvidence?: CertificateEvidence | null | undefined;
  readonly bodyEvidence?: BodyEvidence | null | undefined;
}

/** A question with all that a decision on it needs. */
export interface DecisionInput {
  readonly compiled: CompiledFacts;
  readonly question: Question;
  readonly evidence: Evidence;
}

/**
 * Puts one question together with the evidence of the other subgraphs. What did not arrive is said
 * to be unavailable, so that the answer is "cannot say" and never a guess.
 */
export function decisionInput(
  { compiled, unavailable: unread }: Rules,
  question: Question,
  certificate: Arrived<CertificateEvidence>,
  body: Arrived<BodyEvidence>,
): DecisionInput {
  const unavailable = [
    ...unread,
    ...(certificate ? certificate.unavailable : (['certificates', 'registers'] as const)),
    ...(body ? body.unavailable : BODY_KINDS),
  ];
  const asked = unavailable.length === 0 ? question : { ...question, unavailable };
  return { compiled, question: asked, evidence: evidenceOf(certificate, body) };
}

/** Decides on an input. Measurements wrap `answer`. */
export type Decide = (input: DecisionInput) => Answer;

export const answer: Decide = ({ compiled, question, evidence }) =>
  decide(compiled, question, evidence);

const NO_BODIES = {
  bodies: [],
  approvals: [],
  accreditations: [],
  signatories: [],
  designations: [],
  debarments: [],
};

function evidenceOf(
  certificate: Arrived<CertificateEvidence>,
  body: Arrived<BodyEvidence>,
): Evidence {
  const { bodies, approvals, accreditations, signatories, designations, debarments } =
    body ?? NO_BODIES;
  return {
    certificates: certificate?.certificates ?? [],
    registers: certificate?.registers ?? [],
    bodies,
    approvals,
    accreditations,
    signatories,
    designations,
    debarments,
  };
}

/** Makes the port by which attestations are decided: the same evidence and rules as in GraphQL. */
export function createRecognise(sources: RecogniseSources): Recognise {
  const { decide = answer } = sources;
  return async (questions) => {
    const rules = await sources.rules.read();
    const now = sources.now().toISOString();
    const found = await sources.certificateEvidence(
      questions.map(({ certificate }) => certificate),
    );
    const answered = async (question: Question, index: number): Promise<Recognised> => {
      const certificate = found[index];
      const body = certificate && (await sources.bodyEvidence(certificate));
      return {
        question,
        answer: decide(decisionInput(rules, question, certificate, body)),
        certificate: shown(certificate, question),
        knownAt: question.knownAt ?? now,
      };
    };
    // One certificate is often asked about for many authorities at once: the answer is the same.
    const once = new Map<string, Promise<Recognised>>();
    return Promise.all(
      questions.map((question, index) => {
        const key = JSON.stringify(question);
        const known = once.get(key) ?? answered(question, index);
        once.set(key, known);
        return known;
      }),
    );
  };
}

function shown(evidence: CertificateEvidence | undefined, question: Question): Certificate | null {
  const key = numberKey(question.certificate);
  const issuer = question.issuer;
  const own = (evidence?.certificates ?? [])
    .filter(
      (one) => numberKey(one.number) === key && (issuer === undefined || one.issuer === issuer),
    )
    .flatMap((record) => knownAt(record, question.knownAt) ?? []);
  const [first] = own;
  const isOne = own.every((one) => one.issuer === first?.issuer);
  return (isOne ? first : own.find((one) => one.issuer === question.claimed?.issuer)) ?? null;
}

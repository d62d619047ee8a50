import type { Certificate, Register } from '../../schema/generated/facts.ts';
import type { Answer, Question } from '../../schema/generated/question.ts';
import type { Snapshot } from '../../facts/ledger/commit-watermark.ts';
import type { Writer } from '../../facts/ledger/authorisation/authorise.ts';
import type { DocumentFault } from '../../facts/model/fault.ts';

/** The question about each certificate, without its certificate and market. */
export type SimulationQuestion = Pick<Question, 'asOf' | 'knownAt' | 'purpose' | 'product'>;

/** Values of which a certificate must have one to be touched by a change; EVERY: any may be. */
export type Impact = 'EVERY' | Readonly<Record<ImpactKind, ReadonlySet<string>>>;

/** What a change can be about, of a certificate. */
export type ImpactKind = 'number' | 'issuer' | 'issuerTerritory' | 'scheme' | 'standard' | 'person';

/** The stored records of one certificate and of those it took over. */
export interface CertificateRecords {
  readonly number: string;
  readonly records: readonly Certificate[];
  readonly predecessors: readonly Certificate[];
}

/** Where the certificates to be looked at come from. */
export interface CertificateSource {
  /** Names the selection: equal texts select the same. */
  readonly key: string;
  /** Those of the selection that the change may touch, in batches and ascending order of number. */
  batches(reach: Impact, snapshot: Snapshot): AsyncGenerator<readonly CertificateRecords[]>;
  /** The records of some numbers, selected or not. */
  byNumber(numbers: readonly string[], snapshot: Snapshot): Promise<readonly CertificateRecords[]>;
  /** Every register, at the present horizon. @throws SUBGRAPH_UNAVAILABLE */
  registers(): Promise<readonly Register[]>;
  /** Whether a certificate with these records belongs to the selection. */
  readonly selects: (records: readonly Certificate[]) => boolean;
}

/** A simulation to be made. */
export interface SimulationRequest {
  /** One facts document, or the lines of one in NDJSON. */
  readonly changes: readonly string[];
  /** Who would record them: what this one may not record is refused here too. */
  readonly writer: Writer;
  /** Whose share of the hub's work it takes; absent: the same one's as of all others without. */
  readonly caller?: string | undefined;
  readonly markets: readonly string[];
  readonly question: SimulationQuestion;
  /** Leave out certificates of which only the grounds or the end of the answer change. */
  readonly statusOnly: boolean;
  readonly certificates: CertificateSource;
}

export type Status = Answer['status'];

/** One answer that would be another one. */
export interface SimulatedChange {
  readonly certificate: string;
  readonly market: string;
  readonly before: Answer;
  readonly after: Answer;
}

/** One attestation of which the answer would be another one. */
export interface SimulatedAttestation extends SimulatedChange {
  readonly id: string;
}

/** How many go from one status to another. */
export interface Transition {
  readonly from: Status;
  readonly to: Status;
  readonly count: number;
}

/** The changes that a document would make. */
export interface Simulated {
  readonly kind: 'done';
  /** Names the simulation, for cursors. */
  readonly id: string;
  /** Certificates whose answers were worked out, before and after. */
  readonly examined: number;
  readonly transitions: readonly Transition[];
  readonly changes: readonly SimulatedChange[];
  readonly attestationTransitions: readonly Transition[];
  readonly attestations: readonly SimulatedAttestation[];
  /** Changes that are counted but not listed, since the list is full. */
  readonly unlisted: number;
  /** Instant at which the facts were read. */
  readonly knownAt: string;
}

/** Outcome of asking for a simulation. */
export type Simulation =
  | Simulated
  | { readonly kind: 'running'; readonly examined: number }
  | {
      readonly kind: 'invalid';
      readonly faults: readonly DocumentFault[];
      readonly faultCount: number;
    }
  | { readonly kind: 'refused'; readonly code: 'BUSY' | 'TOO_LARGE'; readonly message: string };

/** Makes a simulation, or says how far it has come. */
export type Simulate = (request: SimulationRequest) => Promise<Simulation>;

/** A valid attestation, as far as its question goes. */
export interface ValidAttestation {
  readonly id: string;
  readonly question: Question;
}

import type { FactKind } from './fact-set/index-specs.ts';

/** A fact that a rule looked at, by kind and id; the digest names the very record. */
export interface ReliedFact {
  readonly kind: FactKind;
  /** The record's own id; for kinds without one, what they are about. */
  readonly id: string;
  readonly digest?: string;
}

/** Digest of a record as it was recorded; the caller knows how facts are digested. */
export type Digest = (kind: FactKind, record: object) => string;

/** What a record is about, by the properties that tell records of its kind apart. */
const NAMED_BY: Readonly<Record<FactKind, readonly string[]>> = {
  territories: ['code'],
  standards: ['id'],
  schemes: ['id'],
  bodies: ['id'],
  approvals: ['body', 'territory'],
  accreditations: ['id'],
  signatories: ['accreditationBody', 'agreement', 'norm', 'region'],
  agreements: ['id'],
  designations: ['body', 'agreement'],
  catalogues: ['market', 'scheme'],
  debarments: ['body', 'person', 'market'],
  measures: ['market', 'certificate', 'body', 'model', 'hs'],
  registers: ['id'],
  certificates: ['number'],
};

function idOf(kind: FactKind, record: object): string {
  const named = NAMED_BY[kind].map((property) => Reflect.get(record, property) as unknown);
  return named.filter((value) => typeof value === 'string').join(' ');
}

/** Collects the facts that are relied on, each once. */
export class ReliedFacts {
  readonly #digest: Digest | undefined;
  #records = new Map<object, FactKind>();

  constructor(digest: Digest | undefined) {
    this.#digest = digest;
  }

  add(kind: FactKind, record: object): void {
    this.#records.set(record, kind);
  }

  /** The facts since the last time, in the order of their first use. */
  take(): ReliedFact[] {
    const taken = [...this.#records].map(([record, kind]) => this.#relied(kind, record));
    this.#records = new Map();
    return taken;
  }

  #relied(kind: FactKind, record: object): ReliedFact {
    const id = idOf(kind, record);
    return this.#digest === undefined
      ? { kind, id }
      : { kind, id, digest: this.#digest(kind, record) };
  }
}

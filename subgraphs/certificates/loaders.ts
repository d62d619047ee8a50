import DataLoader from 'dataloader';
import type { Certificate, Register } from '../../schema/generated/facts.ts';
import { condition } from '../kit/condition.ts';
import { withDeadline } from '../kit/deadline.ts';
import { codedError } from '../kit/errors.ts';
import type { CertificateEvidence } from '../kit/evidence.ts';
import { visibleIn, type View } from '../kit/facts/horizon.ts';
import type { FactModel, StoredFact } from '../kit/facts/model.ts';
import { HeldFacts } from '../kit/held-facts.ts';
import { HorizonCache } from '../kit/horizon-cache.ts';
import { knownAt } from '../kit/knowledge.ts';
import { ascending } from '../kit/names.ts';
import { perRequest, type RequestContext } from '../kit/subgraph.ts';
import { disagree } from './rules.ts';

/** One read of certificates may take this long, milliseconds; later, they are unavailable. */
const READ_DEADLINE_MS = 5_000;

/** Numbers whose records are kept, at about 1 kB each. */
const KEPT_NUMBERS = 50_000;

/** A stored record of a certificate, as far as readers need it. */
export type Stored = Pick<StoredFact<'certificates'>, 'key' | 'digest' | 'fact'>;

/** A certificate as now believed, with what identifies the record shown. */
export type CertificateRecord = Certificate & {
  readonly digest: string;
  readonly conflicting: boolean;
};

/** What the subgraph reads from. */
export interface CertificateSources {
  readonly models: {
    readonly certificates: FactModel<'certificates'>;
    readonly registers: FactModel<'registers'>;
  };
  readonly horizon: View;
}

/**
 * Certificates by number: the records of a number are kept for as long as no certificate is
 * committed, so that a warm batch needs no read at all.
 */
export class CertificateShelf {
  readonly models: CertificateSources['models'];
  readonly horizon: View;
  readonly #registers: HeldFacts<'registers'>;
  readonly #records: HorizonCache<Kept>;
  readonly #evidence: HorizonCache<CertificateEvidence>;

  constructor({ models, horizon }: CertificateSources) {
    this.models = models;
    this.horizon = horizon;
    this.#registers = new HeldFacts({ registers: models.registers }, horizon);
    this.#records = new HorizonCache(horizon, { max: KEPT_NUMBERS });
    this.#evidence = new HorizonCache(horizon, { max: KEPT_NUMBERS });
  }

  /** The registers known; unavailable ones are a SUBGRAPH_UNAVAILABLE error. */
  async registers(): Promise<readonly Register[]> {
    const { facts, unavailable } = await this.#registers.read();
    if (unavailable.length > 0) throw codedError('SUBGRAPH_UNAVAILABLE', 'The registers.');
    return facts.registers;
  }

  /** The stored records of each number, retracted ones included. */
  async recordsOf(numbers: readonly string[]): Promise<(readonly Stored[])[]> {
    const keep = this.#records.keeper();
    const known = new Map<string, readonly Stored[]>();
    const missing = new Map<string, Stored[]>();
    for (const number of numbers) {
      const kept = this.#records.get(number);
      if (kept) known.set(number, kept.records);
      else missing.set(number, []);
    }
    if (missing.size > 0)
      for (const stored of await this.#find([...missing.keys()]))
        missing.get(stored.key)?.push(stored);
    for (const [number, records] of missing) keep(number, { records });
    return numbers.map((number) => known.get(number) ?? missing.get(number) ?? []);
  }

  /** The certificate as now believed (null: there is none) if its records are held. */
  held(number: string): CertificateRecord | null | undefined {
    const kept = this.#records.get(number);
    if (!kept) return undefined;
    return kept.shown === undefined ? (kept.shown = shownRecord(kept.records)) : kept.shown;
  }

  /**
   * What is known about each number asked about. Records that cannot be read are unavailable, not an
   * error: the decision says what that means.
   */
  async evidenceFor(numbers: readonly string[]): Promise<CertificateEvidence[]> {
    const keep = this.#evidence.keeper();
    const known = new Map<string, CertificateEvidence>();
    const missing = new Set<string>();
    for (const number of numbers) {
      const kept = this.#evidence.get(number);
      if (kept) known.set(number, kept);
      else missing.add(number);
    }
    if (missing.size > 0) {
      const evidence = await this.#gather([...missing]);
      [...missing].forEach((number, index) => {
        const found = evidence[index];
        if (!found) return;
        known.set(number, found);
        if (found.unavailable.length === 0) keep(number, found);
      });
    }
    return numbers.map((number) => known.get(number) ?? NOTHING);
  }

  /** A warm answer of {@link evidenceFor}, without waiting. */
  evidenceHeld(number: string): CertificateEvidence | undefined {
    return this.#evidence.get(number);
  }

  async #gather(numbers: readonly string[]): Promise<CertificateEvidence[]> {
    const { facts, unavailable } = await this.#registers.read();
    try {
      const own = await this.recordsOf(numbers);
      const predecessors = own.map((records) =>
        records.flatMap(({ fact }) => fact.transferredFrom?.number ?? []),
      );
      const earlier = await this.recordsOf(predecessors.flat());
      let next = 0;
      return own.map((records, index) => {
        const end = next + (predecessors[index]?.length ?? 0);
        const taken = new Set([...records, ...earlier.slice(next, end).flat()]);
        next = end;
        return {
          certificates: [...taken].map(({ fact }) => fact),
          registers: facts.registers,
          unavailable,
        };
      });
    } catch {
      const none: CertificateEvidence = {
        certificates: [],
        registers: facts.registers,
        unavailable: ['certificates', ...unavailable],
      };
      return numbers.map(() => none);
    }
  }

  #find(numbers: readonly string[]): Promise<Stored[]> {
    const filter = { key: condition({ $in: [...numbers] }), ...visibleIn(this.horizon.snapshot()) };
    const read = this.models.certificates
      .find(filter, { key: 1, digest: 1, fact: 1 })
      .sort({ key: 1, batch: 1, row: 1 })
      .lean<Stored[]>()
      .exec();
    return withDeadline(read, READ_DEADLINE_MS);
  }
}

/** The records of a number, and what is shown of them once somebody has asked. */
interface Kept {
  readonly records: readonly Stored[];
  shown?: CertificateRecord | null;
}

const NOTHING: CertificateEvidence = {
  certificates: [],
  registers: [],
  unavailable: ['certificates'],
};

/**
 * The record to show of a certificate: the one recorded last, of those believed at an instant.
 * @param at instant at full length; default: now, with everything recorded
 */
export function shownRecord(stored: readonly Stored[], at?: string): CertificateRecord | null {
  const believed = stored.flatMap(({ fact, digest }) => {
    const known = asBelieved(fact, at);
    return known ? [{ known, digest }] : [];
  });
  const [shown] = believed.toSorted((a, b) => ascending(recorded(b.known), recorded(a.known)));
  if (!shown) return null;
  const conflicting = believed.length > 1 && disagree(believed.map(({ known }) => known));
  return { ...shown.known, digest: shown.digest, conflicting };
}

/** What is believed of a certificate: the same record, without what identifies it. */
export function believedOf(records: readonly Certificate[], at?: string): Certificate | null {
  const believed = records.flatMap((record) => asBelieved(record, at) ?? []);
  return believed.toSorted((a, b) => ascending(recorded(b), recorded(a)))[0] ?? null;
}

/** A record as known at an instant, at which nobody knew that it would be retracted. */
function asBelieved(record: Certificate, at: string | undefined): Certificate | undefined {
  const known = knownAt(record, at);
  if (known?.retractedAt === undefined) return known;
  const { retractedAt: _, ...believed } = known;
  return believed;
}

const recorded = ({ recordedAt }: Certificate): string => recordedAt ?? '';

/** The loaders of one request: each kind of key is read once for all who ask together. */
export interface CertificateLoaders {
  readonly certificate: DataLoader<string, CertificateRecord | null>;
  readonly evidence: DataLoader<string, CertificateEvidence>;
}

/** The loaders of a request, made when first asked for. */
export const loaders = (context: RequestContext, shelf: CertificateShelf): CertificateLoaders =>
  perRequest(context, shelf, () => ({
    certificate: new DataLoader(async (numbers: readonly string[]) =>
      (await shelf.recordsOf(numbers)).map((stored) => shownRecord(stored)),
    ),
    evidence: new DataLoader((numbers: readonly string[]) => shelf.evidenceFor(numbers)),
  }));

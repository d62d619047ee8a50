import DataLoader from 'dataloader';
import type { Certificate, Register } from '../../schema/generated/facts.ts';
import { numberKey, numberLikeness } from '../../schema/spelling.ts';
import { condition } from '../../store/mongoose/condition.ts';
import { readWithin } from '../../lib/deadline.ts';
import { codedError } from '../federation/errors.ts';
import type { CertificateEvidence } from '../../facts/model/evidence.ts';
import { visibleIn, type SnapshotSource } from '../../facts/ledger/commit-watermark.ts';
import type { FactModel, StoredFact } from '../../facts/kinds/stored.ts';
import { FactCache } from '../../facts/ledger/fact-cache.ts';
import { SnapshotCache } from '../../facts/ledger/snapshot-cache.ts';
import { knownAt } from '../../facts/model/knowledge.ts';
import { ascending } from '../../facts/model/names.ts';
import { perRequest, type RequestContext } from '../federation/subgraph.ts';
import { boundedCache, memoryOf } from '../../lib/cache-budget.ts';
import { FairScheduler } from '../federation/turns.ts';
import { asUnreadable } from '../../store/mongoose/unreadable.ts';
import { disagree } from './rules.ts';

/** One read of certificates may take this long, milliseconds; later, they are unavailable. */
const READ_DEADLINE_MS = 5_000;

/** Views of a number that are kept beside its records: there are as many as spellings and issuers. */
const KEPT_VIEWS = 8;

/** A stored record of a certificate, as far as readers need it. */
export type Stored = Pick<StoredFact<'certificates'>, 'key' | 'likeness' | 'digest' | 'fact'>;

/** A certificate as now believed, with what identifies the record shown. */
export type CertificateRecord = Certificate & {
  readonly digest: string;
  readonly conflicting: boolean;
  /** Other bodies issued one of this number. */
  readonly shared?: boolean;
};

/** The sources of the subgraph. */
export interface CertificateSources {
  readonly models: {
    readonly certificates: FactModel<'certificates'>;
    readonly registers: FactModel<'registers'>;
  };
  readonly horizon: SnapshotSource;
  /** In which heavy work is done; absent: two works at once. */
  readonly turns?: FairScheduler | undefined;
}

/**
 * Certificates by number: the records of a number are kept for as long as no certificate is
 * committed, so that a warm batch needs no read at all.
 */
export class CertificateRepository {
  readonly models: CertificateSources['models'];
  readonly horizon: SnapshotSource;
  readonly turns: FairScheduler;
  readonly #registers: FactCache<'registers'>;
  readonly #records: SnapshotCache<Kept>;
  readonly #evidence: SnapshotCache<CertificateEvidence>;

  constructor({ models, horizon, turns = new FairScheduler(2) }: CertificateSources) {
    this.turns = turns;
    this.models = models;
    this.horizon = horizon;
    this.#registers = new FactCache({ registers: models.registers }, horizon);
    this.#records = new SnapshotCache(
      horizon,
      boundedCache('certificate records', { sizeOf: ({ records }) => 2 * memoryOf(records) }),
    );
    this.#evidence = new SnapshotCache(
      horizon,
      boundedCache('certificate evidence', {
        sizeOf: ({ certificates }) => memoryOf(certificates),
      }),
    );
  }

  /** The registers known; unavailable ones are a SUBGRAPH_UNAVAILABLE error. */
  async registers(): Promise<readonly Register[]> {
    const { facts, unavailable } = await this.#registers.read();
    if (unavailable.length > 0) throw codedError('SUBGRAPH_UNAVAILABLE', 'The registers.');
    return facts.registers;
  }

  /** The stored records of each number in any spelling, of every issuer, retracted ones included. */
  async recordsOf(numbers: readonly string[]): Promise<(readonly Stored[])[]> {
    const alike = await this.#alike(numbers);
    return numbers.map((number, place) => ofNumber(number, alike[place] ?? []));
  }

  /** The stored records of each number, and of those that look the same. */
  async #alike(numbers: readonly string[]): Promise<(readonly Stored[])[]> {
    const keep = this.#records.keeper();
    const likenesses = numbers.map(numberLikeness);
    const known = new Map<string, readonly Stored[]>();
    const missing = new Map<string, Stored[]>();
    for (const likeness of likenesses) {
      const kept = this.#records.get(likeness);
      if (kept) known.set(likeness, kept.records);
      else missing.set(likeness, []);
    }
    if (missing.size > 0)
      for (const stored of await this.#find([...missing.keys()]))
        missing.get(stored.likeness ?? '')?.push(stored);
    for (const [likeness, records] of missing) keep(likeness, { records, shown: new Map() });
    return likenesses.map((likeness) => known.get(likeness) ?? missing.get(likeness) ?? []);
  }

  /** The certificate as now believed (null: there is none) if its records are held. */
  held(number: string, issuer: string | undefined): Named | undefined {
    const kept = this.#records.get(numberLikeness(number));
    if (!kept) return undefined;
    const key = `${numberKey(number)} ${issuer ?? ''}`;
    const made = kept.shown.get(key);
    if (made !== undefined) return made;
    const named = namedRecord(ofNumber(number, kept.records), issuer);
    if (kept.shown.size < KEPT_VIEWS) kept.shown.set(key, named);
    return named;
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
      const own = await this.#alike(numbers);
      const predecessors = own.map((records, place) =>
        ofNumber(numbers[place] ?? '', records).flatMap(
          ({ fact }) => fact.transferredFrom?.number ?? [],
        ),
      );
      const earlier = await this.#alike(predecessors.flat());
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
    } catch (error) {
      asUnreadable(['certificates'], error);
      const none: CertificateEvidence = {
        certificates: [],
        registers: facts.registers,
        unavailable: ['certificates', ...unavailable],
      };
      return numbers.map(() => none);
    }
  }

  #find(likenesses: readonly string[]): Promise<Stored[]> {
    const visible = visibleIn(this.horizon.snapshot());
    const filter = { likeness: condition({ $in: [...likenesses] }), ...visible };
    const read = this.models.certificates
      .find(filter, { key: 1, likeness: 1, digest: 1, fact: 1 })
      .sort({ likeness: 1, batch: 1, row: 1 })
      .lean<Stored[]>();
    return readWithin(read, READ_DEADLINE_MS);
  }
}

/** The records of numbers that look the same, and what is shown of each once somebody has asked. */
interface Kept {
  readonly records: readonly Stored[];
  readonly shown: Map<string, Named>;
}

/** Those of the number in any spelling. */
const ofNumber = (number: string, records: readonly Stored[]): readonly Stored[] => {
  const key = numberKey(number);
  return records.filter(({ fact }) => fact.number === number || numberKey(fact.number) === key);
};

/** The certificate that a number names; several issuers and none named: theirs, in order. */
export interface Named {
  readonly record: CertificateRecord | null;
  readonly issuers: readonly string[];
}

/** @param issuer undefined: any, if it is the only one */
export function namedRecord(records: readonly Stored[], issuer: string | undefined): Named {
  const believed = records.filter(({ fact }) => asBelieved(fact, undefined) !== undefined);
  const issuers = [...new Set(believed.map(({ fact }) => fact.issuer))].sort(ascending);
  const named = issuer ?? (issuers.length > 1 ? undefined : issuers[0]);
  const own = believed.filter(({ fact }) => fact.issuer === named);
  const record = shownRecord(own);
  return { record: record && issuers.length > 1 ? { ...record, shared: true } : record, issuers };
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

/** The believed state of a certificate: its record, without the identifying members. */
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

/** Evidence about the certificate of one issuer, which is named where others have one of the number. */
export function evidenceOf(
  evidence: CertificateEvidence,
  number: string,
  issuer: string,
): CertificateEvidence {
  const key = numberKey(number);
  const isShared = evidence.certificates.some(
    (one) => one.issuer !== issuer && numberKey(one.number) === key,
  );
  return isShared ? { ...evidence, issuer } : evidence;
}

/** A certificate by its number and, where that is not enough, its issuer. */
export interface Name {
  readonly number: string;
  readonly issuer: string | undefined;
}

/** The loaders of one request: each kind of key is read once for all who ask together. */
export interface CertificateLoaders {
  readonly certificate: DataLoader<Name, Named, string>;
  readonly evidence: DataLoader<string, CertificateEvidence>;
}

/** The loaders of a request, made when first asked for. */
export const loaders = (
  context: RequestContext,
  repository: CertificateRepository,
): CertificateLoaders =>
  perRequest(context, repository, () => ({
    certificate: new DataLoader(
      async (names: readonly Name[]) =>
        (await repository.recordsOf(names.map(({ number }) => number))).map((stored, place) =>
          namedRecord(stored, names[place]?.issuer),
        ),
      { cacheKeyFn: ({ number, issuer }) => JSON.stringify([number, issuer]) },
    ),
    evidence: new DataLoader((numbers: readonly string[]) => repository.evidenceFor(numbers)),
  }));

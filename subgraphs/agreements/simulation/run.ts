import { setImmediate as breathe } from 'node:timers/promises';
import type { Certificate } from '../../../schema/generated/facts.ts';
import type { Answer, Question } from '../../../schema/generated/question.ts';
import { badInput, codedError, quoted } from '../../federation/errors.ts';
import type { FactsStore } from '../../../facts/ledger/facts-store.ts';
import { DocumentError } from '../../../facts/model/fault.ts';
import type { Snapshot } from '../../../facts/ledger/commit-watermark.ts';
import type { FactOf } from '../../../facts/kinds/kinds.ts';
import { textSource, type Source } from '../../../facts/document/source.ts';
import { tryDocument } from '../../../facts/ledger/dry-run.ts';
import type {
  CertificateRecords,
  SimulatedAttestation,
  SimulatedChange,
  Simulation,
  SimulationRequest,
  ValidAttestation,
} from '../../federation/simulation.ts';
import type { BodyKind } from '../../../facts/model/evidence.ts';
import type { CachedFacts } from '../../../facts/ledger/fact-cache.ts';
import type { RuleRepository } from '../loaders.ts';
import { impactOf } from './impact.ts';
import { isSameAnswer, Tally } from './tally.ts';
import { answering, supposed, factSetWith } from './fact-set.ts';
import type { BodyEvidenceOf, DryRuns, FactSet } from './fact-set.ts';
import { errorClass } from '../../../lib/errors/hub-error.ts';

/** Answers worked out at most, before and after counted once; a larger question is refused. */
const MAX_ANSWERS = 1_000_000;
/** Changes listed at most; the rest is counted. */
const MAX_LISTED = 100_000;
/** Milliseconds of deciding after which other requests have their turn. */
const TURN_MS = 10;

/** The sources of a simulation. */
export interface SimulationSources {
  readonly facts: FactsStore;
  readonly rules: RuleRepository;
  readonly bodies: () => CachedFacts<BodyKind> | Promise<CachedFacts<BodyKind>>;
  readonly bodiesBehind: BodyEvidenceOf;
  /** Attestations of these certificates that stand now. */
  readonly validAttestations: (
    numbers: readonly string[],
  ) => Promise<ReadonlyMap<string, readonly ValidAttestation[]>>;
}

/** How far a simulation has come, and how it is stopped. */
export interface Run {
  readonly id: string;
  examined: number;
  readonly signal: AbortSignal;
}

/** Compares, for every certificate selected, the answer as it is with the answer as it would be. */
export async function simulate(
  sources: SimulationSources,
  request: SimulationRequest,
  run: Run,
): Promise<Simulation> {
  let source: Source;
  try {
    source = documentOf(request.changes);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return { kind: 'invalid', faults: [error.fault], faultCount: 1 };
  }
  const { facts } = sources;
  const snapshot = facts.horizon.snapshot();
  const before = await present(sources, request, snapshot);
  const dryRun = await tryDocument(facts, source, snapshot, request.writer);
  if (dryRun.faults) return { kind: 'invalid', ...dryRun };
  checkMarkets(request.markets, before, dryRun.kinds);
  const knownAt = facts.now().toISOString();
  const comparison = new Comparison(sources, request, before, dryRun.kinds);
  try {
    await comparison.all(snapshot, run);
  } catch (error) {
    if (error instanceof TooLarge)
      return { kind: 'refused', code: 'TOO_LARGE', message: error.message };
    throw error;
  }
  return { kind: 'done', id: run.id, examined: run.examined, knownAt, ...comparison.result() };
}

/** One text is a document in any format; several are the lines of one. */
const documentOf = (changes: readonly string[]): Source =>
  changes.length === 1
    ? textSource(changes[0] ?? '', 'changes')
    : textSource(changes.join('\n'), 'changes', 'ndjson');

async function present(
  { rules, bodies, facts }: SimulationSources,
  { certificates }: SimulationRequest,
  { horizon }: Snapshot,
): Promise<FactSet> {
  const [read, held, registers] = await Promise.all([
    rules.read(),
    bodies(),
    certificates.registers(),
  ]);
  if (read.unavailable.length > 0 || held.unavailable.length > 0)
    throw codedError('SUBGRAPH_UNAVAILABLE', 'Not all facts can be read.');
  if (facts.horizon.current() !== horizon)
    throw codedError('SUBGRAPH_UNAVAILABLE', 'Facts were recorded meanwhile; ask again.');
  return { rules: read, bodies: held, registers };
}

function checkMarkets(markets: readonly string[], { rules }: FactSet, dryRuns: DryRuns): void {
  const added = (dryRuns.get('territories')?.added ?? []) as readonly FactOf<'territories'>[];
  for (const market of markets)
    if (!rules.index.isTerritory(market) && !added.some(({ code }) => code === market))
      throw badInput(
        `scope.markets: ${quoted(market)} is no territory or market known to the hub.`,
      );
}

class TooLarge extends errorClass('SIMULATION_TOO_LARGE') {}

class Comparison {
  readonly #sources: SimulationSources;
  readonly #request: SimulationRequest;
  readonly #before: FactSet;
  readonly #after: FactSet;
  readonly #dryRuns: DryRuns;
  readonly #tally = new Tally();
  readonly #attested = new Tally();
  readonly #changes: SimulatedChange[] = [];
  readonly #attestations: SimulatedAttestation[] = [];
  /** Records of certificates that the document says were taken over. */
  readonly #takenOver = new Map<string, readonly Certificate[]>();
  #answers = 0;
  #unlisted = 0;
  #turn = performance.now();

  constructor(
    sources: SimulationSources,
    request: SimulationRequest,
    before: FactSet,
    dryRuns: DryRuns,
  ) {
    this.#sources = sources;
    this.#request = request;
    this.#before = before;
    this.#dryRuns = dryRuns;
    this.#after = factSetWith(before, dryRuns);
  }

  async all(snapshot: Snapshot, run: Run): Promise<void> {
    const { certificates } = this.#request;
    const impact = impactOf(this.#dryRuns, this.#before, this.#after);
    const stated = (this.#dryRuns.get('certificates')?.added ?? []) as readonly Certificate[];
    const restated = new Set(stated.map(({ number }) => number));
    if (restated.size > 0) {
      const taken = stated.flatMap(({ transferredFrom }) => transferredFrom?.number ?? []);
      for (const { number, records } of await certificates.byNumber(taken, snapshot))
        this.#takenOver.set(number, records);
      await this.#batch(await certificates.byNumber([...restated], snapshot), run);
    }
    for await (const batch of certificates.batches(impact, snapshot))
      await this.#batch(
        batch.filter(({ number }) => !restated.has(number)),
        run,
      );
  }

  result() {
    return {
      transitions: this.#tally.transitions(),
      changes: this.#changes.sort(byCertificate),
      attestationTransitions: this.#attested.transitions(),
      attestations: this.#attestations.sort(byCertificate),
      unlisted: this.#unlisted,
    };
  }

  async #batch(batch: readonly CertificateRecords[], run: Run): Promise<void> {
    const valid = await this.#sources.validAttestations(batch.map(({ number }) => number));
    for (const documented of batch) {
      const supposedly = this.#supposed(documented);
      const { selects } = this.#request.certificates;
      if (!selects(documented.records) && !selects(supposedly.records)) continue;
      this.#one(documented, supposedly, valid.get(documented.number) ?? []);
      run.examined += 1;
      if (performance.now() - this.#turn < TURN_MS) continue;
      await breathe();
      run.signal.throwIfAborted();
      this.#turn = performance.now();
    }
  }

  #one(
    before: CertificateRecords,
    after: CertificateRecords,
    valid: readonly ValidAttestation[],
  ): void {
    const { markets, question, statusOnly } = this.#request;
    const { bodiesBehind } = this.#sources;
    const now = answering(this.#before, before, bodiesBehind);
    const then = answering(this.#after, after, bodiesBehind);
    const certificate = before.number;
    const differ = (asked: Question): readonly [Answer, Answer] | null => {
      if (++this.#answers > MAX_ANSWERS)
        throw new TooLarge(
          `More than ${MAX_ANSWERS} answers would have to be worked out. Name fewer markets or narrow the certificates.`,
        );
      const pair = [now(asked), then(asked)] as const;
      const isSame = statusOnly ? pair[0].status === pair[1].status : isSameAnswer(...pair);
      return isSame ? null : pair;
    };
    for (const market of markets) {
      const changed = differ({ ...question, certificate, market });
      if (!changed) continue;
      const [was, is] = changed;
      this.#tally.add(was.status, is.status);
      this.#list(this.#changes, { certificate, market, before: was, after: is });
    }
    for (const { id, question: asked } of valid) {
      if (!markets.includes(asked.market)) continue;
      const changed = differ({ ...asked, asOf: question.asOf });
      if (!changed) continue;
      const [was, is] = changed;
      this.#attested.add(was.status, is.status);
      this.#list(this.#attestations, {
        id,
        certificate,
        market: asked.market,
        before: was,
        after: is,
      });
    }
  }

  #list<T>(list: T[], item: T): void {
    if (list.length < MAX_LISTED) list.push(item);
    else this.#unlisted += 1;
  }

  /** The records of a certificate and its predecessors as they would be. */
  #supposed(documented: CertificateRecords): CertificateRecords {
    const dryRun = this.#dryRuns.get('certificates');
    if (!dryRun) return documented;
    const { number: own, predecessors: known } = documented;
    const records = supposed<'certificates'>(
      documented.records,
      of(dryRun, ({ number }) => number === own),
    );
    const taken = new Set(records.flatMap(({ transferredFrom }) => transferredFrom?.number ?? []));
    taken.delete(own);
    for (const { number } of known) taken.add(number);
    const stored = [...taken].flatMap((number) => {
      const found = known.filter((record) => record.number === number);
      return found.length > 0 ? found : (this.#takenOver.get(number) ?? []);
    });
    const predecessors = supposed<'certificates'>(
      stored,
      of(dryRun, ({ number }) => taken.has(number)),
    );
    return { number: own, records, predecessors };
  }
}

type CertificateDryRun = NonNullable<ReturnType<DryRuns['get']>>;

const of = (
  { ended, added }: CertificateDryRun,
  concerns: (certificate: Certificate) => boolean,
): CertificateDryRun => ({
  ended: ended.filter(({ fact }) => concerns(fact as Certificate)),
  added: added.filter((fact) => concerns(fact as Certificate)),
});

const byCertificate = (one: SimulatedChange, other: SimulatedChange): number => {
  if (one.certificate !== other.certificate) return one.certificate < other.certificate ? -1 : 1;
  return one.market < other.market ? -1 : one.market > other.market ? 1 : 0;
};

import { createHash } from 'node:crypto';
import type { FactsDocument } from '../../schema/generated/facts.ts';
import { digestOf } from '../model/canonical.ts';
import { FAULTS } from '../model/codes.ts';
import { conformFact } from '../model/conformity.ts';
import { DocumentError, fault, shown, type DocumentFault } from '../model/fault.ts';
import { beliefOf, keyOf, overlaps, type TransactionTime } from '../model/identity.ts';
import { inspectFact, isIsoTerritory } from '../model/integrity.ts';
import { identifierOf, type Fact, type FactKind } from '../kinds/kinds.ts';
import { territoryHint } from '../model/territory-hint.ts';
import { readFacts, type RawFact } from './read.ts';
import type { CellPlace } from './table/table.ts';
import type { Source } from './source.ts';

/** Faults listed for one document; the rest is counted. */
export const MAX_FAULTS = 100;

/** A record that conforms to the schema, and where it stands. */
export interface CheckedFact {
  readonly kind: FactKind;
  readonly fact: Fact;
  readonly path: string;
  readonly line: number;
}

export interface ValidateOptions {
  /** `import`: every fault is an error. `read`: faults of severity `warning` only warn. */
  readonly mode: 'import' | 'read';
  readonly maxFaults?: number;
  /** Territories defined elsewhere. Called once, with the codes the document does not define. */
  readonly knownTerritories?: (codes: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Called for each record that conforms; faults it returns are reported. */
  readonly onFact?: (checked: CheckedFact) => DocumentFault[] | undefined;
  readonly onProgress?: (bytes: number) => void;
  readonly signal?: AbortSignal;
}

export interface Validation {
  readonly faults: readonly DocumentFault[];
  readonly warnings: readonly DocumentFault[];
  /** All errors, also those not listed. */
  readonly faultCount: number;
  readonly counts: Readonly<Partial<Record<FactKind, number>>>;
  /** SHA-256 of the bytes of the document, in hexadecimal. */
  readonly digest: string;
  readonly bytes: number;
}

/**
 * Reads a document once and reports everything wrong with it. Memory does not grow with the
 * number of certificates.
 */
export async function validateDocument(
  source: Source,
  options: ValidateOptions,
): Promise<Validation> {
  const run = new Run(source, options);
  try {
    for await (const { facts, faults, bytes } of readFacts(source, run.hash)) {
      options.signal?.throwIfAborted();
      faults.forEach((found) => {
        run.report(found);
      });
      for (const raw of facts) run.check(raw);
      run.bytes = bytes;
      options.onProgress?.(bytes);
    }
    if (run.total === 0 && run.faultCount === 0)
      run.report(fault('DOC_EMPTY', '$', 'the document states no fact', { file: source.name }));
    await run.checkTerritories();
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    run.report(error.fault);
  }
  return run.result();
}

/** A fault with the cell that it comes from. */
function inTable(found: DocumentFault, path: string, cellOf: RawFact['cellOf']): DocumentFault {
  const cell = cellOf?.(found.path.slice(path.length + 1));
  return cell ? { ...found, ...cell } : found;
}

interface Seen extends TransactionTime {
  readonly digest: string;
  readonly path: string;
}

class Run {
  readonly hash = createHash('sha256');
  readonly #source: Source;
  readonly #options: ValidateOptions;
  readonly #faults: DocumentFault[] = [];
  readonly #warnings: DocumentFault[] = [];
  readonly #counts: Partial<Record<FactKind, number>> = {};
  readonly #seen = new Map<string, Seen[]>();
  readonly #defined = new Set<string>();
  readonly #mentioned = new Map<
    string,
    { path: string; line: number; cell: CellPlace | undefined }
  >();
  bytes = 0;
  total = 0;
  faultCount = 0;

  constructor(source: Source, options: ValidateOptions) {
    this.#source = source;
    this.#options = options;
  }

  report(found: DocumentFault): void {
    const placed = { ...found, file: this.#source.name };
    const max = this.#options.maxFaults ?? MAX_FAULTS;
    if (this.#options.mode === 'read' && FAULTS[found.code].severity === 'warning') {
      if (this.#warnings.length < max) this.#warnings.push(placed);
      return;
    }
    this.faultCount += 1;
    if (this.#faults.length < max) this.#faults.push(placed);
  }

  check({ kind, value, path, line, cellOf, spoilt = [] }: RawFact): void {
    const report = (found: DocumentFault): void => {
      if (!spoilt.includes(found.path)) this.report(inTable(found, path, cellOf));
    };
    this.total += 1;
    this.#counts[kind] = (this.#counts[kind] ?? 0) + 1;
    const misfits = conformFact(kind, value, path, line);
    misfits.forEach(report);
    if (misfits.some((found) => !spoilt.includes(found.path))) return;
    const fact = value as unknown as Fact;
    const { faults, territories } = inspectFact(kind, fact, path, line);
    faults.forEach(report);
    if ('code' in fact) this.#defined.add(fact.code);
    for (const [code, at] of territories)
      if (!this.#mentioned.has(code))
        this.#mentioned.set(code, { path: at, line, cell: cellOf?.(at.slice(path.length + 1)) });
    if (spoilt.length > 0) return;
    this.#checkDuplicate({ kind, fact, path, line });
    this.#options.onFact?.({ kind, fact, path, line })?.forEach(report);
  }

  /** Certificates are left out: two records of one number are evidence, which the decision weighs. */
  #checkDuplicate({ kind, fact, path, line }: CheckedFact): void {
    if (kind === 'certificates' || identifierOf(kind) === undefined) return;
    const id = keyOf(kind, fact);
    const key = `${kind} ${id}`;
    const own: Seen = { digest: digestOf(fact), path, ...beliefOf(fact) };
    const others = this.#seen.get(key) ?? [];
    const clash = others.find((other) => other.digest !== own.digest && overlaps(other, own));
    if (clash)
      this.report(
        fault(
          'FACT_ID_DUPLICATE',
          path,
          `${shown(id)} is also stated at ${clash.path}, with other content`,
          { line },
        ),
      );
    this.#seen.set(key, [...others, own]);
  }

  async checkTerritories(): Promise<void> {
    const open = [...this.#mentioned].filter(
      ([code]) => !this.#defined.has(code) && !isIsoTerritory(code),
    );
    if (open.length === 0) return;
    const known = await this.#options.knownTerritories?.(open.map(([code]) => code));
    for (const [code, { path, line, cell }] of open)
      if (!known?.has(code)) {
        const what = `${shown(code)} is not a known territory${territoryHint(code)}`;
        this.report({ ...fault('FACT_TERRITORY_UNKNOWN', path, what, { line }), ...cell });
      }
  }

  result(): Validation {
    return {
      faults: this.#faults,
      warnings: this.#warnings,
      faultCount: this.faultCount,
      counts: this.#counts,
      digest: this.hash.digest('hex'),
      bytes: this.bytes,
    };
  }
}

/** A valid document held in memory, or what is wrong with it. */
export interface Loaded {
  readonly facts: FactsDocument | null;
  readonly validation: Validation;
}

/** Reads a whole document into memory, for answering questions over it. */
export async function loadDocument(source: Source): Promise<Loaded> {
  const facts: Partial<Record<FactKind, Fact[]>> = {};
  const validation = await validateDocument(source, {
    mode: 'read',
    onFact: ({ kind, fact }) => {
      (facts[kind] ??= []).push(fact);
      return undefined;
    },
  });
  return {
    facts: validation.faultCount > 0 ? null : (facts as FactsDocument),
    validation,
  };
}

import type { Fault } from './fault.ts';
import { fault, shown } from './fault.ts';
import type { Known } from './change.ts';
import { IDENTIFIER, type Fact, type FactKind, type FactOf } from './kinds.ts';
import type { CheckedFact } from './validate.ts';
import type { Guard } from './stage.ts';

/** Who writes, as far as facts are concerned (a part of the identity of a request). */
export interface Writer {
  readonly scopes: ReadonlySet<string>;
  /** The territory a writer is bound to, from the token. */
  readonly territory?: string;
}

/** What a rule needs to know about other facts, stored or in the same document. */
export interface Surroundings {
  /** Territory of a body; undefined when the body is unknown. */
  readonly bodyTerritory: (id: string) => string | undefined;
  /** Territory of a register; undefined when it is unknown or has none. */
  readonly registerTerritory: (id: string) => string | undefined;
}

/** Kinds that `agreements:write` may write: the arrangements, and who takes part in them. */
const ARRANGEMENTS: ReadonlySet<FactKind> = new Set([
  'territories',
  'standards',
  'schemes',
  'agreements',
  'signatories',
  'designations',
  'catalogues',
  'measures',
]);

/** The territory that a record belongs to, or null when no territory may write it alone. */
type Owner<K extends FactKind> = (
  fact: FactOf<K>,
  around: Surroundings,
) => string | null | undefined;

/**
 * What a writer bound to a territory may write. Everything else is denied: agreements and schemes
 * are made between territories, and a signatory status is granted by others, never by oneself.
 */
const OWNERS: { readonly [K in FactKind]: Owner<K> } = {
  territories: () => null,
  standards: () => null,
  schemes: () => null,
  agreements: () => null,
  signatories: () => null,
  bodies: (body) => body.territory,
  approvals: (approval) => approval.territory,
  accreditations: (accreditation, around) => around.bodyTerritory(accreditation.accreditationBody),
  designations: (designation, around) => around.bodyTerritory(designation.body),
  catalogues: (catalogue) => catalogue.market,
  measures: (measure) => measure.market,
  debarments: (debarment, around) => {
    if (debarment.market !== undefined) return debarment.market;
    return debarment.body === undefined ? null : around.bodyTerritory(debarment.body);
  },
  registers: (register) => register.territory,
  certificates: (certificate, around) => {
    const { issuerTerritory, register } = certificate;
    if (register === undefined) return issuerTerritory;
    return around.registerTerritory(register) === issuerTerritory ? issuerTerritory : null;
  },
};

/**
 * Why a writer may not write a record, or null when it may. `hub:admin` may write everything,
 * `agreements:write` the arrangements, and `facts:write` what belongs to the token's territory.
 */
export function authorise<K extends FactKind>(
  kind: K,
  fact: FactOf<K>,
  writer: Writer,
  around: Surroundings,
): string | null {
  const { scopes, territory } = writer;
  if (scopes.has('hub:admin')) return null;
  if (scopes.has('agreements:write') && ARRANGEMENTS.has(kind)) return null;
  if (!scopes.has('facts:write')) return `writing ${kind} needs another scope`;
  if (territory === undefined) return 'the token is bound to no territory';
  const owner: Owner<K> = OWNERS[kind];
  const owned = owner(fact, around);
  if (owned === null) return `a writer bound to ${territory} may not write such ${kind}`;
  if (owned === undefined) return `no territory is known to which this record belongs`;
  return within(territory, owned)
    ? null
    : `the record belongs to ${owned}, the token to ${territory}`;
}

/** A territory speaks for itself and its ISO 3166-2 subdivisions. */
const within = (territory: string, owned: string): boolean =>
  owned === territory || owned.startsWith(`${territory}-`);

/** Collects the records of a document to judge when all bodies and registers of it are known. */
export class Authorisation {
  readonly #writer: Writer;
  readonly #bodies = new Map<string, string>();
  readonly #registers = new Map<string, string>();
  /** Per body or register that a decision waits for: the first record that needs it. */
  readonly #waiting = new Map<string, CheckedFact>();

  constructor(writer: Writer) {
    this.#writer = writer;
  }

  /** Judges a record, or keeps it until the territories of its body or register are known. */
  judge(checked: CheckedFact): Fault[] {
    const { kind, fact } = checked;
    if (kind === 'bodies') this.#bodies.set(...named(fact as FactOf<'bodies'>));
    if (kind === 'registers') this.#registers.set(...named(fact as FactOf<'registers'>));
    const needed: string[] = [];
    const reason = authorise(kind, fact as never, this.#writer, {
      bodyTerritory: (id) => void needed.push(`body ${id}`),
      registerTerritory: (id) => void needed.push(`register ${id}`),
    });
    if (reason === null) return [];
    if (needed.length === 0) return [refusal(checked, reason)];
    // One record stands for all that ask the same of the same body: their answers are the same.
    const question = [kind, ...needed, distinction(checked)].join(' ');
    if (!this.#waiting.has(question)) this.#waiting.set(question, checked);
    return [];
  }

  /** Bodies and registers to look up in the store. */
  wanted(): { bodies: string[]; registers: string[] } {
    const waiting = [...this.#waiting.values()].map(({ fact }) => fact);
    return {
      bodies: waiting.flatMap((fact) =>
        [
          'accreditationBody' in fact ? fact.accreditationBody : undefined,
          'body' in fact ? fact.body : undefined,
        ].filter((id) => id !== undefined),
      ),
      registers: waiting.flatMap((fact) => ('register' in fact ? [fact.register] : [])),
    };
  }

  /** Judges what waited. What the store knows counts before what the document says. */
  finish(stored: {
    bodies: ReadonlyMap<string, string>;
    registers: ReadonlyMap<string, string>;
  }): Fault[] {
    const around: Surroundings = {
      bodyTerritory: (id) => stored.bodies.get(id) ?? this.#bodies.get(id),
      registerTerritory: (id) => stored.registers.get(id) ?? this.#registers.get(id),
    };
    return [...this.#waiting.values()].flatMap((checked) => {
      const reason = authorise(checked.kind, checked.fact as never, this.#writer, around);
      return reason === null ? [] : [refusal(checked, reason)];
    });
  }

  /**
   * While staging: a bound writer may not set a certificate of its own beside one of the same
   * number from elsewhere, which would make the other one doubtful.
   */
  guard(): Guard {
    const bound = !this.#writer.scopes.has('hub:admin');
    return (kind: FactKind, fact: Fact, versions: readonly Known[]) => {
      if (!bound || kind !== 'certificates') return null;
      const own = (fact as FactOf<'certificates'>).issuerTerritory;
      const foreign = versions.find(
        (version) => (version.fact as FactOf<'certificates'>).issuerTerritory !== own,
      );
      return foreign ? `a certificate of this number belongs to another territory` : null;
    };
  }
}

const named = (fact: { readonly id: string; readonly territory?: string }): [string, string] => [
  fact.id,
  fact.territory ?? '',
];

function distinction({ kind, fact }: CheckedFact): string {
  if (kind === 'certificates') return (fact as FactOf<'certificates'>).issuerTerritory;
  return 'market' in fact ? (fact.market ?? '') : '';
}

function refusal({ kind, fact, path, line }: CheckedFact, reason: string): Fault {
  const identifier = IDENTIFIER[kind];
  const name =
    identifier === undefined
      ? ''
      : ` ${shown((fact as unknown as Record<string, unknown>)[identifier])}`;
  return fault('FACT_FORBIDDEN', path, `${kind}${name}: ${reason}`, { line });
}

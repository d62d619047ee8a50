import type { Claims } from '../../kinds/description.ts';
import { claimsOf, isTaken, type Writer } from './authorise.ts';
import type { FactsStore } from '../facts-store.ts';
import { fault, shown, type DocumentFault } from '../../model/fault.ts';
import { identifierOf, type Fact, type FactKind, type FactOf } from '../../kinds/kinds.ts';
import type { Guard } from '../stage.ts';
import { containment, isPresent, named, territoriesOf, type Containment } from '../surroundings.ts';
import type { CheckedFact } from '../../document/validate.ts';

/** Different names that the records of one document may speak in, since all are held in memory. */
const MAX_NAMES = 50_000;

/** A record that waits until it is known to whom the names in it belong. */
interface Waiting {
  readonly record: string;
  readonly at: Pick<CheckedFact, 'path' | 'line'>;
  readonly claims: Claims;
}

/** Judges whether one writer may write the records of one document. */
export class Authorisation {
  readonly #store: FactsStore;
  readonly #writer: Writer;
  readonly #territories: Containment;
  /** Territories of the bodies and registers that the document itself states. */
  readonly #stated = { bodies: new Map<string, string>(), registers: new Map<string, string>() };
  /** One record stands for all that speak in the same names: their answers are the same. */
  readonly #waiting = new Map<string, Waiting>();

  private constructor(store: FactsStore, writer: Writer, territories: Containment) {
    this.#store = store;
    this.#writer = writer;
    this.#territories = territories;
  }

  static async of(store: FactsStore, writer: Writer): Promise<Authorisation> {
    return new Authorisation(store, writer, await containment(store));
  }

  /** Judges a record, or keeps it until the territories of the names in it are known. */
  judge({ kind, fact, path, line }: CheckedFact): DocumentFault[] {
    this.#note(kind, fact);
    const claims = claimsOf(kind, fact as never, this.#writer);
    if (claims === null) return [];
    const place = { record: nameOf(kind, fact), at: { path, line } };
    if (typeof claims === 'string') return [refusal(place, claims)];
    const waiting = { ...place, claims };
    const reason = this.#ofTerritories(claims);
    if (reason !== null) return [refusal(waiting, reason)];
    const { territories: _, ...names } = claims;
    if (Object.values(names).every((list) => list.length === 0)) return [];
    const question = JSON.stringify([kind, names]);
    if (this.#waiting.has(question)) return [];
    if (this.#waiting.size >= MAX_NAMES)
      return [
        refusal(waiting, `the document names more than ${MAX_NAMES} others; send it in parts`),
      ];
    this.#waiting.set(question, waiting);
    return [];
  }

  /** Judges what waited. What the store knows counts before what the document says. */
  async finish(): Promise<DocumentFault[]> {
    const waiting = [...this.#waiting.values()];
    const all = (list: Exclude<keyof Claims, 'territories'>): string[] =>
      waiting.flatMap(({ claims }) => claims[list] ?? []);
    const bodies = await territoriesOf(this.#store, 'bodies', [
      ...all('bodies'),
      ...all('authorities'),
    ]);
    const registers = await territoriesOf(this.#store, 'registers', all('registers'));
    const agreements = await named(this.#store, 'agreements', all('agreements'));
    const known: Known = {
      bodies: new Map([...this.#stated.bodies, ...bodies]),
      registers: new Map([...this.#stated.registers, ...registers]),
      agreements: new Map(agreements.map((agreement) => [agreement.id, agreement])),
    };
    return waiting.flatMap((one) => {
      const reason = this.#ofNames(one.claims, known);
      return reason === null ? [] : [refusal(one, reason)];
    });
  }

  /** While staging: a bound writer may not write a record under a name that is somebody else's. */
  guard(): Guard {
    const bound = !this.#writer.scopes.has('hub:admin');
    return (kind, fact, versions) => {
      if (!bound) return null;
      const others = versions.map((version) => version.fact as never);
      return isTaken(kind, fact as never, others, (code) => this.#covers(code))
        ? 'another record of this name belongs to somebody else'
        : null;
    };
  }

  #note(kind: FactKind, fact: Fact): void {
    if (kind === 'bodies' || kind === 'registers')
      this.#stated[kind].set(...territoryById(fact as FactOf<'bodies' | 'registers'>));
  }

  #covers(owned: string | undefined): boolean {
    const { territory } = this.#writer;
    if (territory === undefined || owned === undefined || owned === '') return false;
    return this.#territories.covers(territory, owned);
  }

  #ofTerritories({ territories = [] }: Claims): string | null {
    for (const owned of territories) {
      if (owned === undefined) return 'no territory is known to which this record belongs';
      if (!this.#covers(owned)) return this.#foreign('the record', owned);
    }
    return null;
  }

  #ofNames(
    { bodies = [], registers = [], agreements = [], authorities = [] }: Claims,
    known: Known,
  ): string | null {
    const owners = [
      ...bodies.map((id) => [`body ${shown(id)}`, known.bodies.get(id)] as const),
      ...registers.map((id) => [`register ${shown(id)}`, known.registers.get(id)] as const),
    ];
    for (const [what, owned] of owners) {
      if (owned === undefined) return `${what} is not known; record it before, or with this`;
      if (!this.#covers(owned)) return this.#foreign(what, owned);
    }
    for (const id of agreements) {
      const agreement = known.agreements.get(id);
      if (!agreement) return `agreement ${shown(id)} is not known`;
      if (!this.#takesPart(agreement))
        return `${this.#writer.territory ?? ''} is no party to agreement ${shown(id)}`;
    }
    for (const name of authorities) {
      const owned =
        known.bodies.get(name) ?? (this.#territories.isTerritory(name) ? name : undefined);
      if (owned !== undefined && !this.#covers(owned)) return this.#foreign(shown(name), owned);
    }
    return null;
  }

  /** Arrangements of accreditation bodies have no territories as parties. */
  #takesPart({ parties }: FactOf<'agreements'>): boolean {
    const { territory = '' } = this.#writer;
    const now = this.#store.now();
    if (parties === undefined) return true;
    return parties.some(
      (party) =>
        isPresent(party, now) &&
        (this.#covers(party.territory) || this.#territories.covers(party.territory, territory)),
    );
  }

  #foreign(what: string, owned: string): string {
    const owner = owned === '' ? 'no single territory' : owned;
    return `${what} belongs to ${owner}, the token to ${this.#writer.territory ?? ''}`;
  }
}

interface Known {
  readonly bodies: ReadonlyMap<string, string>;
  readonly registers: ReadonlyMap<string, string>;
  readonly agreements: ReadonlyMap<string, FactOf<'agreements'>>;
}

const territoryById = ({
  id,
  territory,
}: {
  readonly id: string;
  readonly territory?: string;
}): [string, string] => [id, territory ?? ''];

function nameOf(kind: FactKind, fact: Fact): string {
  const identifier = identifierOf(kind);
  if (identifier === undefined) return kind;
  return `${kind} ${shown((fact as unknown as Record<string, unknown>)[identifier])}`;
}

const refusal = (
  { record, at }: Waiting | Omit<Waiting, 'claims'>,
  reason: string,
): DocumentFault => fault('FACT_FORBIDDEN', at.path, `${record}: ${reason}`, { line: at.line });

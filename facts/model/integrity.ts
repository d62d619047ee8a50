import countries from 'i18n-iso-countries/index.js'; // without the names of countries in eighty languages
import type { Certificate, Territory } from '../../schema/generated/facts.ts';
import { fullInstant } from '../../schema/knowledge.ts';
import { isDay } from './calendar.ts';
import { isTimeZone } from './days.ts';
import { fault, jsonPath, shown, type DocumentFault } from './fault.ts';
import { FACT_KINDS, identifierOf, type FactKind } from '../kinds/kinds.ts';
import { FACTS_SCHEMA, shapeOf, walk, type Shape } from './schemas.ts';

/** The shape of each kind of fact. */
export const SHAPES = Object.fromEntries(
  FACT_KINDS.map((kind) => [kind, shapeOf(FACTS_SCHEMA, kind)]),
) as Readonly<Record<FactKind, Shape>>;

export interface Inspection {
  readonly faults: readonly DocumentFault[];
  /** Codes of territories that the fact relies on, each with the path of its first mention. */
  readonly territories: ReadonlyMap<string, string>;
}

/**
 * What the schema cannot say about a record that conforms to it: days that no calendar has,
 * intervals that end before they begin, names that read like another name. Territories are only
 * collected, since a later record may define them.
 */
export function inspectFact(
  kind: FactKind,
  value: object,
  root: string,
  line?: number,
): Inspection {
  const faults: DocumentFault[] = [];
  const territories = new Map<string, string>();
  walk(SHAPES[kind], value, (shape, node, path) => {
    if (typeof node === 'object' && node !== null && !Array.isArray(node)) {
      if (shape.format === 'names') faults.push(...languageFaults(node, root, path, line));
      else
        faults.push(...intervalFaults(node as Readonly<Record<string, unknown>>, root, path, line));
    }
    if (typeof node !== 'string' || shape.format === null) return;
    if (shape.format === 'territoryCode') {
      const defines = kind === 'territories' && path.length === 1;
      if (!defines && !territories.has(node)) territories.set(node, jsonPath(root, path));
    } else if (!isDay(node))
      faults.push(
        fault('FACT_DATE_INVALID', jsonPath(root, path), `${shown(node)} is not in the calendar`, {
          line,
        }),
      );
  });
  for (const [path, name] of identifiersIn(kind, value)) {
    const oddity = oddityOf(name);
    if (oddity !== null)
      faults.push(
        fault('FACT_IDENTIFIER', `${root}.${path}`, `${shown(name)} ${oddity}`, { line }),
      );
  }
  if (kind === 'territories') faults.push(...timeZoneFaults(value as Territory, root, line));
  return { faults, territories };
}

/** A clock that is none would count its days in silence as another one's. */
const timeZoneFaults = (
  { timeZones = [] }: Territory,
  root: string,
  line: number | undefined,
): DocumentFault[] =>
  timeZones.flatMap((zone, index) =>
    isTimeZone(zone)
      ? []
      : fault(
          'FACT_TIME_ZONE',
          jsonPath(root, ['timeZones', index]),
          `${shown(zone)} is not a time zone`,
          { line },
        ),
  );

/** By path, the names by which the record, and those that a certificate names, are told from others. */
function identifiersIn(kind: FactKind, value: object): [path: string, name: string][] {
  const record = value as Readonly<Record<string, unknown>>;
  const own = identifierOf(kind);
  const named: [path: string, name: unknown][] = own === undefined ? [] : [[own, record[own]]];
  if (kind === 'certificates') {
    const { holder, transferredFrom } = value as Certificate;
    named.push(['holder.id', holder?.id]);
    named.push(['transferredFrom.number', transferredFrom?.number]);
  }
  return named.filter((pair): pair is [string, string] => typeof pair[1] === 'string');
}

/** Pairs of which the second must be later than the first, or not earlier. */
const ORDERED: readonly { first: string; second: string; strict: boolean }[] = [
  { first: 'from', second: 'until', strict: true },
  { first: 'issuedBefore', second: 'until', strict: false },
  { first: 'issued', second: 'validUntil', strict: false },
  { first: 'validFrom', second: 'validUntil', strict: false },
  { first: 'effectiveFrom', second: 'validUntil', strict: false },
  { first: 'recordedAt', second: 'retractedAt', strict: true },
];

function intervalFaults(
  node: Readonly<Record<string, unknown>>,
  root: string,
  path: readonly (string | number)[],
  line: number | undefined,
): DocumentFault[] {
  return ORDERED.flatMap(({ first, second, strict }) => {
    const start = node[first];
    const end = node[second];
    if (typeof start !== 'string' || typeof end !== 'string') return [];
    const [a, b] = [fullInstant(start), fullInstant(end)];
    if (strict ? a < b : a <= b) return [];
    const relation = strict ? 'is not after' : 'is before';
    return [
      fault(
        'FACT_INTERVAL_NEGATIVE',
        jsonPath(root, [...path, second]),
        `${second} (${shown(end)}) ${relation} ${first} (${shown(start)})`,
        { line },
      ),
    ];
  });
}

/** BCP 47, as far as names need it. */
const LANGUAGE_TAG = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

function languageFaults(
  names: object,
  root: string,
  path: readonly (string | number)[],
  line: number | undefined,
): DocumentFault[] {
  return Object.keys(names)
    .filter((tag) => !LANGUAGE_TAG.test(tag))
    .map((tag) =>
      fault(
        'FACT_LANGUAGE_TAG',
        jsonPath(root, [...path, tag]),
        `${shown(tag)} names no language`,
        {
          line,
        },
      ),
    );
}

/**
 * Why an identifier could be taken for another one, or null. Chinese, Cyrillic and full-width
 * brackets are part of real certificate numbers; invisible characters and full-width digits and
 * letters are not.
 */
export function oddityOf(name: string): string | null {
  if (name !== name.normalize('NFC'))
    return `is not in Unicode normal form C (write ${shown(name.normalize('NFC'))})`;
  const hidden = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u.exec(
    name,
  )?.[0];
  if (hidden !== undefined)
    return `holds the invisible character U+${(hidden.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  if (/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/.test(name))
    return `holds full-width digits or letters (write ${shown(name.normalize('NFKC'))})`;
  if (/(?! )\p{Zs}/u.test(name)) return 'holds a space that is not the plain space';
  if (name !== name.trim()) return `begins or ends with a space (write ${shown(name.trim())})`;
  return null;
}

/** ISO 3166-1 alpha-2, or an ISO 3166-2 style subdivision of one. */
export function isIsoTerritory(code: string): boolean {
  const [country, subdivision, more] = code.split('-');
  if (country?.length !== 2 || !countries.isValid(country) || more !== undefined) return false;
  return subdivision === undefined || /^[A-Z0-9]{1,3}$/.test(subdivision);
}

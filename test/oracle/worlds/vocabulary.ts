import type { Dice } from './dice.ts';

/** A small vocabulary, so that things collide. */
export const COUNTRIES = ['AA', 'BB', 'CC', 'DD'] as const;
export const COMPOSITES = ['EU', 'CU', 'RING', 'RUNG'] as const;
/** ZZ has no record. */
export const TERRITORIES = [...COUNTRIES, ...COMPOSITES, 'AA-1', 'ZZ'] as const;
export const SCHEMES = ['S1', 'S2', 'S3', 'S4'] as const; // S4 has no record
export const NORMS = ['N1', 'N2'] as const;
export const STANDARDS = ['T1', 'T2'] as const;
export const EDITIONS = ['2010', '2015', '2020'] as const;
export const LEVELS = ['L1', 'L2', 'L3', 'L4'] as const;
export const SECTORS = ['E1', 'E2', 'E3'] as const;
export const ISSUERS = ['CB1', 'CB2', 'CB3'] as const; // CB3 has no record
export const ACCREDITATION_BODIES = ['AB1', 'AB2'] as const;
export const ACCREDITATIONS = ['ACC1', 'ACC2', 'ACC3'] as const;
/** In code-point order the last comes after the one before it; in UTF-16 order, before. */
export const AGREEMENTS = ['G1', 'G2', 'G3', 'g4', 'G\uff5e', 'G\u{1f600}'] as const;
export const ANNEXES = ['X1', 'X2', 'X3'] as const;
export const OBJECTS = [
  'CERTIFICATE',
  'TEST_REPORT',
  'INSPECTION_REPORT',
  'MARKET_STATUS',
] as const;
export const HS_PREFIXES = ['85', '8516', '851660', '8516', '94'] as const;
export const HS_CODES = ['85', '8516', '851660', '8516601090', '850910', '940310'] as const;
export const KEYS = ['K1', 'K2', 'K3'] as const;
export const MODELS = ['M1', 'M2'] as const;
export const SITES = ['SITE1', 'SITE2'] as const;
export const DOMAINS = ['SMART', 'HARD'] as const;
export const COMPONENTS = ['ALC_FLR.1', 'ALC_FLR.3', 'AVA_VAN.5'] as const;
export const FAMILIES = ['ALC_FLR', 'AVA_VAN'] as const;
export const PROFILES = ['PP1', 'PP2'] as const;
export const REQUIREMENT_SETS = ['R1', 'R2'] as const;
export const PERSONS = ['P1', 'P2'] as const;
export const REGISTERS = ['REG1', 'REG2'] as const;
/** The first two look the same. */
export const NUMBERS = ['C-10', 'C-1O', 'C-20', 'Nr. 7\u00df'] as const;
/** Of no certificate; the first looks like one. */
export const UNKNOWN_NUMBERS = ['\u0421-2O', 'C-99'] as const;

/** What most of a world is about; the rest is noise around it. */
export interface Plot {
  readonly home: string;
  readonly market: string;
  readonly scheme: string;
  readonly issuer: string;
  readonly agreement: string;
}

export function plot(dice: Dice): Plot {
  return {
    home: dice.pick(['AA', 'AA', 'AA', 'BB', 'AA-1']),
    market: dice.pick(['CC', 'CC', 'CC', 'DD', 'DD', 'BB', 'BB', 'EU', 'AA']),
    scheme: dice.pick(['S1', 'S1', 'S2']),
    issuer: dice.pick(['CB1', 'CB1', 'CB2']),
    agreement: dice.pick(AGREEMENTS),
  };
}

/** Another spelling of the same number, model, key or site, where the world likes to misspell. */
export function spelled(dice: Dice, text: string): string {
  if (!dice.likes('spellings')) return text;
  const change = dice.pick<(text: string) => string>([
    (t) => t.toLowerCase(),
    (t) => t.toUpperCase(),
    (t) => t.replace('-', '\u2013'),
    (t) => t.replace('-', '\u2212'),
    (t) => `\u200b${t}`,
    (t) => ` ${t}\u00a0`,
    (t) => t.replace('1', '\uff11'),
  ]);
  return change(text);
}

/** The plot's own value, unless something odd happens. */
export function mostly<T>(dice: Dice, usual: T, others: readonly T[]): T {
  return dice.odd() ? dice.pick(others) : usual;
}

/** A list in a matcher: absent, or with the usual value, or (odd) anything, also empty. */
export function matcher(
  dice: Dice,
  key: string,
  usual: readonly string[],
  all: readonly string[],
): Record<string, string[]> {
  if (dice.odd()) return { [key]: dice.some(all, 2) };
  if (dice.chance(0.5)) return dice.chance(0.1) ? { [key]: [] } : {};
  return { [key]: [...new Set([...usual, ...dice.some(all, 1)])] };
}

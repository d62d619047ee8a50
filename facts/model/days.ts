import type { Territory } from '../../schema/generated/facts.ts';
import { ZONES_OF_COUNTRIES } from './time-zones.ts';

/** Local clocks differ from UTC by whole quarters of an hour: no day begins in between. */
export const QUARTER_MS = 15 * 60 * 1000;
/** No local day begins further from midnight UTC than this. */
const FURTHEST_MS = 24 * 60 * 60 * 1000;

/** The clocks of the world, by IANA name; null: there is no such zone. */
const clocks = new Map<string, Intl.DateTimeFormat | null>();

function clockOf(zone: string): Intl.DateTimeFormat | null {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  let clock: Intl.DateTimeFormat | null = null;
  try {
    const [year, month, day] = ['numeric', '2-digit', '2-digit'] as const;
    clock = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year, month, day });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  clocks.set(zone, clock);
  return clock;
}

/** Whether a name stands for a time zone, of which IANA names have letters of both cases or are UTC. */
export const isTimeZone = (zone: string): boolean =>
  /^[A-Z][\w+-]*(?:\/[\w+-]+)*$/.test(zone) && clockOf(zone) !== null;

const utcDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

/**
 * Which day it is where. The day of a territory is the earliest local date among its time zones: those
 * stated, else those of the country and of the members it has. Where none is known it is the day in UTC.
 */
export class TerritoryDays {
  readonly #territories: ReadonlyMap<string, Territory>;
  readonly #home: string | undefined;
  /** By territory, the days of the quarter of an hour last asked about. */
  #days = new Map<string, string>();
  #quarter = 0;

  /** @param home the territory that is meant where none is named; absent: UTC */
  constructor(territories: ReadonlyMap<string, Territory> = new Map(), home?: string) {
    this.#territories = territories;
    this.#home = home;
  }

  /** The day in a territory at an instant. */
  on(code: string | null | undefined, at: Date): string {
    const territory = code ?? this.#home;
    if (territory === undefined) return utcDay(at.getTime());
    const quarter = Math.floor(at.getTime() / QUARTER_MS);
    if (quarter !== this.#quarter) {
      this.#days = new Map();
      this.#quarter = quarter;
    }
    const known = this.#days.get(territory);
    if (known !== undefined) return known;
    const day = dayAmong(this.#zonesOf(territory, at), at.getTime());
    this.#days.set(territory, day);
    return day;
  }

  /** When a day begins in a territory, in milliseconds since 1970. */
  startOf(code: string | null | undefined, day: string): number {
    const midnight = Date.parse(`${day}T00:00:00Z`);
    const territory = code ?? this.#home;
    if (territory === undefined) return midnight;
    const zones = this.#zonesOf(territory, new Date(midnight));
    // The first quarter of an hour at which the day has come, by halving.
    let [before, after] = [midnight - FURTHEST_MS, midnight + FURTHEST_MS];
    while (after - before > QUARTER_MS) {
      const middle = before + Math.floor((after - before) / 2 / QUARTER_MS) * QUARTER_MS;
      if (dayAmong(zones, middle) >= day) after = middle;
      else before = middle;
    }
    return after;
  }

  #zonesOf(code: string, at: Date): ReadonlySet<string> {
    const zones = new Set<string>();
    const met = new Set([code]);
    const day = utcDay(at.getTime());
    for (const one of met) {
      const { timeZones = [], members = [] } = this.#territories.get(one) ?? {};
      const stated = timeZones.filter(isTimeZone);
      const own =
        stated.length > 0 ? stated : (ZONES_OF_COUNTRIES.get(one.split('-')[0] ?? '') ?? []);
      for (const zone of own) zones.add(zone);
      if (stated.length > 0) continue;
      for (const { territory, from = '', until } of members)
        if (from <= day && (until === undefined || day < until)) met.add(territory);
    }
    return zones;
  }
}

/** Days of the countries of ISO 3166-1, where no territories are at hand. */
export const COUNTRY_DAYS = new TerritoryDays();

/** The earliest local date among time zones. */
function dayAmong(zones: ReadonlySet<string>, at: number): string {
  let first: string | undefined;
  for (const zone of zones) {
    const day = clockOf(zone)?.format(at);
    if (day !== undefined && (first === undefined || day < first)) first = day;
  }
  return first ?? utcDay(at);
}

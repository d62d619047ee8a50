import { addDays } from '../conventions.ts';
import type { Dice, Draft } from './dice.ts';
import { anyDay, anyInstant, middle } from './time.ts';
import type { Plot } from './vocabulary.ts';
import {
  COMPOSITES,
  HS_CODES,
  ISSUERS,
  KEYS,
  MODELS,
  NUMBERS,
  OBJECTS,
  SCHEMES,
  SITES,
  TERRITORIES,
  UNKNOWN_NUMBERS,
  spelled,
} from './vocabulary.ts';

const KINDS = [
  'territories',
  'standards',
  'schemes',
  'bodies',
  'approvals',
  'accreditations',
  'signatories',
  'agreements',
  'designations',
  'catalogues',
  'debarments',
  'measures',
  'registers',
  'certificates',
] as const;

/** A question whose day is often a day of the facts, or the day before or after one. */
export function question(
  dice: Dice,
  plot: Plot,
  numbers: readonly string[],
  instants: readonly string[],
): Draft {
  const aboutFacts = (): string => addDays(dice.pick(instants).slice(0, 10), dice.between(-1, 1));
  return {
    certificate: spelled(
      dice,
      dice.chance(dice.likes('misprints') ? 0.5 : 0.92)
        ? dice.pick(numbers)
        : dice.pick([...NUMBERS, ...UNKNOWN_NUMBERS]),
    ),
    ...dice.given(dice.taste('namesakes') / 2, {
      issuer: () => (dice.chance(0.8) ? plot.issuer : dice.pick(ISSUERS)),
    }),
    market: dice.likes('divided markets')
      ? dice.pick(COMPOSITES)
      : dice.chance(0.8)
        ? plot.market
        : dice.pick(TERRITORIES),
    asOf: dice.chance(0.75) ? middle(dice) : dice.chance(0.6) ? aboutFacts() : anyDay(dice),
    purpose: dice.chance(dice.likes('accreditation agreements') ? 0.1 : 0.4)
      ? 'REGULATORY'
      : 'VOLUNTARY',
    ...dice.given(dice.taste('knowledge') / 2, {
      knownAt: () => (dice.chance(0.5) ? dice.pick(instants) : anyInstant(dice)),
    }),
    ...dice.given(0.6, { product: () => product(dice, plot) }),
    ...dice.given(0.15, {
      presented: () => (dice.chance(0.5) ? 'CERTIFICATE' : dice.pick(OBJECTS)),
    }),
    ...dice.given(0.5, { claimed: () => claimed(dice, plot) }),
    ...dice.given(0.05, {
      signature: () => dice.pick(['VALID', 'NONE', 'VALID', 'NONE', 'INVALID']),
    }),
    ...dice.given(dice.taste('outages') / 3, { unavailable: () => dice.some(KINDS, 2) }),
  };
}

function product(dice: Dice, plot: Plot): Draft {
  const loose = dice.likes('loose products');
  return {
    ...dice.given(0.5, { hs: () => dice.pick(loose ? HS_CODES.slice(0, 2) : HS_CODES) }),
    ...dice.given(loose ? 0.15 : 0.4, {
      keys: () => dice.some(KEYS, 3).map((text) => spelled(dice, text)),
      model: () => spelled(dice, dice.pick(MODELS)),
    }),
    ...dice.given(0.4, {
      site: () => spelled(dice, dice.pick(SITES)),
      placedOnMarket: () => anyDay(dice),
    }),
    ...dice.given(0.6, {
      origin: () => (dice.chance(0.7) ? plot.home : dice.pick(TERRITORIES)),
      assembledIn: () => (dice.chance(0.7) ? plot.home : dice.pick(TERRITORIES)),
      shippedDirect: () => dice.chance(0.7),
    }),
    ...dice.given(0.05, { description: () => 'a kettle' }),
  };
}

function claimed(dice: Dice, plot: Plot): Draft {
  return dice.given(0.7, {
    scheme: () => (dice.chance(0.8) ? plot.scheme : dice.pick(SCHEMES)),
    issuer: () => (dice.chance(0.8) ? plot.issuer : dice.pick(ISSUERS)),
    issuerTerritory: () => (dice.chance(0.8) ? plot.home : dice.pick(TERRITORIES)),
    issued: () => anyDay(dice),
  });
}

import type { Dice, Draft } from './dice.ts';
import { anyDay, anyInstant, early, late, middle } from './time.ts';
import type { Plot } from './vocabulary.ts';
import {
  ACCREDITATIONS,
  COMPONENTS,
  DOMAINS,
  EDITIONS,
  HS_PREFIXES,
  ISSUERS,
  KEYS,
  LEVELS,
  MODELS,
  NUMBERS,
  OBJECTS,
  PERSONS,
  PROFILES,
  REGISTERS,
  REQUIREMENT_SETS,
  SCHEMES,
  SECTORS,
  SITES,
  STANDARDS,
  TERRITORIES,
  UNKNOWN_NUMBERS,
  mostly,
  spelled,
} from './vocabulary.ts';

export function certificates(dice: Dice, plot: Plot): Draft[] {
  return NUMBERS.slice(0, dice.between(1, 4)).flatMap((number) => {
    const record = certificate(dice, plot, number);
    return [
      record,
      ...(dice.likes('duplicates') ? [duplicate(dice, record)] : []),
      ...(dice.likes('namesakes')
        ? [{ ...certificate(dice, plot, number), ...namesake(dice) }]
        : []),
    ];
  });
}

/** Another body's certificate of the same number. */
const namesake = (dice: Dice): Draft => ({ issuer: dice.pick(ISSUERS) });

function certificate(dice: Dice, plot: Plot, number: string): Draft {
  const issued = dice.chance(0.92) ? early(dice) : anyDay(dice);
  return {
    number: spelled(dice, number),
    issuer: mostly(dice, plot.issuer, ISSUERS),
    issuerTerritory: mostly(dice, plot.home, TERRITORIES),
    scheme: mostly(dice, plot.scheme, SCHEMES),
    issued,
    ...(dice.chance(0.85) ? {} : { object: dice.pick(OBJECTS) }),
    ...dice.given(0.2, { standard: () => dice.pick(STANDARDS) }),
    ...dice.given(0.7, { edition: () => dice.pick([...EDITIONS, '1999']) }),
    ...(dice.odd()
      ? dice.given(0.7, { level: () => dice.pick([null, 'L9']) })
      : { level: dice.pick(LEVELS) }),
    ...dice.given(0.3, {
      components: () => dice.some(COMPONENTS, 3),
      profiles: () => dice.some(PROFILES, 2),
    }),
    ...dice.given(0.5, { domain: () => dice.pick([null, ...DOMAINS]) }),
    ...dice.given(0.6, { requirementSet: () => dice.pick(REQUIREMENT_SETS) }),
    ...(dice.odd() || dice.likes('no sectors')
      ? { sectors: dice.some(SECTORS, dice.likes('no sectors') ? 0 : 2) }
      : { sectors: ['E1', ...dice.some(['E2'], 1)] }),
    ...dice.given(dice.taste('scopes'), { scope: () => scope(dice) }),
    ...dice.given(0.4, { acceptedIntoProcess: () => early(dice) }),
    ...dice.given(0.15, { validFrom: () => (dice.chance(0.8) ? early(dice) : anyDay(dice)) }),
    ...dice.given(0.7, { validUntil: () => (dice.chance(0.9) ? late(dice) : anyDay(dice)) }),
    ...dice.given(dice.taste('limited certificates') / 2, {
      validIn: () => [...dice.some([plot.market], 1), ...dice.some(TERRITORIES, 2)],
    }),
    ...dice.given(dice.taste('transfers') / 2, {
      transferredFrom: () => ({
        number: spelled(dice, dice.pick([...NUMBERS, ...UNKNOWN_NUMBERS])),
        ...dice.given(0.3, { issuer: () => dice.pick(ISSUERS) }),
        on: dice.chance(0.7) ? middle(dice) : anyDay(dice),
      }),
    }),
    ...(dice.odd()
      ? dice.given(0.5, { accreditation: () => 'ACC9' })
      : { accreditation: dice.pick([...ACCREDITATIONS, 'ACC1', 'ACC1']) }),
    ...dice.given(0.3, {
      persons: () =>
        dice.times(dice.between(0, 2), () => ({ person: dice.pick(PERSONS), on: anyDay(dice) })),
    }),
    ...dice.given(dice.taste('ageing registers') / 1.5, {
      register: () => dice.pick([...REGISTERS, 'REG9']),
    }),
    ...dice.given(dice.taste('certificate events'), {
      events: () => dice.times(dice.between(0, 4), () => event(dice)),
    }),
  };
}

const spelledAll = (dice: Dice, list: readonly string[]): string[] => [
  ...new Set(list.map((text) => spelled(dice, text))),
];

function scope(dice: Dice): Draft {
  return {
    ...dice.given(0.6, { hs: () => dice.some(HS_PREFIXES, 3) }),
    ...dice.given(dice.taste('scopes') / 2, {
      keys: () => spelledAll(dice, dice.some(KEYS, 3)),
      models: () => spelledAll(dice, dice.some(MODELS, 2)),
      sites: () => spelledAll(dice, dice.some(SITES, 2)),
    }),
  };
}

function event(dice: Dice): Draft {
  const type = dice.likes('scopes')
    ? dice.pick(['SCOPE_REDUCED', 'SCOPE_EXTENDED'])
    : dice.likes('renewals')
      ? 'RENEWED'
      : dice.pick([
          'SUSPENDED',
          'RESTORED',
          'RESTORED',
          'WITHDRAWN',
          'CANCELLED',
          'SCOPE_REDUCED',
          'SCOPE_EXTENDED',
          'RENEWED',
          'MAINTAINED',
          'TRANSFERRED',
          'APPEAL_LODGED',
          'APPEAL_LODGED',
          'APPEAL_STAY',
          'APPEAL_DECIDED',
        ]);
  return {
    type,
    effectiveFrom: dice.chance(0.5) ? middle(dice) : anyDay(dice),
    ...(type.startsWith('SCOPE') ? { scope: scope(dice) } : {}),
    ...(type === 'APPEAL_DECIDED' ? { outcome: dice.pick(['ALLOWED', 'DISMISSED']) } : {}),
    ...(type === 'APPEAL_LODGED' ? dice.given(0.6, { stay: () => dice.chance(0.7) }) : {}),
    ...(type === 'RENEWED' || type === 'RESTORED' || type === 'MAINTAINED'
      ? dice.given(0.4, { edition: () => dice.pick(EDITIONS), validUntil: () => late(dice) })
      : {}),
    ...dice.given(dice.taste('recorded events'), { recordedAt: () => anyInstant(dice) }),
  };
}

/** The same certificate from another source: often the same, sometimes in conflict. */
function duplicate(dice: Dice, record: Draft): Draft {
  const copy: Draft = { ...record };
  if (dice.chance(0.5)) copy['register'] = dice.pick(REGISTERS);
  if (dice.chance(0.3)) copy['note'] = 'read from another register';
  if (dice.chance(0.3)) copy['number'] = spelled(dice, String(copy['number']));
  if (dice.chance(0.2)) copy['object'] ??= 'CERTIFICATE';
  if (dice.chance(0.2)) copy['validFrom'] ??= copy['issued'];
  if (dice.chance(0.2)) copy['profiles'] ??= [];
  if (dice.chance(0.4) && Array.isArray(copy['events']))
    copy['events'] = (copy['events'] as Draft[]).map((one) => ({
      ...one,
      ...dice.given(0.5, { recordedAt: () => anyInstant(dice), reason: () => 'as we heard' }),
    }));
  if (dice.chance(0.3)) copy['recordedAt'] = anyInstant(dice);
  if (Array.isArray(copy['sectors'])) copy['sectors'] = dice.shuffle(copy['sectors']);
  if (Array.isArray(copy['components'])) copy['components'] = dice.shuffle(copy['components']);
  if (dice.chance(0.2)) copy['validUntil'] = late(dice);
  if (dice.chance(0.05)) delete copy['level'];
  return copy;
}

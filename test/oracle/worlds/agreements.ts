import { productItem } from './background.ts';
import type { Dice, Draft } from './dice.ts';
import { anyDay, early, interval, late, middle, trouble } from './time.ts';
import type { Plot } from './vocabulary.ts';
import {
  AGREEMENTS,
  ANNEXES,
  DOMAINS,
  FAMILIES,
  LEVELS,
  NORMS,
  OBJECTS,
  PROFILES,
  REQUIREMENT_SETS,
  SCHEMES,
  SECTORS,
  TERRITORIES,
  matcher,
} from './vocabulary.ts';

export function agreements(dice: Dice, plot: Plot): Draft[] {
  const others = AGREEMENTS.filter((id) => id !== plot.agreement);
  const ids = [plot.agreement, ...dice.shuffle(others).slice(0, dice.between(0, 4))];
  return ids.map((id) => agreement(dice, plot, id));
}

function agreement(dice: Dice, plot: Plot, id: string): Draft {
  const kind =
    dice.chance(0.1) || dice.likes('accreditation agreements')
      ? 'ACCREDITATION'
      : dice.pick(['MULTILATERAL', 'BILATERAL', 'CUSTOMS_UNION', 'UNILATERAL']);
  return {
    id,
    kind,
    ...dice.given(dice.taste('modes'), {
      mode: () => dice.pick(['RESULTS', 'EQUIVALENCE', 'EQUIVALENCE', 'COMMON']),
    }),
    ...dice.given(0.15, { effect: () => dice.pick(['MARKET_ACCESS', 'TECHNICAL_EQUIVALENCE']) }),
    ...dice.given(0.4, {
      governingDate: () =>
        dice.pick(['AS_OF', 'ISSUED', 'ACCEPTED_INTO_PROCESS', 'PLACED_ON_MARKET']),
    }),
    ...dice.given(0.1, { signedOn: () => early(dice) }),
    ...(kind === 'ACCREDITATION' && dice.chance(0.8) ? {} : { parties: parties(dice, plot) }),
    ...(dice.likes('exchanges')
      ? { exchangesRequired: dice.chance(0.9), exchanges: exchanges(dice, plot) }
      : {}),
    ...dice.given(dice.taste('sunset'), {
      sunset: () => ({ issuedBefore: anyDay(dice), until: late(dice) }),
    }),
    ...dice.given(dice.taste('succession'), {
      successor: () => ({
        agreement: dice.pick(AGREEMENTS),
        ...dice.given(0.5, { recordsValidUntil: () => late(dice) }),
      }),
    }),
    ...dice.given(dice.taste('transfer windows'), {
      transferWindowMonths: () => dice.pick([0, 1, 6, 13, 24, 60]),
    }),
    annexes: ANNEXES.slice(0, dice.between(dice.odd() ? 0 : 1, 3)).map((annexId) =>
      annex(dice, plot, annexId),
    ),
    ...(dice.likes('ended agreements')
      ? { ...interval(dice), until: dice.chance(0.5) ? middle(dice) : late(dice) }
      : interval(dice)),
  };
}

/** Normally one party on each side, by itself or inside a composite. */
function parties(dice: Dice, plot: Plot): Draft[] {
  const around = (t: string): string => {
    if (dice.chance(0.7)) return t;
    return dice.pick(
      ['AA', 'BB', 'AA-1'].includes(t) ? ['EU', 'EU', 'CU'] : ['CU', 'RING', 'RUNG'],
    );
  };
  const role = (others: readonly string[]): string | undefined =>
    dice.chance(0.15) ? dice.pick(others) : dice.pick([undefined, undefined, 'AUTHORISING']);
  const party = (territory: string, role?: string): Draft => ({
    territory,
    ...(role === undefined ? {} : { role }),
    ...dice.given(dice.taste('exclusions') / 3, { excludes: () => dice.some(TERRITORIES, 2) }),
    ...(dice.likes('moving parties') ? trouble(dice) : interval(dice)),
  });
  return dice.shuffle([
    party(around(plot.home), role(['CONSUMING'])),
    party(around(plot.market), role(['CONSUMING', 'CONSUMING', 'ORIGINATING'])),
    ...(dice.likes('moving parties') ? [party(around(plot.home)), party(around(plot.market))] : []),
    ...dice.times(dice.below(3), () =>
      party(
        dice.pick(TERRITORIES),
        dice.pick([undefined, 'AUTHORISING', 'CONSUMING', 'ORIGINATING']),
      ),
    ),
  ]);
}

function exchanges(dice: Dice, plot: Plot): Draft[] {
  return dice.times(dice.between(0, 3), () => ({
    issuer: dice.chance(0.75) ? plot.home : dice.pick(TERRITORIES),
    market: dice.chance(0.75) ? plot.market : dice.pick(TERRITORIES),
    ...dice.given(0.4, {
      accepts: () => (dice.odd() ? [] : [dice.pick(OBJECTS), ...dice.some(OBJECTS, 2)]),
    }),
    ...matcher(dice, 'annexes', [dice.pick(ANNEXES)], ANNEXES),
    ...interval(dice),
  }));
}

function annex(dice: Dice, plot: Plot, id: string): Draft {
  return {
    id,
    ...matcher(dice, 'sectors', ['E1', 'E2'], SECTORS),
    ...matcher(dice, 'schemes', [plot.scheme], SCHEMES),
    ...matcher(dice, 'norms', ['N1'], NORMS),
    ...dice.given(dice.taste('annex parties') / 2, {
      parties: () =>
        [plot.home, plot.market, ...dice.some(TERRITORIES, 2)].map((territory) => ({
          territory,
          ...(dice.likes('moving parties') ? trouble(dice) : interval(dice)),
        })),
    }),
    ...dice.given(dice.taste('modes') / 2, {
      mode: () => dice.pick(['RESULTS', 'EQUIVALENCE', 'COMMON']),
    }),
    ...dice.given(dice.taste('requirements'), {
      requirements: () =>
        dice.times(dice.between(0, 2), () => ({
          set: dice.pick(REQUIREMENT_SETS),
          ...dice.given(0.7, {
            territory: () => (dice.chance(0.7) ? plot.market : dice.pick(TERRITORIES)),
          }),
        })),
    }),
    ...dice.given(dice.taste('product lists'), {
      products: () => dice.times(dice.between(0, 4), () => productItem(dice)),
    }),
    ...(dice.likes('level rules') ? levelRules(dice) : {}),
    ...dice.given(0.35, {
      accepts: () => [
        ...new Set([
          dice.chance(0.6) ? 'CERTIFICATE' : dice.pick(OBJECTS),
          ...dice.some(OBJECTS, 3),
        ]),
      ],
    }),
    ...dice.given(0.3 + dice.taste('conditions'), {
      conditions: () =>
        dice.times(dice.between(0, 3), () => ({
          code: dice.pick([
            'NATIONAL_DIFFERENCES_REQUIRED',
            'MARKING_REQUIRED',
            'LOCAL_REPRESENTATIVE_REQUIRED',
          ]),
          ...dice.given(0.4, { market: () => dice.pick([plot.market, ...TERRITORIES]) }),
          ...interval(dice),
        })),
    }),
    ...dice.given(dice.taste('designations'), {
      designationRequired: () => dice.chance(0.9),
    }),
    ...dice.given(dice.taste('designations') / 2, {
      priorCertificates: () => dice.pick(['KEEP', 'REVOKE']),
    }),
    ...dice.given(dice.taste('approvals') / 2, { approvalRequired: () => dice.chance(0.9) }),
    ...dice.given(dice.taste('accreditation') / 2, {
      accreditationRequired: () => dice.chance(0.9),
      accreditationThrough: () => dice.pick([...AGREEMENTS, 'G9']),
    }),
    ...dice.given(0.3, { subScopes: () => dice.chance(0.8) }),
    ...dice.given(dice.taste('origin') / 2, { origin: () => origin(dice, plot) }),
    ...(dice.odd() ? { suspensions: dice.times(dice.between(0, 2), () => trouble(dice)) } : {}),
    ...(dice.odd() ? { notUpdatedSince: late(dice) } : {}),
    ...(dice.odd() ? { rulesUnknown: dice.chance(0.8) } : {}),
    ...interval(dice),
  };
}

function levelRules(dice: Dice): Draft {
  return {
    levelCap: dice.odd() ? 'L9' : dice.pick(LEVELS.slice(0, 3)),
    ...dice.given(0.7, { aboveCap: () => dice.pick(['PARTIAL', 'PARTIAL', 'REFUSE']) }),
    ...dice.given(0.4, { components: () => dice.some(FAMILIES, 2) }),
    ...dice.given(0.3, { profiles: () => dice.some(PROFILES, 2) }),
    ...dice.given(0.5, {
      domains: () =>
        dice.times(dice.between(0, 2), () => ({
          domain: dice.pick(DOMAINS),
          ...dice.given(0.7, { levelCap: () => (dice.odd() ? 'L9' : dice.pick(LEVELS)) }),
          ...dice.given(0.4, { issuers: () => dice.some(TERRITORIES, 2) }),
        })),
    }),
    ...dice.given(0.4, {
      legacy: () =>
        dice.times(dice.between(0, 2), () => ({
          basis: dice.pick(['ISSUED', 'ACCEPTED_INTO_PROCESS']),
          before: anyDay(dice),
          ...dice.given(0.4, { issuedBefore: () => anyDay(dice) }),
          annex: dice.pick([...ANNEXES, 'X9']),
        })),
    }),
  };
}

function origin(dice: Dice, plot: Plot): Draft {
  return {
    ...dice.given(0.8, {
      territories: () =>
        [...new Set([plot.home, ...dice.some(TERRITORIES, 2)])].slice(dice.odd() ? 1 : 0),
    }),
    ...dice.given(0.4, {
      basis: () =>
        dice.pick([['ORIGIN'], ['ASSEMBLY'], ['ORIGIN', 'ASSEMBLY'], ...(dice.odd() ? [[]] : [])]),
    }),
    ...dice.given(0.3, { directShipment: () => dice.chance(0.9) }),
  };
}

import type { Dice, Draft } from './dice.ts';
import { anyDay, anyInstant, early, interval, late, lifeEvents, middle, trouble } from './time.ts';
import type { Plot } from './vocabulary.ts';
import {
  ACCREDITATION_BODIES,
  ACCREDITATIONS,
  AGREEMENTS,
  ANNEXES,
  COUNTRIES,
  EDITIONS,
  HS_PREFIXES,
  ISSUERS,
  KEYS,
  LEVELS,
  MODELS,
  NORMS,
  NUMBERS,
  PERSONS,
  REGISTERS,
  SCHEMES,
  SECTORS,
  STANDARDS,
  TERRITORIES,
  matcher,
  mostly,
  spelled,
} from './vocabulary.ts';

export function territories(dice: Dice): Draft[] {
  const member = (territory: string): Draft => ({ territory, ...interval(dice) });
  const optional = (territory: string): Draft[] => (dice.chance(0.6) ? [member(territory)] : []);
  return [
    ...COUNTRIES.map((code) => ({
      code,
      kind: 'COUNTRY',
      ...(code === 'AA' && dice.chance(0.7) ? { members: [member('AA-1')] } : {}),
      ...dice.given(dice.taste('accreditation bodies of a territory') / 3, {
        accreditationBodies: () => dice.some(ACCREDITATION_BODIES, 2),
      }),
    })),
    { code: 'EU', kind: 'COMPOSITE', members: [member('AA'), member('BB'), ...optional('AA')] },
    {
      code: 'CU',
      kind: 'COMPOSITE',
      members: [member('CC'), ...optional('EU'), ...optional('DD')],
    },
    {
      code: 'RING',
      kind: 'COMPOSITE',
      members: [member('RUNG'), ...optional('CU'), ...optional('ZZ')],
    },
    {
      code: 'RUNG',
      kind: 'COMPOSITE',
      members: [member('RING'), ...optional('AA'), ...optional('DD')],
    },
    ...(dice.chance(0.5) ? [{ code: 'AA-1', kind: 'SUBDIVISION' }] : []),
  ];
}

export function standards(dice: Dice): Draft[] {
  return STANDARDS.map((id) => ({
    id,
    editions: EDITIONS.map((edition, index) => ({
      edition,
      ...(index < 2 && (dice.chance(0.1) || dice.likes('old editions'))
        ? {
            supersededOn: anyDay(dice),
            ...dice.given(0.5, { lastIssueOn: () => anyDay(dice) }),
            ...dice.given(0.6, { transitionEndsOn: () => late(dice) }),
          }
        : {}),
    })),
  }));
}

export function schemes(dice: Dice, plot: Plot): Draft[] {
  return ['S1', 'S2', 'S3'].map((id) => ({
    id,
    kind: dice.pick(['MANDATORY_PRODUCT', 'MANAGEMENT_SYSTEM', 'TESTING']),
    ...dice.given(0.9, { norm: () => (id === plot.scheme ? 'N1' : dice.pick(NORMS)) }),
    ...dice.given(0.7, { standard: () => dice.pick(STANDARDS) }),
    ...(dice.likes('levels') || dice.chance(0.2)
      ? {
          levels: dice.odd()
            ? dice.shuffle(LEVELS).slice(dice.below(4))
            : LEVELS.slice(0, dice.between(3, 4)),
        }
      : {}),
    ...dice.given(dice.taste('domestic schemes') / 2, {
      territory: () => dice.pick([plot.home, 'EU', 'CU', 'RING', ...TERRITORIES]),
    }),
    ...dice.given(dice.taste('domestic schemes') / 2, {
      issuerTerritories: () => dice.some([plot.home, ...TERRITORIES], 2),
    }),
    ...dice.given(dice.taste('scheme sectors'), { sectors: () => dice.some(SECTORS, 2) }),
    ...dice.given(dice.taste('domestic schemes') / 2, { domesticAtIssuer: () => dice.chance(0.9) }),
    ...dice.given(dice.taste('domestic schemes') / 2, { approvalRequired: () => dice.chance(0.8) }),
  }));
}

export function bodies(dice: Dice, plot: Plot): Draft[] {
  return [
    ...['CB1', 'CB2'].map((id) => ({
      id,
      kind: 'CERTIFICATION_BODY',
      territory: mostly(dice, plot.home, TERRITORIES),
    })),
    ...ACCREDITATION_BODIES.map((id) => ({
      id,
      kind: 'ACCREDITATION_BODY',
      territory: dice.chance(0.6) ? plot.home : dice.pick(TERRITORIES),
    })),
  ];
}

export function approvals(dice: Dice, plot: Plot): Draft[] {
  return dice.times(dice.between(0, 4), () => ({
    body: dice.chance(0.75) ? plot.issuer : dice.pick(ISSUERS),
    territory: dice.chance(0.75)
      ? dice.pick([plot.home, plot.market, 'EU', 'CU'])
      : dice.pick(TERRITORIES),
    ...matcher(dice, 'schemes', [plot.scheme], SCHEMES),
    ...dice.given(dice.taste('approvals') / 2, { sectors: () => dice.some(SECTORS, 2) }),
    ...interval(dice),
    ...lifeEvents(dice, 'approvals'),
  }));
}

export function accreditations(dice: Dice, plot: Plot): Draft[] {
  return ACCREDITATIONS.slice(0, dice.between(1, 3)).map((id) => ({
    id,
    accreditationBody: mostly(dice, 'AB1', [...ACCREDITATION_BODIES, 'AB9']),
    body: dice.chance(0.85) ? plot.issuer : dice.pick(ISSUERS),
    scope: dice.times(dice.between(1, 2), () => ({
      norm: mostly(dice, 'N1', NORMS),
      ...dice.given(0.1, { standard: () => dice.pick(STANDARDS) }),
      ...dice.given(0.1, { scheme: () => mostly(dice, plot.scheme, SCHEMES) }),
      ...matcher(dice, 'sectors', dice.chance(0.8) ? SECTORS : ['E1'], SECTORS),
      ...interval(dice),
    })),
    ...interval(dice),
    ...lifeEvents(dice, 'accreditations'),
  }));
}

export function signatories(dice: Dice, plot: Plot): Draft[] {
  const agreement = (): string => (dice.chance(0.7) ? plot.agreement : dice.pick(AGREEMENTS));
  return dice.times(dice.between(2, 8), () => {
    const level = dice.chance(0.6) ? 3 : dice.between(2, 5);
    return {
      accreditationBody: mostly(dice, 'AB1', ACCREDITATION_BODIES),
      agreement: agreement(),
      norm: dice.chance(0.7) ? 'N1' : dice.pick(NORMS),
      level,
      ...(level > 3 || dice.chance(0.05) ? { standard: dice.pick(STANDARDS) } : {}),
      ...dice.given(0.4, { region: () => dice.pick(['EA', 'APAC']) }),
      ...(dice.likes('lapsed signatories') ? trouble(dice) : interval(dice)),
      ...lifeEvents(dice, 'signatories'),
    };
  });
}

export function designations(dice: Dice, plot: Plot): Draft[] {
  return dice.times(dice.between(0, dice.likes('designations') ? 8 : 3), () => ({
    body: dice.chance(0.85) ? plot.issuer : dice.pick(ISSUERS),
    agreement: dice.chance(0.7) ? plot.agreement : dice.pick(AGREEMENTS),
    ...(dice.chance(0.5) ? {} : { annexes: dice.some(ANNEXES, 2) }),
    ...dice.given(dice.taste('contested'), {
      contested: () => dice.times(dice.between(0, 2), () => interval(dice)),
    }),
    ...(dice.likes('lapsed designations') ? trouble(dice) : interval(dice)),
    ...lifeEvents(dice, 'designations'),
  }));
}

/** An entry of a product list; sometimes one that names no product at all. */
export function productItem(dice: Dice): Draft {
  const named = dice.pick(['hs', 'hs', 'key', 'model', 'none']);
  return {
    ...(named === 'hs' ? { hs: dice.pick(HS_PREFIXES) } : {}),
    ...(named === 'key' ? { key: spelled(dice, dice.pick(KEYS)) } : {}),
    ...(named === 'model' ? { model: spelled(dice, dice.pick(MODELS)) } : {}),
    ...dice.given(0.1, { model: () => dice.pick(MODELS), key: () => dice.pick(KEYS) }),
    ...dice.given(0.15, { market: () => dice.pick(TERRITORIES) }),
    ...dice.given(0.25, { excluded: () => dice.chance(0.8) }),
    ...interval(dice),
  };
}

export function catalogues(dice: Dice, plot: Plot): Draft[] {
  if (!dice.likes('catalogues')) return [];
  return dice.times(dice.between(1, 3), () => ({
    market: dice.chance(0.7) ? plot.market : dice.pick(TERRITORIES),
    scheme: dice.chance(0.4) ? plot.scheme : dice.pick(SCHEMES),
    ...dice.given(0.5, { acceptsSchemes: () => dice.some(SCHEMES, 3) }),
    products: dice.times(dice.between(0, 4), () => productItem(dice)),
    ...interval(dice),
  }));
}

export function debarments(dice: Dice, plot: Plot): Draft[] {
  if (!dice.likes('debarments')) return [];
  return dice.times(dice.between(1, 2), () => ({
    ...(dice.chance(0.6)
      ? { body: dice.chance(0.7) ? plot.issuer : dice.pick(ISSUERS) }
      : { person: dice.pick(PERSONS) }),
    ...dice.given(0.4, { market: () => dice.pick([plot.market, 'EU', 'CU', 'RING']) }),
    ...dice.given(0.3, { voidsEarlier: () => dice.chance(0.9) }),
    ...(dice.likes('events of debarments') ? orderUnderAppeal(dice) : order(dice)),
  }));
}

const order = (dice: Dice): Draft => ({
  ...trouble(dice),
  from: dice.chance(0.5) ? late(dice) : anyDay(dice),
});

const orderUnderAppeal = (dice: Dice): Draft => ({
  from: early(dice),
  ...dice.given(0.2, { until: () => anyDay(dice) }),
  events: dice.times(dice.between(1, 4), () => debarmentEvent(dice)),
});

function debarmentEvent(dice: Dice): Draft {
  const type = dice.pick([
    'APPEAL_LODGED',
    'APPEAL_LODGED',
    'APPEAL_STAY',
    'STAY_ENDED',
    'APPEAL_DECIDED',
    'LIFTED',
  ]);
  return {
    type,
    effectiveFrom: dice.chance(0.5) ? middle(dice) : anyDay(dice),
    ...(type === 'APPEAL_DECIDED' ? { outcome: dice.pick(['ALLOWED', 'DISMISSED']) } : {}),
    ...(type === 'APPEAL_LODGED' ? dice.given(0.7, { stay: () => dice.chance(0.6) }) : {}),
    ...dice.given(dice.taste('recorded events'), { recordedAt: () => anyInstant(dice) }),
  };
}

export function measures(dice: Dice, plot: Plot): Draft[] {
  if (!dice.likes('measures')) return [];
  return dice.times(dice.between(1, 2), () => {
    const criterion = dice.pick([
      { body: dice.pick(ISSUERS) },
      {
        certificate: spelled(dice, dice.pick(NUMBERS)),
        ...dice.given(0.4, { issuer: () => dice.pick(ISSUERS) }),
      },
      { model: spelled(dice, dice.pick(MODELS)) },
      { hs: dice.pick(HS_PREFIXES), ...dice.given(0.3, { model: () => dice.pick(MODELS) }) },
    ]);
    return {
      market: dice.chance(0.7) ? plot.market : dice.pick(TERRITORIES),
      ...dice.given(0.1, { model: () => dice.pick(MODELS), body: () => plot.issuer }),
      ...criterion,
      ...(dice.chance(0.5) ? trouble(dice) : interval(dice)),
    };
  });
}

export function registers(dice: Dice, plot: Plot): Draft[] {
  return REGISTERS.map((id) => ({
    id,
    coverage: dice.chance(0.6) ? 'COMPLETE' : 'PARTIAL',
    ...matcher(dice, 'schemes', [plot.scheme], SCHEMES),
    ...dice.given(0.4, { territory: () => dice.pick([plot.home, 'EU', ...TERRITORIES]) }),
    ...(dice.chance(0.2) ? { bodies: dice.some(ISSUERS, 2) } : {}),
    ...dice.given(dice.taste('ageing registers') / 2, {
      maxAgeDays: () => dice.pick([0, 1, 30, 400, 3000]),
    }),
    ...dice.given(0.6, {
      snapshots: () =>
        dice.times(dice.between(0, 3), () => ({
          asAt: dice.chance(0.7) ? late(dice) : anyDay(dice),
          ...dice.given(0.2, { recordedAt: () => anyInstant(dice) }),
        })),
    }),
    ...(dice.chance(0.8)
      ? {}
      : { from: early(dice), ...dice.given(0.5, { until: () => middle(dice) }) }),
  }));
}

import type {
  Agreement,
  Body,
  Certificate,
  Designation,
  FactsDocument,
} from '../../schema/generated/facts.ts';
import type { Question } from '../../schema/generated/question.ts';

/** A world far larger than the real one, always the same. */
const TERRITORIES = 200;
const AGREEMENTS = 2000;
const ANNEXES = 10;
const BODIES = 10_000;
const SCHEMES = 20;
/** Of the agreements, how many have many parties; the others have two. */
const MULTILATERAL_SHARE = 0.05;
const MULTILATERAL_PARTIES = 30;

const LEVELS = ['L1', 'L2', 'L3'] as const;

/** A linear congruential generator (Numerical Recipes): the same numbers on every machine. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const territory = (number: number): string => `T${String(number).padStart(3, '0')}`;
const scheme = (number: number): string => `SCHEME-${number}`;
const times = <T>(count: number, make: (number: number) => T): T[] =>
  Array.from({ length: count }, (_, number) => make(number));

function agreement(number: number, next: (below: number) => number): Agreement {
  const wide = next(1000) < MULTILATERAL_SHARE * 1000;
  const first = next(TERRITORIES);
  const parties = times(wide ? MULTILATERAL_PARTIES : 2, (at) => ({
    territory: territory((first + at * (1 + next(5))) % TERRITORIES),
  }));
  return {
    id: `AGREEMENT-${number}`,
    kind: wide ? 'MULTILATERAL' : 'BILATERAL',
    from: `20${String(next(20)).padStart(2, '0')}-01-01`,
    parties,
    annexes: times(ANNEXES, (at) => ({
      id: `ANNEX-${at}`,
      schemes: [scheme((number + at) % SCHEMES)],
      levelCap: LEVELS[next(LEVELS.length)] ?? 'L1',
      aboveCap: 'PARTIAL',
      products: times(5, () => ({ hs: String(1000 + next(9000)) })),
      designationRequired: at % 2 === 0,
      ...(next(10) === 0 ? { until: '2024-01-01' } : {}),
    })),
  };
}

/** Everything but the certificates, which are streamed. */
export function syntheticFacts(): FactsDocument {
  const next = numbers(1);
  const bodies = times(BODIES, (number): Body => ({
    id: `BODY-${number}`,
    kind: 'CERTIFICATION_BODY',
    territory: territory(number % TERRITORIES),
  }));
  const designations = bodies.map(({ id }): Designation => ({
    body: id,
    agreement: `AGREEMENT-${next(AGREEMENTS)}`,
  }));
  return {
    territories: times(TERRITORIES, (number) => ({ code: territory(number), kind: 'COUNTRY' })),
    schemes: times(SCHEMES, (number) => ({
      id: scheme(number),
      kind: 'VOLUNTARY_PRODUCT',
      levels: LEVELS,
    })),
    bodies,
    designations,
    agreements: times(AGREEMENTS, (number) => agreement(number, next)),
  };
}

/** One streamed certificate with a question about it. */
export interface Streamed {
  readonly certificate: Certificate;
  readonly question: Question;
}

/** Certificates, each made only when it is its turn. */
export function* streamed(count: number): Generator<Streamed> {
  const next = numbers(2);
  for (let number = 0; number < count; number += 1) {
    const body = next(BODIES);
    const issued = `20${String(10 + next(14))}-0${1 + next(9)}-1${next(10)}`;
    yield {
      certificate: {
        number: `CERTIFICATE-${number}`,
        issuer: `BODY-${body}`,
        issuerTerritory: territory(body % TERRITORIES),
        scheme: scheme(next(SCHEMES)),
        level: LEVELS[next(LEVELS.length)] ?? 'L1',
        issued,
        validUntil: `2026${issued.slice(4)}`,
      },
      question: {
        certificate: `CERTIFICATE-${number}`,
        market: territory((body + 1 + next(6)) % TERRITORIES),
        asOf: '2023-06-01',
        purpose: 'REGULATORY',
      },
    };
  }
}

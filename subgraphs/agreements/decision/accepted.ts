import type { Scheme, TerritoryCode } from '../../../schema/generated/facts.ts';
import type { CompiledFacts } from './fact-set/compile.ts';
import { AGREEMENTS, SCHEMES } from './fact-set/index-specs.ts';
import { admits } from './context.ts';
import { compareText } from './timeline/order.ts';
import type { PreparedAgreement, PreparedAnnex } from './fact-set/prepared/agreement.ts';
import { OBJECTS, AcceptanceCheck, type Acceptance } from './acceptance-check.ts';
import { Day, known } from './timeline/time.ts';
import type { MarketQuestion } from './market-question.ts';

/** A territory whose certificates a route can bring to the market, and whether it does. */
export interface AcceptedIssuer extends Acceptance {
  /** Null: any territory. */
  readonly territory: TerritoryCode | null;
}

/** A way on which certificates of other territories, or its own, come to a market. */
export interface AcceptedRoute {
  /** The agreement's id, or DOMESTIC. */
  readonly route: string;
  readonly annex: string | null;
  /** Schemes that can use it; empty: any. */
  readonly schemes: readonly string[];
  /** Of these sectors; empty: any. */
  readonly sectors: readonly string[];
  /** By territory; never empty. */
  readonly issuers: readonly AcceptedIssuer[];
}

/**
 * What a market accepts and from whom: for every annex of every agreement that lies between it and
 * others, and for its own schemes. It says what agreements allow; what becomes of one certificate
 * depends on the certificate, its body and its product too.
 */
export function acceptedFrom(compiled: CompiledFacts, question: MarketQuestion): AcceptedRoute[] {
  const instant = known(question.knownAt);
  const visible = <F extends object, R>(facts: readonly F[], at: (fact: F) => R | undefined): R[] =>
    facts.flatMap((fact) => at(fact) ?? []);
  const { workshop } = compiled;
  const schemes = visible(compiled.schemes.facts, (fact) =>
    workshop.timed(SCHEMES, fact).at(instant),
  ).sort((one, other) => compareText(one.id, other.id));
  const agreements = visible(compiled.agreements.facts, (fact) =>
    workshop.timed(AGREEMENTS, fact).at(instant),
  ).sort((one, other) => compareText(one.record.id, other.record.id));
  const check = new AcceptanceCheck(compiled, question);
  return [
    ...schemes.flatMap((scheme) => atHome(check, scheme)),
    ...agreements.flatMap((agreement) => abroad(check, agreement, schemes)),
  ];
}

/** The market's own schemes, and those that each participant runs as its own. */
function atHome({ sources, question }: AcceptanceCheck, scheme: Scheme): AcceptedRoute[] {
  const { market, asOf } = question;
  const { territory, issuerTerritories = [] } = scheme;
  const covers = (outer: TerritoryCode): boolean => sources.covers(outer, market, new Day(asOf));
  const insiders = issuerTerritories.length > 0 ? issuerTerritories : [territory];
  const owners =
    territory !== undefined && covers(territory)
      ? insiders.filter((insider) => insider !== undefined)
      : [];
  const issuers = scheme.domesticAtIssuer === true ? sources.around(market).filter(covers) : [];
  const territories = [...new Set([...owners, ...issuers])].sort(compareText);
  if (territories.length === 0) return [];
  return [
    {
      route: 'DOMESTIC',
      annex: null,
      schemes: [scheme.id],
      sectors: [],
      issuers: territories.map((one) => ({
        territory: one,
        state: 'OPEN',
        reasons: ['RECOGNISED_DOMESTIC'],
        accepts: OBJECTS,
      })),
    },
  ];
}

function abroad(
  check: AcceptanceCheck,
  agreement: PreparedAgreement,
  schemes: readonly Scheme[],
): AcceptedRoute[] {
  return agreement.annexes.flatMap((annex) => {
    const its = schemesOf(annex, schemes);
    if (its === undefined) return [];
    const issuers = check.homesOf(agreement, annex).flatMap((home) => {
      const acceptance = check.acceptance(agreement, annex, home);
      return acceptance ? [{ territory: home, ...acceptance }] : [];
    });
    if (issuers.length === 0) return [];
    const { record } = annex;
    return [
      {
        route: agreement.record.id,
        annex: record.id,
        schemes: its,
        sectors: record.sectors ?? [],
        issuers,
      },
    ];
  });
}

/** Schemes that an annex is for; empty: any; undefined: it can never apply to one. */
function schemesOf(
  { record }: PreparedAnnex,
  known: readonly Scheme[],
): readonly string[] | undefined {
  const { schemes = [], norms = [] } = record;
  if (norms.length === 0) return [...schemes].sort(compareText);
  const ids = known
    .filter(({ id, norm }) => admits(norms, norm) && admits(schemes, id))
    .map(({ id }) => id);
  return ids.length === 0 ? undefined : ids;
}

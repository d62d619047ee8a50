import type { Certificate, TerritoryCode } from '../../../schema/generated/facts.ts';
import type { MarketQuestion } from './market-question.ts';
import { linkBetween, successorOf } from './candidates.ts';
import type { CompiledFacts } from './fact-set/compile.ts';
import { Findings, reasonsWith } from './findings.ts';
import { operational, parties, rulesKnown, suspended, upToDate } from './gates/annex.ts';
import { AGREEMENT_GATES, type RouteRule } from './gates/index.ts';
import { isAccepted } from './gates/object.ts';
import { DecisionContext, type PresentedObject } from './context.ts';
import { compareText } from './timeline/order.ts';
import type { PreparedAgreement, PreparedAnnex } from './fact-set/prepared/agreement.ts';
import type { ReasonCode } from './reasons.ts';
import { AgreementRoute } from './route.ts';
import { Sources } from './fact-set/sources.ts';
import { addDays, type Civil, known } from './timeline/time.ts';

/** Whether a route is open to the certificates of a territory. */
export interface Acceptance {
  /**
   * OPEN: to certificates of that day. EARLIER: only to such of another day, of issue, application or
   * placing on the market. UNKNOWN: its rules are not known. CLOSED: to none.
   */
  readonly state: 'OPEN' | 'EARLIER' | 'UNKNOWN' | 'CLOSED';
  /** Codes of the gates ROUTE and ANNEX for a certificate of that day. */
  readonly reasons: readonly ReasonCode[];
  /** Kinds of document accepted. */
  readonly accepts: readonly PresentedObject[];
}

const INDETERMINATE = reasonsWith('indeterminate');

/** Rules of gates 5 and 6 that ask nothing of the certificate but where and when it was issued. */
const RULES: readonly RouteRule[] = [
  ...AGREEMENT_GATES.filter(({ name }) => name === 'ROUTE').flatMap(({ rules }) => rules),
  ...[operational, parties, suspended, upToDate, rulesKnown],
];

/** What refuses certificates of every day alike. */
const SHUT: readonly ReasonCode[] = [
  'NO_IMPLEMENTING_EXCHANGE',
  'ANNEX_NOT_OPERATIONAL',
  'ANNEX_SUSPENDED',
  'ANNEX_NOT_UPDATED',
];

/** Every kind of document. */
export const OBJECTS: readonly PresentedObject[] = [
  'CERTIFICATE',
  'TEST_REPORT',
  'INSPECTION_REPORT',
  'MARKET_STATUS',
];

/** Days on which a certificate could have been issued and a governing date could lie. */
interface Dates {
  readonly issued: Civil;
  readonly governing: Civil;
}

/** Tries agreements with certificates that nobody has issued, by the rules for those that exist. */
export class AcceptanceCheck {
  readonly question: MarketQuestion;
  readonly sources: Sources;
  readonly #compiled: CompiledFacts;

  constructor(compiled: CompiledFacts, question: MarketQuestion) {
    this.question = question;
    this.#compiled = compiled;
    this.sources = new Sources(compiled, {}, known(question.knownAt), undefined);
  }

  /** Territories that the agreement or its annex names as the side that issues; null: any. */
  homesOf(
    { record, parties }: PreparedAgreement,
    annex: PreparedAnnex,
  ): readonly (TerritoryCode | null)[] {
    const exchanging = record.exchangesRequired === true ? (record.exchanges ?? []) : [];
    const named = new Set([
      ...(parties?.keys() ?? []),
      ...(annex.record.parties ?? []).map(({ territory }) => territory),
      ...exchanging.map(({ issuer }) => issuer),
    ]);
    return named.size === 0 ? [null] : [...named].sort(compareText);
  }

  /** How the route stands for certificates of a territory; undefined: it does not lie between. */
  acceptance(
    agreement: PreparedAgreement,
    annex: PreparedAnnex,
    home: TerritoryCode | null,
  ): Acceptance | undefined {
    const { asOf } = this.question;
    const now = this.#try(agreement, annex, home, { issued: asOf, governing: asOf });
    if (now && !now.findings.failed) return acceptanceOf(now);
    if (now && SHUT.some((code) => now.findings.has(code))) return closed(now);
    for (const dates of this.#datesOf(agreement, annex, home)) {
      const then = this.#try(agreement, annex, home, dates);
      if (!then || then.findings.failed) continue;
      const acceptance = acceptanceOf(then);
      if (acceptance.state === 'UNKNOWN') return acceptance;
      return { ...acceptance, state: 'EARLIER', reasons: (now ?? then).findings.codes() };
    }
    return now && closed(now);
  }

  #try(
    agreement: PreparedAgreement,
    annex: PreparedAnnex,
    home: TerritoryCode | null,
    { issued, governing }: Dates,
  ): AgreementRoute | undefined {
    const certificate: Certificate = {
      number: '',
      issuer: '',
      issuerTerritory: home ?? '',
      scheme: '',
      issued,
      acceptedIntoProcess: governing,
    };
    const product = { placedOnMarket: governing };
    const seen = new Sources(
      this.#compiled,
      { certificates: [certificate] },
      known(this.question.knownAt),
      undefined,
    );
    const context = new DecisionContext(
      { ...this.question, certificate: '', issuer: '', product },
      seen,
    );
    const link = linkBetween(context, agreement);
    if (link === undefined) return undefined;
    const next = successorOf(context, link);
    if (next !== undefined && linkBetween(context, next) !== undefined) return undefined;
    const route = new AgreementRoute(link, annex, new Findings(), 'CERTIFICATE');
    for (const rule of RULES) {
      rule(context, route);
      if (route.findings.failed) break;
    }
    return route;
  }

  /** Other dates that could let a certificate pass: those on which the agreement turns, and the days before. */
  #datesOf(
    { record, parties }: PreparedAgreement,
    annex: PreparedAnnex,
    home: TerritoryCode | null,
  ): Dates[] {
    const { asOf } = this.question;
    const { from, until, sunset } = record;
    const around = home === null ? [] : this.sources.around(home);
    const joined = [
      ...around.flatMap((one) => parties?.get(one) ?? []),
      ...(annex.record.parties ?? []),
    ];
    const contained = around.flatMap((one) => this.sources.territory(one)?.members ?? []);
    const turns = [
      ...[from, until, sunset?.issuedBefore],
      ...[...joined, ...contained].flatMap((period) => [period.from, period.until]),
    ].filter((turn) => turn !== undefined);
    const days = [...new Set(turns.flatMap((turn) => [turn, addDays(turn, -1)]))];
    const kept = sunset === undefined ? [] : [addDays(sunset.issuedBefore, -1)];
    switch (record.governingDate) {
      case 'ISSUED':
        return [...kept, ...days].map((day) => ({ issued: day, governing: day }));
      case 'ACCEPTED_INTO_PROCESS':
      case 'PLACED_ON_MARKET':
        return [asOf, ...kept].flatMap((issued) =>
          [asOf, ...days].map((governing) => ({ issued, governing })),
        );
      default:
        return kept.map((issued) => ({ issued, governing: asOf }));
    }
  }
}

const closed = ({ findings }: AgreementRoute): Acceptance => ({
  state: 'CLOSED',
  reasons: findings.codes(),
  accepts: [],
});

const acceptanceOf = (route: AgreementRoute): Acceptance => ({
  state: route.findings.some(INDETERMINATE) ? 'UNKNOWN' : 'OPEN',
  reasons: route.findings.codes(),
  accepts: OBJECTS.filter((object) => isAccepted(object, route)),
});

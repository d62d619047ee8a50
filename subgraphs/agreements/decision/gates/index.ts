import type { Findings } from '../findings.ts';
import type { DecisionContext } from '../context.ts';
import type { AgreementRoute, PlainRoute } from '../route.ts';
import { accredited } from './accreditation.ts';
import {
  operational,
  parties,
  productListed,
  rulesKnown,
  sector,
  sectorStated,
  suspended,
  upToDate,
} from './annex.ts';
import { approvedAtHome, approvedByMarket, designated } from './body.ts';
import { presentedIsRecorded, retroactive, state, takenOver, validity } from './certificate.ts';
import { approvalRevoked, bodyDebarred, personDebarred } from './debarment.ts';
import { edition } from './edition.ts';
import { absence, ambiguity, conflict, outage, signature, staleness } from './evidence.ts';
import { legacyRules, levelCap } from './level.ts';
import { mandatoryScheme, validIn } from './mandatory.ts';
import { conditions, presented, requirementSet } from './object.ts';
import { directShipment, origin } from './origin.ts';
import {
  ended,
  exchanges,
  excluded,
  inForce,
  left,
  notYetJoined,
  onlyConsuming,
  succeeded,
} from './route.ts';
import { productScope, site } from './scope.ts';
import { safeguard } from './safeguard.ts';

/** One gate of the rule: its number, its name, and its rules in the order of the text. */
export interface Gate<Rule> {
  readonly number: number;
  readonly name: string;
  readonly rules: readonly Rule[];
}

/** A rule about the certificate as such. */
export type CertificateRule = (context: DecisionContext, found: Findings) => void;
/** A rule about one route. */
export type RouteRule = (context: DecisionContext, route: AgreementRoute) => void;
export type PlainRule = (context: DecisionContext, route: PlainRoute) => void;

/** Gates 1 to 3, which ask nothing of the market. */
export const CERTIFICATE_GATES: readonly Gate<CertificateRule>[] = [
  {
    number: 1,
    name: 'EVIDENCE',
    rules: [signature, outage, absence, ambiguity, conflict, staleness],
  },
  {
    number: 2,
    name: 'CERTIFICATE',
    rules: [takenOver, validity, state, retroactive, productScope, site, presentedIsRecorded],
  },
  { number: 3, name: 'EDITION', rules: [edition] },
];

/** Gates 4 to 5a: whatever the route. */
export const MARKET_GATES: readonly Gate<CertificateRule>[] = [
  { number: 4, name: 'DEBARMENT', rules: [bodyDebarred, personDebarred, approvalRevoked] },
  { number: 4, name: 'MANDATORY', rules: [mandatoryScheme] },
  { number: 5, name: 'TERRITORY', rules: [validIn] },
];

const SAFEGUARD = { number: 11, name: 'SAFEGUARD', rules: [safeguard] } as const;

/** Gates 5 to 11 of a route through an agreement. */
export const AGREEMENT_GATES: readonly Gate<RouteRule>[] = [
  {
    number: 5,
    name: 'ROUTE',
    rules: [inForce, ended, notYetJoined, left, onlyConsuming, excluded, exchanges, succeeded],
  },
  {
    number: 6,
    name: 'ANNEX',
    rules: [
      sectorStated,
      sector,
      operational,
      parties,
      suspended,
      upToDate,
      productListed,
      rulesKnown,
      legacyRules,
      levelCap,
    ],
  },
  { number: 7, name: 'OBJECT', rules: [requirementSet, presented, conditions] },
  { number: 8, name: 'BODY', rules: [approvedByMarket, designated] },
  { number: 9, name: 'ACCREDITATION', rules: [accredited] },
  { number: 10, name: 'ORIGIN', rules: [origin, directShipment] },
  SAFEGUARD,
];

/** Gates of the domestic route, and of the one that stands for agreements that cannot be read. */
export const PLAIN_GATES: Readonly<Record<PlainRoute['kind'], readonly Gate<PlainRule>[]>> = {
  DOMESTIC: [{ number: 8, name: 'BODY', rules: [approvedAtHome] }, SAFEGUARD],
  UNKNOWN: [SAFEGUARD],
};

import type {
  AgreementAnnex,
  AgreementExchange,
  AgreementParty,
} from '../../../schema/generated/facts.ts';
import type { Answer } from '../../../schema/generated/question.ts';
import type { Findings } from './findings.ts';
import type { PresentedObject } from './context.ts';
import {
  prepareAnnex,
  type PreparedAgreement,
  type PreparedAnnex,
} from './fact-set/prepared/agreement.ts';
import type { ProductList } from './fact-set/prepared/products.ts';
import type { Day } from './timeline/time.ts';

export type Status = Answer['status'];

/** How a territory stands in an agreement: through which party, and whether that is one by now. */
export interface Side {
  readonly party: AgreementParty;
  readonly membership: 'ACTIVE' | 'LEFT' | 'FUTURE';
}

/** An agreement as it lies between the certificate's territory and the market. */
export interface Link {
  readonly agreement: PreparedAgreement;
  /** g, by which force and issuer membership are tested. */
  readonly governing: Day;
  /** Undefined: the agreement has no parties and is open to all. */
  readonly sides: { readonly issuer: Side; readonly market: Side } | undefined;
  /** A sunset clause covers the certificate. */
  readonly sunset: boolean;
  readonly ended: boolean;
}

/** The common part of every route. */
abstract class Way {
  readonly effect: PreparedAgreement['effect'];
  readonly findings: Findings;
  /** The acceptance if the route succeeds. */
  object: PresentedObject;
  /** Only up to this level; undefined: in full. */
  upToLevel: string | undefined = undefined;
  /** Number of the gate at which the route failed; 0: it did not. */
  stoppedAt = 0;
  /** The outcome, once it has been tried. */
  status: Status = 'NOT_RECOGNISED';

  constructor(effect: PreparedAgreement['effect'], findings: Findings, object: PresentedObject) {
    this.effect = effect;
    this.findings = findings;
    this.object = object;
  }
}

/** The certificate is at home in the market; or agreements cannot be read, and there may be a route. */
export class PlainRoute extends Way {
  readonly kind: 'DOMESTIC' | 'UNKNOWN';

  constructor(kind: PlainRoute['kind'], findings: Findings, object: PresentedObject) {
    super('MARKET_ACCESS', findings, object);
    this.kind = kind;
  }
}

/** Stands for the annex where none matches; gate 6 ends the route before anything else reads it. */
const NO_ANNEX = prepareAnnex({ id: '' });

/** An agreement with one annex that matches the certificate, or with none. */
export class AgreementRoute extends Way {
  readonly kind = 'AGREEMENT';
  readonly link: Link;
  /** Id of the annex; null: no annex matches. */
  readonly annexId: string | null;
  /** x. */
  readonly annex: AgreementAnnex;
  readonly products: ProductList;
  /** It covers only what it lists. */
  readonly closed: boolean;
  /** Implementing exchanges that open the route. */
  exchanges: readonly AgreementExchange[] = [];
  /** Annex whose level rules count. */
  rules: AgreementAnnex;

  constructor(
    link: Link,
    annex: PreparedAnnex | undefined,
    findings: Findings,
    object: PresentedObject,
  ) {
    super(link.agreement.effect, findings, object);
    this.link = link;
    const { record, products, closed } = annex ?? NO_ANNEX;
    this.annexId = annex === undefined ? null : record.id;
    this.annex = record;
    this.products = products;
    this.closed = closed;
    this.rules = record;
  }
}

export type Route = PlainRoute | AgreementRoute;

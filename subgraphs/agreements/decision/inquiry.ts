import type {
  Approval,
  Certificate,
  Scheme,
  TerritoryCode,
} from '../../../schema/generated/facts.ts';
import type { Question, QuestionProduct } from '../../../schema/generated/question.ts';
import type { FactKind } from './filings.ts';
import type { Fold } from './fold.ts';
import { lifeOf } from './life.ts';
import { PreparedCertificate } from './prepared/certificate.ts';
import type { PreparedLife } from './prepared/life.ts';
import type { Sources } from './sources.ts';
import { Day } from './time.ts';

export type PresentedObject = NonNullable<Question['presented']>;

const NO_PRODUCT: QuestionProduct = {};

/** Stands where no certificate was found; the first gate answers before anything reads it. */
const NO_CERTIFICATE = new PreparedCertificate({
  number: '',
  issuer: '',
  issuerTerritory: '',
  scheme: '',
  issued: '',
});

/** A list in a matcher: absent or empty means any (RULE §0). */
export const admits = (
  list: readonly string[] | undefined,
  value: string | null | undefined,
): boolean => list === undefined || list.length === 0 || list.includes(value ?? '');

/** The same for a list against a list: any, or some in common. */
export const meets = (
  list: readonly string[] | undefined,
  values: readonly string[] | undefined,
): boolean =>
  list === undefined || list.length === 0 || values?.some((value) => list.includes(value)) === true;

/** A question with what its names stand for (RULE §0, Names), looked at on one day. */
export class Inquiry {
  readonly question: Question;
  readonly sources: Sources;
  /** M. */
  readonly market: TerritoryCode;
  /** Every visible record of the certificate number. */
  readonly records: readonly PreparedCertificate[];
  readonly prepared: PreparedCertificate;
  /** C. */
  readonly certificate: Certificate;
  /** X. */
  readonly product: QuestionProduct;
  /** X has an HS code or keys. */
  readonly identified: boolean;
  /** O. */
  readonly object: PresentedObject;
  readonly scheme: Scheme | undefined;
  readonly standard: string | undefined;
  readonly home: TerritoryCode;
  readonly issued: Day;
  /** D. */
  day: Day;
  #fold: Fold | undefined;

  constructor(question: Question, sources: Sources) {
    this.question = question;
    this.sources = sources;
    this.market = question.market;
    this.records = sources.certificates(question.certificate);
    this.prepared = this.records[0] ?? NO_CERTIFICATE;
    const certificate = (this.certificate = this.prepared.record);
    const product = (this.product = question.product ?? NO_PRODUCT);
    this.identified = product.hs !== undefined || (product.keys?.length ?? 0) > 0;
    this.object = question.presented ?? certificate.object ?? 'CERTIFICATE';
    this.scheme = sources.scheme(certificate.scheme);
    this.standard = certificate.standard ?? this.scheme?.standard;
    this.home = certificate.issuerTerritory;
    this.issued = new Day(certificate.issued);
    this.day = new Day(question.asOf);
  }

  /** Looks at the question on another day, knowing the same. */
  moveTo(day: Day): void {
    this.day = day;
    this.#fold = undefined;
  }

  /** The certificate as its events have left it on D. */
  get fold(): Fold {
    return (this.#fold ??= this.prepared.foldedOn(this.day));
  }

  isUnavailable(kind: FactKind): boolean {
    return this.question.unavailable?.includes(kind) === true;
  }

  /** covers(A, M, D). */
  coversMarket(territory: TerritoryCode): boolean {
    return this.sources.covers(territory, this.market, this.day);
  }

  /** covers(A, M, D), where no territory means every market. */
  concernsMarket(territory: TerritoryCode | undefined): boolean {
    return territory === undefined || this.coversMarket(territory);
  }

  /** An approval of the issuer for the scheme, ACTIVE at issue, in a territory that counts. */
  approvedAtIssue(counts: (territory: TerritoryCode) => boolean): boolean {
    const serves = ({ record }: PreparedLife<Approval>): boolean =>
      admits(record.schemes, this.certificate.scheme) && counts(record.territory);
    return this.sources
      .approvals(this.certificate.issuer)
      .some((approval) => lifeOf(approval, this.issued) === 'ACTIVE' && serves(approval));
  }
}

import type { Certificate, Scheme, TerritoryCode } from '../../../schema/generated/facts.ts';
import type { Question, QuestionProduct } from '../../../schema/generated/question.ts';
import { foldedText } from '../../../schema/spelling.ts';
import type { FactKind } from './fact-set/index-specs.ts';
import type { CertificateState } from './timeline/certificate-state.ts';
import { isEmptied } from './fact-set/knowledge.ts';
import { PreparedCertificate } from './fact-set/prepared/certificate.ts';
import type { Sources } from './fact-set/sources.ts';
import { Day } from './timeline/time.ts';

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

/** RULE §0, Empty lists: a list in a matcher; absent or empty means any. */
export const admits = (
  list: readonly string[] | undefined,
  value: string | null | undefined,
): boolean => list === undefined || list.length === 0 || list.includes(value ?? '');

/** RULE §0: two lists that have a value in common. */
export const meets = (
  list: readonly string[] | undefined,
  values: readonly string[] | undefined,
): boolean => list !== undefined && values?.some((value) => list.includes(value)) === true;

/** RULE §0, Empty lists: absent or empty; not one whose entries are all unknown. */
export const isAny = (list: readonly unknown[] | undefined): boolean =>
  list === undefined || (list.length === 0 && !isEmptied(list));

/** Products of questions with models, keys and sites folded, each made once. */
const DESCRIBED = new WeakMap<QuestionProduct, QuestionProduct>();

/** RULE §0, Spelling: X as it is compared. */
function described(product: QuestionProduct): QuestionProduct {
  const made = DESCRIBED.get(product);
  if (made) return made;
  const { model, keys, site } = product;
  const folded = {
    ...product,
    ...(model !== undefined && { model: foldedText(model) }),
    ...(keys !== undefined && { keys: keys.map(foldedText) }),
    ...(site !== undefined && { site: foldedText(site) }),
  };
  DESCRIBED.set(product, folded);
  return folded;
}

const isOfOneIssuer = (found: readonly PreparedCertificate[]): boolean =>
  found.every(({ record }) => record.issuer === found[0]?.record.issuer);

const isClaimedIn =
  ({ claimed }: Question) =>
  ({ record }: PreparedCertificate): boolean =>
    record.issuer === claimed?.issuer;

/** What the names of a question stand for, whatever the day (RULE §0, Names). */
class Found {
  readonly records: readonly PreparedCertificate[];
  readonly ambiguous: boolean;
  readonly prepared: PreparedCertificate;
  readonly certificate: Certificate;
  readonly product: QuestionProduct;
  readonly identified: boolean;
  readonly object: PresentedObject;
  readonly scheme: Scheme | undefined;
  readonly standard: string | undefined;
  readonly sectors: readonly string[];
  readonly home: TerritoryCode;
  readonly issued: Day;

  constructor(question: Question, sources: Sources) {
    const found = sources.certificates(question.certificate, question.issuer);
    const named = isOfOneIssuer(found) ? found : found.filter(isClaimedIn(question));
    this.ambiguous = found.length > 0 && named.length === 0;
    this.records = this.ambiguous ? found : named;
    const product = (this.product = described(question.product ?? NO_PRODUCT));
    const { hs, model, keys = [] } = product;
    this.identified = hs !== undefined || model !== undefined || keys.length > 0;
    const [first = NO_CERTIFICATE] = this.records;
    const scheme = (this.scheme = sources.scheme(first.record.scheme));
    this.prepared =
      this.records.length > 1 && agree(this.records, scheme?.standard)
        ? first.earliestOf(this.records)
        : first;
    const certificate = (this.certificate = this.prepared.record);
    this.object = question.presented ?? certificate.object ?? 'CERTIFICATE';
    this.standard = certificate.standard ?? scheme?.standard;
    this.sectors = (isAny(certificate.sectors) ? scheme?.sectors : certificate.sectors) ?? [];
    this.home = certificate.issuerTerritory;
    this.issued = new Day(certificate.issued);
  }
}

/** RULE §1.5: the records say the same. */
function agree(
  [first, ...others]: readonly PreparedCertificate[],
  standard: string | undefined,
): boolean {
  return others.every((one) => one.contentWith(standard) === first?.contentWith(standard));
}

/** A question with what its names stand for (RULE §0, Names), looked at on one day. */
export class DecisionContext {
  readonly question: Question;
  readonly sources: Sources;
  /** M. */
  readonly market: TerritoryCode;
  /** Every visible record of the certificate; of several issuers, where none of them is named. */
  readonly records: readonly PreparedCertificate[];
  /** Several bodies issued one of this number, and the issuer is not named. */
  readonly ambiguous: boolean;
  readonly prepared: PreparedCertificate;
  /** C. */
  readonly certificate: Certificate;
  /** X, with models, keys and sites folded. */
  readonly product: QuestionProduct;
  /** X has an HS code, a model or keys. */
  readonly identified: boolean;
  /** O. */
  readonly object: PresentedObject;
  readonly scheme: Scheme | undefined;
  readonly standard: string | undefined;
  /** Of the certificate or, where it names none, of its scheme. */
  readonly sectors: readonly string[];
  readonly home: TerritoryCode;
  readonly issued: Day;
  /** D. */
  day: Day;
  #state: CertificateState | undefined;
  #decided: Day | undefined;
  readonly #parts = new Map<TerritoryCode, DecisionContext>();

  constructor(
    question: Question,
    sources: Sources,
    market = question.market,
    whole?: DecisionContext,
  ) {
    this.question = question;
    this.sources = sources;
    this.market = market;
    const found = whole ?? new Found(question, sources);
    this.records = found.records;
    this.ambiguous = found.ambiguous;
    this.product = found.product;
    this.identified = found.identified;
    this.prepared = found.prepared;
    this.certificate = found.certificate;
    this.object = found.object;
    this.scheme = found.scheme;
    this.standard = found.standard;
    this.sectors = found.sectors;
    this.home = found.home;
    this.issued = found.issued;
    this.day = whole?.day ?? new Day(question.asOf);
  }

  /** RULE §1.5: the records say the same. */
  agree(): boolean {
    return agree(this.records, this.scheme?.standard);
  }

  /** The same question about another market, on the same day and with the same knowledge. */
  inMarket(market: TerritoryCode): DecisionContext {
    let part = this.#parts.get(market);
    if (part === undefined) {
      part = new DecisionContext(this.question, this.sources, market, this);
      this.#parts.set(market, part);
    }
    part.day = this.day;
    part.#state = this.#state;
    part.#decided = this.#decided;
    return part;
  }

  /** Looks at the question on another day, knowing the same. */
  moveTo(day: Day): void {
    this.day = day;
    this.#state = undefined;
    this.#decided = undefined;
  }

  /** The certificate as its events have left it on D. */
  get fold(): CertificateState {
    return (this.#state ??= this.prepared.foldedOn(this.day));
  }

  /** The day of the body's last decision: of issue, or of the last renewal. */
  get decided(): Day {
    const { decided } = this.fold;
    if (decided === this.issued.date) return this.issued;
    return (this.#decided ??= new Day(decided));
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
}

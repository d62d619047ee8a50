import type {
  Accreditation,
  Agreement,
  Approval,
  Body,
  Catalogue,
  Certificate,
  Debarment,
  Designation,
  Measure,
  Register,
  Scheme,
  Signatory,
  Standard,
} from '../../../../schema/generated/facts.ts';
import type { Question } from '../../../../schema/generated/question.ts';
import { foldedText, numberKey, numberLikeness } from '../../../../schema/spelling.ts';
import { prepareAgreement, type PreparedAgreement } from './prepared/agreement.ts';
import { PreparedCertificate } from './prepared/certificate.ts';
import { prepareDebarment, type PreparedDebarment } from './prepared/debarment.ts';
import { type LifecycleRecord, prepareLife, type PreparedLifecycle } from './prepared/life.ts';
import { type Criteria, foldedCriteria, ProductList } from './prepared/products.ts';
import { prepareRegister, type PreparedRegister } from './prepared/register.ts';

/** The kinds of fact: the arrays of a facts document. */
export type FactKind = NonNullable<Question['unavailable']>[number];

/** How records of a kind are looked up, and the form into which they are brought for the rules. */
export interface IndexSpec<F extends object, R> {
  readonly kind: FactKind;
  /** Key under which the record is looked up; undefined: never. */
  readonly keyOf: (fact: F) => string | undefined;
  readonly prepare: (visible: F) => R;
}

export interface PreparedCatalogue {
  readonly record: Catalogue;
  readonly products: ProductList;
}

const asIs = <F>(visible: F): F => visible;

const indexSpec = <F extends object, R>(
  kind: FactKind,
  keyOf: (fact: F) => string | undefined,
  prepare: (visible: F) => R,
): IndexSpec<F, R> => ({ kind, keyOf, prepare });

const life = <F extends LifecycleRecord>(
  kind: FactKind,
  keyOf: (fact: F) => string,
): IndexSpec<F, PreparedLifecycle<F>> => ({ kind, keyOf, prepare: prepareLife });

export const STANDARDS = indexSpec<Standard, Standard>('standards', ({ id }) => id, asIs);
export const SCHEMES = indexSpec<Scheme, Scheme>('schemes', ({ id }) => id, asIs);
export const BODIES = indexSpec<Body, Body>('bodies', ({ id }) => id, asIs);

export const APPROVALS = life<Approval>('approvals', ({ body }) => body);
export const ACCREDITATIONS = life<Accreditation>('accreditations', ({ id }) => id);
export const SIGNATORIES = life<Signatory>('signatories', (record) => record.accreditationBody);
export const DESIGNATIONS = life<Designation>('designations', ({ body }) => body);

export const AGREEMENTS = indexSpec<Agreement, PreparedAgreement>(
  'agreements',
  ({ id }) => id,
  prepareAgreement,
);
/** Agreements by the one that takes over from them. */
export const PREDECESSORS = indexSpec<Agreement, PreparedAgreement>(
  'agreements',
  ({ successor }) => successor?.agreement,
  prepareAgreement,
);

export const CATALOGUES = indexSpec<Catalogue, PreparedCatalogue>(
  'catalogues',
  ({ market }) => market,
  (record) => ({ record, products: new ProductList(record.products) }),
);

export const BODY_DEBARMENTS = indexSpec<Debarment, PreparedDebarment>(
  'debarments',
  ({ body }) => body,
  prepareDebarment,
);
export const PERSON_DEBARMENTS = indexSpec<Debarment, PreparedDebarment>(
  'debarments',
  ({ person }) => person,
  prepareDebarment,
);

/** A measure with what it says of products; models folded. */
export interface PreparedMeasure {
  readonly record: Measure;
  readonly criteria: Criteria;
}

const prepareMeasure = (record: Measure): PreparedMeasure => ({
  record,
  criteria: foldedCriteria({
    ...(record.hs !== undefined && { hs: record.hs }),
    ...(record.model !== undefined && { model: record.model }),
  }),
});

/** Measures are looked up by one criterion that they give: the most particular one. */
export const measureKey = (criterion: keyof Measure, value: string): string =>
  `${criterion} ${value}`;

export const MEASURES = indexSpec<Measure, PreparedMeasure>(
  'measures',
  ({ certificate, model, body, hs }) => {
    if (certificate !== undefined) return measureKey('certificate', numberKey(certificate));
    if (model !== undefined) return measureKey('model', foldedText(model));
    if (body !== undefined) return measureKey('body', body);
    return hs === undefined ? undefined : measureKey('hs', hs);
  },
  prepareMeasure,
);
/** Measures about products, by their market. */
export const PRODUCT_MEASURES = indexSpec<Measure, PreparedMeasure>(
  'measures',
  ({ market, model, hs }) => (model === undefined && hs === undefined ? undefined : market),
  prepareMeasure,
);

export const REGISTERS = indexSpec<Register, PreparedRegister>(
  'registers',
  ({ id }) => id,
  prepareRegister,
);
/** Registers by coverage: those that are COMPLETE prove absence. */
export const COVERAGES = indexSpec<Register, PreparedRegister>(
  'registers',
  ({ coverage }) => coverage,
  prepareRegister,
);

export const CERTIFICATES = indexSpec<Certificate, PreparedCertificate>(
  'certificates',
  ({ number }) => numberKey(number),
  (record) => new PreparedCertificate(record),
);
/** Certificates by what their numbers look like. */
export const LIKENESSES = indexSpec<Certificate, PreparedCertificate>(
  'certificates',
  ({ number }) => numberLikeness(number),
  (record) => new PreparedCertificate(record),
);

import type { Answer } from '../../schema/generated/question.ts';

/** A reason code of RULE.md. */
export type Code = Answer['reasons'][number];

/** What a code does to a status: negative, indeterminate, condition, information, positive. */
export type Effect = 'neg' | 'ind' | 'con' | 'inf' | 'pos';

/** The table at the end of RULE.md, copied row by row: code, order, effect. */
const TABLE: readonly (readonly [Code, number, Effect])[] = [
  ['CERT_NUMBER_RESEMBLES', 1, 'ind'],
  ['CERT_NOT_FOUND', 1, 'ind'],
  ['CERT_NOT_IN_COMPLETE_REGISTER', 1, 'neg'],
  ['REGISTER_COVERAGE_UNKNOWN', 1, 'ind'],
  ['STATUS_STALE', 1, 'ind'],
  ['SUBGRAPH_UNAVAILABLE', 1, 'ind'],
  ['CERT_AMBIGUOUS', 1, 'ind'],
  ['EVIDENCE_CONFLICT', 1, 'ind'],
  ['SIGNATURE_INVALID', 1, 'neg'],
  ['CERT_NOT_YET_VALID', 2, 'neg'],
  ['CERT_EXPIRED', 2, 'neg'],
  ['CERT_SUSPENDED', 2, 'neg'],
  ['CERT_WITHDRAWN', 2, 'neg'],
  ['CERT_CANCELLED', 2, 'neg'],
  ['CERT_TRANSFERRED', 2, 'inf'],
  ['CERT_SCOPE_MISMATCH', 2, 'neg'],
  ['CERT_SCOPE_REDUCED', 2, 'neg'],
  ['CERT_SITE_NOT_COVERED', 2, 'neg'],
  ['PRODUCT_CODE_TOO_COARSE', 2, 'ind'],
  ['CERT_RESTORED', 2, 'inf'],
  ['RETROACTIVE_CHANGE', 2, 'inf'],
  ['APPEAL_PENDING', 2, 'inf'],
  ['APPEAL_STAY', 2, 'con'],
  ['EDITION_IN_TRANSITION', 3, 'con'],
  ['EDITION_WITHDRAWN', 3, 'neg'],
  ['EDITION_ISSUED_AFTER_CUTOFF', 3, 'neg'],
  ['BODY_DEBARRED', 4, 'neg'],
  ['BODY_APPROVAL_REVOKED', 4, 'neg'],
  ['BODY_DEBARRED_BY_MARKET', 4, 'neg'],
  ['PERSON_DEBARRED', 4, 'neg'],
  ['NO_AGREEMENT', 5, 'neg'],
  ['AGREEMENT_NOT_IN_FORCE', 5, 'neg'],
  ['AGREEMENT_TERMINATED', 5, 'neg'],
  ['AGREEMENT_SUNSET', 5, 'con'],
  ['AGREEMENT_SUCCEEDED', 5, 'inf'],
  ['NO_IMPLEMENTING_EXCHANGE', 5, 'neg'],
  ['PARTY_NOT_YET_JOINED', 5, 'neg'],
  ['PARTY_WITHDREW', 5, 'neg'],
  ['PARTY_ROLE_CONSUMING_ONLY', 5, 'neg'],
  ['TERRITORY_EXCLUDED', 5, 'neg'],
  ['MARKET_DIVIDED', 5, 'ind'],
  ['UNILATERAL_RECOGNITION', 5, 'pos'],
  ['SECTOR_NOT_COVERED', 6, 'neg'],
  ['SECTOR_NOT_STATED', 6, 'ind'],
  ['SECTOR_RULES_UNKNOWN', 6, 'ind'],
  ['ANNEX_NOT_OPERATIONAL', 6, 'neg'],
  ['ANNEX_SUSPENDED', 6, 'neg'],
  ['ANNEX_NOT_UPDATED', 6, 'neg'],
  ['PRODUCT_NOT_LISTED', 6, 'neg'],
  ['PRODUCT_EXCLUDED', 6, 'neg'],
  ['PRODUCT_LIST_APPLIES', 6, 'con'],
  ['LEVEL_ABOVE_CAP', 6, 'neg'],
  ['LEVEL_PARTIAL', 6, 'con'],
  ['DOMAIN_NOT_COVERED', 6, 'inf'],
  ['LEGACY_RULES_APPLY', 6, 'inf'],
  ['LEVEL_UNKNOWN', 6, 'ind'],
  ['REQUIREMENT_SET_MISMATCH', 7, 'neg'],
  ['SCHEME_NOT_ACCEPTED_FOR_MANDATORY', 7, 'neg'],
  ['OBJECT_NOT_ACCEPTED', 7, 'neg'],
  ['TEST_REPORT_ONLY', 7, 'con'],
  ['NATIONAL_DIFFERENCES_REQUIRED', 7, 'con'],
  ['MARKING_REQUIRED', 7, 'con'],
  ['LOCAL_REPRESENTATIVE_REQUIRED', 7, 'con'],
  ['CAB_NOT_APPROVED_DOMESTICALLY', 8, 'neg'],
  ['CAB_NOT_DESIGNATED', 8, 'neg'],
  ['CAB_DESIGNATION_SUSPENDED', 8, 'neg'],
  ['CAB_DESIGNATION_WITHDRAWN', 8, 'neg'],
  ['CAB_DESIGNATION_EXPIRED', 8, 'neg'],
  ['CAB_SCOPE_EXCEEDED', 8, 'neg'],
  ['CAB_CONTESTED', 8, 'ind'],
  ['ISSUED_BEFORE_BODY_SUSPENSION', 8, 'inf'],
  ['NOT_ACCREDITED', 9, 'neg'],
  ['ACCREDITATION_REQUIRED', 9, 'neg'],
  ['CAB_ACCREDITATION_SUSPENDED', 9, 'neg'],
  ['CAB_ACCREDITATION_WITHDRAWN', 9, 'neg'],
  ['ACCREDITATION_SCOPE_MISMATCH', 9, 'neg'],
  ['AB_NOT_SIGNATORY', 9, 'neg'],
  ['AB_SIGNATORY_SUSPENDED', 9, 'neg'],
  ['AB_SIGNATORY_WITHDRAWN', 9, 'neg'],
  ['MLA_SCOPE_NOT_COVERED', 9, 'neg'],
  ['MLA_MAIN_SCOPE_ONLY', 9, 'con'],
  ['AB_REGIONAL_ROUTE_CHANGED', 9, 'inf'],
  ['TRANSFER_OF_INVALID_CERT', 9, 'neg'],
  ['TRANSFER_WINDOW_OPEN', 9, 'con'],
  ['TRANSFER_WINDOW_CLOSED', 9, 'neg'],
  ['ORIGIN_NOT_MET', 10, 'neg'],
  ['DIRECT_SHIPMENT_NOT_MET', 10, 'neg'],
  ['SAFEGUARD_MEASURE', 11, 'neg'],
  ['RECOGNISED_DOMESTIC', 12, 'pos'],
  ['RECOGNISED_BY_MULTILATERAL', 12, 'pos'],
  ['RECOGNISED_BY_BILATERAL', 12, 'pos'],
  ['RECOGNISED_BY_EQUIVALENCE', 12, 'pos'],
  ['RECOGNISED_BY_CUSTOMS_UNION', 12, 'pos'],
  ['ACCREDITATION_EQUIVALENCE_ONLY', 12, 'pos'],
];

const row = (code: Code): number => TABLE.findIndex(([known]) => known === code);

/** All codes of the table, in its order. */
export const ALL_CODES: readonly Code[] = TABLE.map(([code]) => code);

/** The effect column of the table. */
export function effectOf(code: Code): Effect {
  const found = TABLE[row(code)];
  if (found === undefined) throw new Error(`${code} is not in the table of RULE.md`);
  return found[2];
}

/** §12: "Order: pos last; else by `order`, then by position in the table below." */
export function inReportedOrder(codes: readonly Code[]): Code[] {
  const rank = (code: Code): readonly [number, number, number] => [
    effectOf(code) === 'pos' ? 1 : 0,
    TABLE[row(code)]?.[1] ?? 0,
    row(code),
  ];
  return [...new Set(codes)].sort((left, right) => {
    const [a, b] = [rank(left), rank(right)];
    return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
  });
}

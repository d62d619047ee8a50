/** What can be wrong with a document that is valid in form. */
export const FINDINGS = {
  AGREEMENT_NEVER_APPLIES: 'No certificate can ever be recognised under the agreement.',
  ANNEX_NEVER_APPLIES: 'The annex is never in force, or nothing it asks for can be met.',
  CORRESPONDENCE_UNCLEAR:
    'What a standard or scheme says of its counterpart contradicts itself or leaves the point open.',
  DUPLICATE_ANNEX: 'Two annexes of an agreement carry the same identifier.',
  EMPTY_INTERVAL: 'The interval ends on the day it begins, so it holds on no day.',
  MISSING_DATE: 'Without its first day the fact counts as true since ever.',
  OVERLAPPING_INTERVALS: 'Two records state the same thing for the same days.',
  UNKNOWN_REFERENCE: 'The identifier is not declared in the document or its context.',
  UNKNOWN_TERRITORY: 'The code is neither ISO 3166-1 nor declared as a territory.',
  UNREACHABLE_ANNEX: 'No certificate can match the annex: what it selects by excludes itself.',
} as const;

export type FindingCode = keyof typeof FINDINGS;

/** Something in a valid document that its author should look at. */
export interface Finding {
  readonly code: FindingCode;
  /** JSON Pointer (RFC 6901) of the record. */
  readonly path: string;
  /** What is wrong and what to do. */
  readonly message: string;
}

/** A record that has not been retracted, with where it stands. */
export interface LocatedRecord<T> {
  readonly record: T;
  readonly path: string;
}

/** The records of a list that still count, each with its JSON Pointer. */
export function placed<T extends { readonly retractedAt?: string }>(
  list: readonly T[] | undefined,
  path: string,
): LocatedRecord<T>[] {
  return (list ?? [])
    .map((record, index) => ({ record, path: `${path}/${String(index)}` }))
    .filter(({ record }) => record.retractedAt === undefined);
}

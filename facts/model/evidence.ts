import type { FactOf, SmallKind } from '../kinds/kinds.ts';

/** Evidence of the certificates subgraph for a question. */
export interface CertificateEvidence {
  /**
   * Records of the number asked about and of those it took over, in any spelling and of any issuer,
   * and of numbers that look the same; as recorded.
   */
  readonly certificates: readonly FactOf<'certificates'>[];
  readonly registers: readonly FactOf<'registers'>[];
  /** Issuer of the certificate that is meant, where several issued one of the number. */
  readonly issuer?: string;
  /** Kinds that could not be read. */
  readonly unavailable: readonly ('certificates' | 'registers')[];
}

/** The kinds of fact about bodies. */
export const BODY_KINDS = [
  'bodies',
  'approvals',
  'accreditations',
  'signatories',
  'designations',
  'debarments',
] as const satisfies readonly SmallKind[];

export type BodyKind = (typeof BODY_KINDS)[number];

/** Evidence of the bodies subgraph for the bodies behind a certificate. */
export type BodyEvidence = { readonly [K in BodyKind]: readonly FactOf<K>[] } & {
  /** Kinds that could not be read. */
  readonly unavailable: readonly BodyKind[];
};

/** What a hub made of a request for an attestation, as GraphQL asks for it: a part of a selection. */
export const RESULT = `
    __typename
    ... on Attestation { id jws url audience issuedAt expiresAt }
    ... on NotRecognised { message status reasons { code message } }
    ... on InvalidInput { message faults { code path message } }`;

/** The same, as it is given. */
export type AttestationResult =
  | {
      readonly __typename: 'Attestation';
      readonly id: string;
      readonly jws: string;
      readonly url: string;
      readonly expiresAt: string;
    }
  | {
      readonly __typename: 'NotRecognised';
      readonly message: string;
      readonly status: string;
      readonly reasons: readonly { readonly code: string; readonly message: string }[];
    }
  | {
      readonly __typename: 'InvalidInput';
      readonly message: string;
      readonly faults: readonly {
        readonly code: string;
        readonly path: string;
        readonly message: string;
      }[];
    };

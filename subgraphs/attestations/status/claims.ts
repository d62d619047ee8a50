import type { Issuer } from '../model.ts';
import type { Signer } from '../keys/index.ts';
import { signCompact, signingInput } from '../keys/sign.ts';
import { ATTESTATION_HEADER, STATUS, STATUS_LIST_HEADER, dateTime } from '../verification/index.ts';
import { BITS, compressedList, encodedBitstring, packStatuses } from './bits.ts';
import type { StatusEntries } from './bits.ts';

/** Seconds for which a list may be believed. */
export const LIST_LIFETIME_S = 86_400;
/** Seconds after which a new one should be fetched. */
export const LIST_TTL_S = 3600;

/** The forms in which a list is served. */
export type ListForm = 'token' | 'revocation' | 'suspension';

/** A status list, complete but for the signature. */
export interface ListContent {
  readonly issuer: Issuer;
  /** Number of the list. */
  readonly list: number;
  /** Places whose status is other than valid. */
  readonly marked: StatusEntries;
  /** Seconds since 1970. */
  readonly iat: number;
}

/** Address of a list. */
export const listUri = ({ publicUrl }: Issuer, list: number): string =>
  `${publicUrl}/status/${list}`;

/** Builds a whole list and signs it, in one of its forms. */
export function signList(signer: Signer, form: ListForm, content: ListContent): Promise<string> {
  const input =
    form === 'token'
      ? signingInput(signer, STATUS_LIST_HEADER, tokenClaims(content))
      : signingInput(signer, ATTESTATION_HEADER, bitstringCredential(content, form));
  return signCompact(signer, input);
}

/** Claims of a Status List Token (Token Status List §5.1). */
function tokenClaims({ issuer, list, marked, iat }: ListContent): object {
  return {
    iss: issuer.hubId,
    sub: listUri(issuer, list),
    iat,
    exp: iat + LIST_LIFETIME_S,
    ttl: LIST_TTL_S,
    status_list: {
      bits: BITS,
      lst: compressedList(packStatuses(marked)),
      aggregation_uri: `${issuer.publicUrl}/status`,
    },
  };
}

/** The same bits as a credential (W3C Bitstring Status List 1.0 §2.2). */
function bitstringCredential(
  { issuer, list, marked, iat }: ListContent,
  purpose: 'revocation' | 'suspension',
): object {
  const query =
    purpose === 'suspension' ? '?format=bitstring&purpose=suspension' : '?format=bitstring';
  const id = `${listUri(issuer, list)}${query}`;
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    id,
    issuer: issuer.hubId,
    validFrom: dateTime(iat),
    validUntil: dateTime(iat + LIST_LIFETIME_S),
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: purpose,
      encodedList: encodedBitstring(
        marked,
        purpose === 'revocation' ? STATUS.INVALID : STATUS.SUSPENDED,
      ),
    },
  };
}

import type { KeySetFault } from '../verification/index.ts';
import { HubError } from '../../../lib/errors/hub-error.ts';

export type PartnerFault =
  | KeySetFault
  | 'PARTNER_MALFORMED'
  | 'PARTNER_IS_SELF'
  | 'PARTNER_KNOWN'
  | 'PARTNER_UNKNOWN'
  | 'PARTNER_URL'
  | 'SCOPE_MALFORMED'
  | 'KEY_FOREIGN'
  | 'KEY_SHARED'
  | 'KEY_REVOKED'
  | 'LOG_MALFORMED'
  | 'ROOT_MALFORMED'
  | 'PROOF_MISSING'
  | 'PROOF_INVALID'
  | 'CHALLENGE_UNKNOWN';

/** A partner cannot be registered, or changed, as asked. Nothing was stored. */
export class PartnerError extends HubError<PartnerFault> {}

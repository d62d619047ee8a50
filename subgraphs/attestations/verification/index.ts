/**
 * Verification of attestations without a server, an account or a network. Runs in Node and in a
 * browser; its only dependency is jose.
 */
export { verifyAttestation, ATTESTATION_HEADER } from './verify.ts';
export type { Verification, VerifyOptions } from './verify.ts';
export { QR_HEADER, QR_PREFIX, numericOf, readQrText, verifyQr } from './qr.ts';
export { open } from './open.ts';
export type { Enquiry, Opened, Platform, SignatureTest } from './open.ts';
export { fail, pass, unknown } from './checks.ts';
export type { Check, CheckCode, CheckName, Outcome, Verdict } from './checks.ts';
export { readKey, readKeySet, KeySetError } from './keyset.ts';
export type { KeyPurpose, KeySet, KeySetFault, PinnedKey } from './keyset.ts';
export { contextsOf, dateTime, multibaseOfSha256, originOf } from './claims.ts';
export { MAX_LIFETIME_SECONDS, MAX_SKEW_SECONDS } from './claims.ts';
export { parseCompact, hasValidSignature, parseKid, ALGORITHM, MAX_TOKEN_LENGTH } from './jws.ts';
export type { Decoder, ParsedJws } from './jws.ts';
export { decodeBase64url, encodeBase64url } from './base64url.ts';
export { isObject, parseObject } from './json.ts';
export type { Json, JsonObject } from './json.ts';
export { HASH_BYTES, equalBytes, leafHash, verifyConsistency, verifyInclusion } from './merkle.ts';
export {
  cosignedText,
  isLowOrder,
  noteKeyId,
  openNote,
  parseNote,
  readVerifierKey,
  verifierKeyOf,
} from './note.ts';
export type { NoteKeyType, NoteVerifier, OpenedNote } from './note.ts';
export {
  checkpointText,
  openCheckpoint,
  proofText,
  readCheckpoint,
  readProof,
  verifyProof,
} from './checkpoint.ts';
export type { Checkpoint, LogProof, OpenedCheckpoint, TrustedLog } from './checkpoint.ts';
export { decodeBase64, encodeBase64 } from './base64.ts';
export {
  MAX_LIST_BYTES,
  STATUS,
  STATUS_LIST_HEADER,
  inflate,
  openStatusList,
  statusAt,
  statusCheck,
  statusEnquiry,
  statusReference,
} from './status-list.ts';
export type { SeenLists, StatusList, StatusListOptions } from './status-list.ts';
export { MAX_MERGE_DELAY_S, checkKey, entryOf, readTrustedLog } from './key-period.ts';
export type { LogSource } from './key-period.ts';

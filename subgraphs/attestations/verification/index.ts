/**
 * Verification of attestations without a server, an account or a network. Runs in Node and in a
 * browser; its only dependency is jose.
 */
export { verifyAttestation, ATTESTATION_HEADER } from './verify.ts';
export type { Verification, VerifyOptions } from './verify.ts';
export { QR_HEADER, QR_PREFIX, numericOf, readQrText, verifyQr } from './qr.ts';
export { verifySignature } from './verify-signature.ts';
export type {
  Attested,
  StatusCheck,
  VerifiedJws,
  Platform,
  SignatureCheck,
} from './verify-signature.ts';
export type { AttestationReading, CertificateReading, QuestionReading } from './reading.ts';
export { fail, notChecked, pass, unknown } from './checks.ts';
export type { Check, CheckCode, CheckName, Outcome, Verdict } from './checks.ts';
export { readKey, readKeySet, withEnds, KeySetError, ifMalformed } from './keyset.ts';
export type { KeyPurpose, KeySet, KeySetFault, PinnedKey } from './keyset.ts';
export { contextsOf, dateTime, multibaseOfSha256, originOf } from './claims.ts';
export { MAX_LIFETIME_SECONDS, MAX_SKEW_SECONDS } from './claims.ts';
export { parseCompact, hasValidSignature, parseKid, ALGORITHM } from './jws.ts';
export {
  MAX_DEPTH,
  MAX_DOCUMENT_LENGTH,
  MAX_HEADER_LENGTH,
  MAX_LIST_BYTES,
  MAX_TOKEN_LENGTH,
  isTooDeep,
} from './format/limits.ts';
export type { Decoder, ParsedJws } from './jws.ts';
export { decodeBase64url, encodeBase64url } from './format/base64url.ts';
export { isObject, parseObject } from './format/json.ts';
export type { Json, JsonObject } from './format/json.ts';
export { HASH_BYTES, equalBytes, leafHash, verifyConsistency, verifyInclusion } from './merkle.ts';
export {
  cosignedText,
  isLowOrder,
  noteKeyId,
  verifyNote,
  parseNote,
  readVerifierKey,
  verifierKeyOf,
} from './note.ts';
export type { NoteKeyType, NoteVerifier, VerifiedNote } from './note.ts';
export {
  checkpointText,
  verifyCheckpoint,
  proofText,
  readCheckpoint,
  readProof,
  verifyProof,
} from './checkpoint.ts';
export type { Checkpoint, LogProof, VerifiedCheckpoint, TrustedLog } from './checkpoint.ts';
export { decodeBase64, encodeBase64 } from './format/base64.ts';
export {
  STATUS,
  STATUS_LIST_HEADER,
  ageOf,
  verifyStatusList,
  readStatusList,
  statusAt,
  statusCheck,
  statusListCheck,
} from './status-list.ts';
export { inflate } from './format/inflate.ts';
export type { ReadStatusList, SeenLists, StatusList, StatusListOptions } from './status-list.ts';
export { statusReference } from './status-reference.ts';
export { MAX_MERGE_DELAY_S, checkKey, entryOf, readTrustedLog } from './key-period.ts';
export type { LogSource } from './key-period.ts';

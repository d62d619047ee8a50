import {
  KeySetError,
  ifMalformed,
  isObject,
  parseKid,
  readKeySet,
  readTrustedLog,
} from '../verification/index.ts';
import type { Json, JsonObject, KeySet } from '../verification/index.ts';
import { readScope } from '../trust/index.ts';
import type { Scope } from '../trust/index.ts';
import { PartnerError } from './fault.ts';
import { checkProofs } from './proof.ts';
import type { ProofFor } from './proof.ts';

/** A partner as it is registered: who it is, where it is, which keys it has, what it may say. */
export interface Registration {
  /** DID of the hub. */
  readonly id: string;
  /** Base of its links: whatever is fetched of it is fetched from here and nowhere else. */
  readonly url: string;
  readonly scope: Scope;
  /** Public keys with their periods, as JWKs. */
  readonly keys: readonly JsonObject[];
  /** Its log (`mra_log`); absent: none is believed. */
  readonly log?: JsonObject;
  /** Its public root key; absent: its keys change only by registering them anew. */
  readonly root?: JsonObject;
  /** Whether each attestation must be shown to be in its log. */
  readonly requireLog: boolean;
}

/** Decisions of the hub that registers. */
export interface Terms {
  readonly scope: JsonObject;
  readonly requireLog?: boolean;
}

/**
 * Reads what a partner sent (`symbolon keys prove`) under the terms of this hub.
 * @param taken thumbprints of keys that others have
 * @throws PartnerError for anything that is not beyond doubt
 */
export async function readRegistration(
  sent: JsonObject,
  terms: Terms,
  asked: ProofFor,
  taken: ReadonlyMap<string, string>,
): Promise<Registration> {
  const { id, url, keys, proofs, log, root } = sent;
  if (typeof id !== 'string' || parseKid(`${id}#${'A'.repeat(43)}`) === null)
    throw new PartnerError('PARTNER_MALFORMED', 'The id is not a did:web.');
  if (id === asked.audience)
    throw new PartnerError('PARTNER_IS_SELF', 'A hub is not its own partner.');
  if (!isBase(url))
    throw new PartnerError(
      'PARTNER_URL',
      'The url is not an https address (http only on this machine).',
    );
  const scope = readScope(terms.scope);
  if (!scope)
    throw new PartnerError(
      'SCOPE_MALFORMED',
      'Name a territory code, schemes by id, days as 2026-01-31.',
    );
  const set = await readKeys(keys, id, taken);
  const isList = Array.isArray(proofs) && proofs.every((one) => typeof one === 'string');
  if (!isList) throw new PartnerError('PROOF_MISSING', 'No proofs of possession were given.');
  await checkProofs(proofs, set, asked);
  if (log !== undefined) await readLog(log);
  if (root !== undefined) await readRoot(root, id);
  if (terms.requireLog === true && log === undefined)
    throw new PartnerError('LOG_MALFORMED', 'A log is demanded, and the partner names none.');
  return {
    id,
    url: url.replace(/\/+$/, ''),
    scope,
    keys: keys as readonly JsonObject[],
    ...(log === undefined ? {} : { log: log as JsonObject }),
    ...(root === undefined ? {} : { root: root as JsonObject }),
    requireLog: terms.requireLog === true,
  };
}

function isBase(value: Json | undefined): value is string {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, hostname, search, hash, username, password } = new URL(value);
  const isLocal = hostname === 'localhost' || hostname === '127.0.0.1';
  return (
    (protocol === 'https:' || (protocol === 'http:' && isLocal)) &&
    `${search}${hash}${username}${password}` === ''
  );
}

/**
 * Keys of one partner: ES256 only, on the curve, each once, none of another party: two parties with one key
 * would speak for each other.
 */
export async function readKeys(
  keys: Json | undefined,
  id: string,
  taken: ReadonlyMap<string, string>,
): Promise<KeySet> {
  const set = await readKeySet({ keys: keys ?? null }).catch((error: unknown) => {
    if (error instanceof KeySetError) throw new PartnerError(error.code, error.message);
    throw error;
  });
  if (set.size === 0) throw new PartnerError('PARTNER_MALFORMED', 'The partner names no key.');
  for (const { kid, issuer, purpose } of set.values()) {
    const owner = taken.get(parseKid(kid)?.thumbprint ?? '');
    if (owner !== undefined && owner !== id)
      throw new PartnerError('KEY_SHARED', `${kid} is the key of ${owner} already.`);
    if (issuer !== id || purpose === 'trust')
      throw new PartnerError('KEY_FOREIGN', `${kid} is no signing key of ${id}.`);
  }
  return set;
}

async function readLog(log: Json): Promise<void> {
  const trusted = isObject(log) ? await readTrustedLog({ mra_log: log }).catch(ifMalformed) : null;
  const witnesses = isObject(log) && Array.isArray(log['witnesses']) ? log['witnesses'].length : -1;
  // A verifier key that is weak or of another kind is left out in reading: here it is a fault.
  if (trusted?.witnesses.length !== witnesses)
    throw new PartnerError(
      'LOG_MALFORMED',
      'The log or one of its witnesses has no sound verifier key.',
    );
}

async function readRoot(root: Json, id: string): Promise<void> {
  const set = await readKeySet({ keys: [root] }).catch(ifMalformed);
  const [key] = set?.values() ?? [];
  if (key?.purpose !== 'trust' || key.issuer !== id)
    throw new PartnerError('ROOT_MALFORMED', 'The root is no public root key of this partner.');
}

import { verifyTrustBundle, scopeCheck } from '../../../subgraphs/attestations/trust/index.ts';
import type { TrustBundle } from '../../../subgraphs/attestations/trust/index.ts';
import {
  KeySetError,
  isObject,
  parseCompact,
  parseKid,
  parseObject,
  pass,
  readKeySet,
  readQrText,
  readTrustedLog,
  unknown,
  withEnds,
} from '../../../subgraphs/attestations/verification/index.ts';
import type {
  StatusCheck,
  JsonObject,
  KeySet,
  LogSource,
  TrustedLog,
} from '../../../subgraphs/attestations/verification/index.ts';
import { readJson } from '../named-file.ts';
import { rootsIn } from './root-file.ts';
import { CommandError } from '../terminal.ts';
import { MAX_EXPORT_BYTES } from './trusted-source.ts';

/** What an attestation is verified with. */
export interface Materials {
  readonly keys: KeySet;
  readonly lists: readonly string[];
  readonly log?: LogSource;
  /** Checks that what was saved makes necessary. */
  readonly enquiries: readonly StatusCheck[];
}

/**
 * What `symbolon trust export` saved. With a root, keys and logs are those of the bundle that it signed;
 * without one, those of the file, which is then trusted as it is.
 */
export async function savedMaterials(
  file: string,
  root: string | undefined,
  token: string,
  now: Date | null,
): Promise<Materials> {
  const saved = await readJson(file, '--bundle', MAX_EXPORT_BYTES);
  const { type, jwks, statusLists, proofs } = saved;
  if (type !== 'symbolon-trust-export' || !isObject(jwks) || !Array.isArray(statusLists))
    throw new CommandError(
      'NOT_AN_EXPORT',
      `--bundle ${file} is nothing that \`symbolon trust export\` saved.`,
    );
  const lists = statusLists.filter((list) => typeof list === 'string');
  const proof = proofIn(isObject(proofs) ? proofs : {}, token);
  const ofRoot = root === undefined ? null : await keysOfBundle(saved, root, token, now);
  const ofFile = await keysOfFile(jwks);
  // The root says whom to believe; that a key has ended may be known since, and only takes belief away.
  const trusted = ofRoot ? { ...ofRoot, keys: withEnds(ofRoot.keys, ofFile.keys) } : ofFile;
  const { log } = trusted;
  return {
    keys: trusted.keys,
    enquiries: trusted.enquiries,
    lists,
    ...(log && proof !== undefined ? { log: { log, proof } } : {}),
  };
}

interface Trusted {
  readonly keys: KeySet;
  readonly log: TrustedLog | null;
  readonly enquiries: readonly StatusCheck[];
}

async function keysOfFile(jwks: JsonObject): Promise<Trusted> {
  try {
    return { keys: await readKeySet(jwks), log: await readTrustedLog(jwks), enquiries: [] };
  } catch (error) {
    if (error instanceof KeySetError)
      throw new CommandError(error.code, `--bundle: ${error.message}`);
    throw error;
  }
}

async function keysOfBundle(
  { trustBundle }: JsonObject,
  root: string,
  token: string,
  now: Date | null,
): Promise<Trusted> {
  if (typeof trustBundle !== 'string')
    throw new CommandError(
      'NO_BUNDLE',
      'The export holds no trust bundle: its hub had published none.',
    );
  const opened = await verifyTrustBundle(trustBundle, { roots: await rootsIn(root), now });
  if (opened.outcome === 'REFUSED') throw new CommandError(opened.code, opened.message);
  const { bundle } = opened;
  const issuer = parseKid(jwsOf(token)?.header['kid'])?.issuer;
  const party = [bundle.hub, ...bundle.partners].find(({ id }) => id === issuer);
  const expired: StatusCheck = () =>
    unknown(
      'key',
      'TRUST_BUNDLE_EXPIRED',
      'The trust bundle has expired: its keys may have been revoked since.',
    );
  return {
    keys: bundle.keys,
    log: party?.log ?? null,
    enquiries: [scopeCheckOf(bundle), ...(opened.outcome === 'EXPIRED' ? [expired] : [])],
  };
}

/** A partner speaks within its scope; the hub itself, for whatever it recognises. */
const scopeCheckOf =
  (bundle: TrustBundle): StatusCheck =>
  ({ key, reading }) =>
    key.issuer === bundle.issuer
      ? pass('scope', 'Its issuer may speak for this.')
      : scopeCheck(bundle.partners.find(({ id }) => id === key.issuer)?.scope, reading);

const jwsOf = (token: string) => parseCompact(readQrText(token) ?? token);

function proofIn(proofs: JsonObject, token: string): string | undefined {
  const jws = jwsOf(token);
  const jti = (jws && parseObject(jws.payload))?.['jti'];
  const id =
    typeof jti === 'string' ? /\/attestations\/([A-Za-z0-9_-]{22})$/.exec(jti)?.[1] : undefined;
  const proof = id === undefined ? undefined : proofs[id];
  return typeof proof === 'string' ? proof : undefined;
}

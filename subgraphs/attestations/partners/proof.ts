import { signCompact, signingInput } from '../keys/sign.ts';
import type { Signer } from '../keys/index.ts';
import { verifySignature } from '../verification/index.ts';
import type { JsonObject, KeySet } from '../verification/index.ts';
import { PartnerError } from './fault.ts';

/** Header of a proof of possession. */
export const PROOF_HEADER = { typ: 'partner-proof+jwt' } as const;
/** Seconds for which a proof may be used. */
export const PROOF_LIFE_S = 7 * 86_400;
const SKEW_S = 60;

/** The purpose of a proof. */
export interface ProofFor {
  /** DID of the hub that asks. */
  readonly audience: string;
  /** The challenge that it sent. */
  readonly challenge: string;
  readonly now: Date;
}

/** Proves to another hub that this one has the secret of a key: its challenge, signed. */
export function proveKey(
  signer: Signer,
  issuer: string,
  { audience, challenge, now }: ProofFor,
): Promise<string> {
  const iat = Math.floor(now.getTime() / 1000);
  const claims = { iss: issuer, aud: audience, nonce: challenge, iat, exp: iat + PROOF_LIFE_S };
  return signCompact(signer, signingInput(signer, PROOF_HEADER, claims));
}

/**
 * Checks that there is a good proof by each of the keys.
 * @throws PartnerError PROOF_MISSING, PROOF_INVALID
 */
export async function checkProofs(
  proofs: readonly string[],
  keys: KeySet,
  asked: ProofFor,
): Promise<void> {
  const proven = new Set<string>();
  if (proofs.length > keys.size)
    throw new PartnerError('PROOF_INVALID', 'There are more proofs of possession than keys.');
  for (const proof of proofs) {
    const kid = (await proverOf(proof, keys, asked)) ?? null;
    if (kid === null)
      throw new PartnerError(
        'PROOF_INVALID',
        'A proof of possession is not a fresh signature of our challenge by one of the keys.',
      );
    proven.add(kid);
  }
  const missing = [...keys.keys()].find((kid) => !proven.has(kid));
  if (missing !== undefined)
    throw new PartnerError('PROOF_MISSING', `No proof of possession was given for ${missing}.`);
}

async function proverOf(proof: string, keys: KeySet, asked: ProofFor): Promise<string | null> {
  for (const purpose of ['attestation', 'status'] as const) {
    const { opened } = await verifySignature(proof, PROOF_HEADER, purpose, keys);
    if (opened && isFor(opened.claims, opened.key.issuer, asked)) return opened.key.kid;
  }
  return null;
}

function isFor(
  claims: JsonObject,
  issuer: string,
  { audience, challenge, now }: ProofFor,
): boolean {
  const { iss, aud, nonce, iat, exp } = claims;
  const seconds = now.getTime() / 1000;
  return (
    iss === issuer &&
    aud === audience &&
    nonce === challenge &&
    typeof iat === 'number' &&
    typeof exp === 'number' &&
    iat <= seconds + SKEW_S &&
    exp > seconds - SKEW_S &&
    exp - iat <= PROOF_LIFE_S
  );
}

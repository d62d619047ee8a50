import { sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { generateKeyPairSync } from 'node:crypto';
import { NODE_PLATFORM } from '../../../subgraphs/attestations/self-verification/node-platform.ts';
import { localSigner, thumbprint } from '../../../subgraphs/attestations/keys/index.ts';
import { signList } from '../../../subgraphs/attestations/status/claims.ts';
import { encodedHeader, signingInput } from '../../../subgraphs/attestations/keys/sign.ts';
import { SigningInputs } from '../../../subgraphs/attestations/archive/signing-inputs.ts';
import {
  ATTESTATION_HEADER,
  parseObject,
  readKeySet,
  verifyAttestation,
} from '../../../subgraphs/attestations/verification/index.ts';
import { alternate } from './rounds.ts';
import type { Rate } from './rounds.ts';
import { OFFICER } from './bench-store.ts';
import type { BenchStore } from './bench-store.ts';

const ES256 = 'ieee-p1363' as const;
/** Tokens signed in one call. */
const SIGNED_TOGETHER = 1000;
/** Attestations verified at the same time. */
const TOGETHER = 64;

interface Pair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** The first attestation of the world: what all the peers sign and verify. */
async function sampleOf(world: BenchStore): Promise<{ token: string; claims: object }> {
  const [question] = world.questions;
  if (!question) throw new Error('some certificate is recognised');
  const outcome = await world.service.issue({ question, audience: 'urn:bench:sample' }, OFFICER);
  if (outcome.kind !== 'issued') throw new Error('the sample was not issued');
  const { jws } = outcome.attestation;
  const claims = parseObject(Buffer.from(jws.split('.')[1] ?? '', 'base64url'));
  if (!claims) throw new Error('the sample has claims');
  return { token: jws, claims };
}

const times = (body: () => unknown) => (count: number) => {
  for (let index = 0; index < count; index++) body();
};
const timesAsync = (body: () => Promise<unknown>) => async (count: number) => {
  for (let index = 0; index < count; index++) await body();
};

/** As a hub does: what one waits for, another uses. */
const timesTogether = (body: () => Promise<unknown>) => async (count: number) => {
  let begun = 0;
  const caller = async () => {
    while (begun < count) {
      begun += 1;
      await body();
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, caller));
};

/** Issue in bulk, the signing in it alone, and node:crypto doing the cryptography of it, or a JWS as its manual would. */
export async function issueRates(
  world: BenchStore,
  size: { rounds: number; count: number },
): Promise<readonly Rate[]> {
  const { claims } = await sampleOf(world);
  const { privateKey, publicKey }: Pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = privateKey.export({ format: 'jwk' });
  const signer = localSigner('ES256', `did:web:bench#${thumbprint(jwk)}`, jwk);
  const { text } = signingInput(signer, ATTESTATION_HEADER, claims);
  const input = Buffer.from(text, 'latin1');
  const signed = (): Buffer => sign('sha256', input, { key: privateKey, dsaEncoding: ES256 });
  return alternate(
    {
      'node:crypto sign': times(signed),
      'node:crypto sign a JWS': times(() => {
        const header = { alg: 'ES256', kid: signer.kid, ...ATTESTATION_HEADER };
        const parts = [header, claims].map((part) => Buffer.from(JSON.stringify(part)));
        const jws = parts.map((part) => part.toString('base64url')).join('.');
        const signature = sign('sha256', Buffer.from(jws), { key: privateKey, dsaEncoding: ES256 });
        return `${jws}.${signature.toString('base64url')}`;
      }),
      'node:crypto sign and verify': times(() =>
        verify('sha256', input, { key: publicKey, dsaEncoding: ES256 }, signed()),
      ),
      'sign tokens in bulk': async (count) => {
        for (let left = count; left > 0; left -= SIGNED_TOGETHER) {
          const size = Math.min(left, SIGNED_TOGETHER);
          const inputs = new SigningInputs(encodedHeader(signer, ATTESTATION_HEADER), size);
          for (let at = 0; at < size; at++) inputs.add([JSON.stringify(claims)]);
          await signer.signMany(inputs);
          inputs.release();
        }
      },
      'issue in bulk': (count) => world.issue(count),
    },
    size,
  );
}

/** Different attestations to verify, as a hub has them: no two texts alike. */
const VERIFIED = 256;

async function issuedTokens({ service, questions }: BenchStore): Promise<readonly string[]> {
  const requests = Array.from({ length: VERIFIED }, (_, index) => {
    const question = questions[index % questions.length];
    if (!question) throw new Error('some certificate is recognised');
    return { question, audience: `urn:bench:verified-${index}` };
  });
  const outcomes = await service.issueAll(requests, OFFICER);
  return outcomes.map((outcome) => {
    if (outcome.kind !== 'issued') throw new Error('a sample was not issued');
    return outcome.attestation.jws;
  });
}

/** Verification, beside node:crypto verifying the bytes, and a JWS as its manual would. */
export async function verifyRates(
  world: BenchStore,
  size: { rounds: number; count: number },
): Promise<readonly Rate[]> {
  const tokens = await issuedTokens(world);
  const keys = await readKeySet(JSON.parse(JSON.stringify(await world.service.keySet())));
  const samples = tokens.map((token) => {
    const dot = token.lastIndexOf('.');
    const input = Buffer.from(token.slice(0, dot));
    return { token, input, raw: Buffer.from(token.slice(dot + 1), 'base64url') };
  });
  const [header = ''] = tokens[0]?.split('.') ?? [];
  const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string };
  const key = world.service.keys.find(kid)?.key;
  if (!key) throw new Error('the key of the samples is known');
  let turn = 0;
  const next = (): (typeof samples)[number] => {
    const sample = samples[turn++ % samples.length];
    if (!sample) throw new Error('there are samples');
    return sample;
  };
  const options = { keys, now: new Date(), enquiries: [] };
  const mustBeValid = async (platform: typeof NODE_PLATFORM): Promise<void> => {
    const { verdict } = await verifyAttestation(next().token, { ...options, platform });
    if (verdict !== 'valid') throw new Error(`the sample is ${verdict}`);
  };
  const peers = {
    'node:crypto verify': times(() => {
      const { input, raw } = next();
      return verify('sha256', input, { key, dsaEncoding: ES256 }, raw);
    }),
    'node:crypto verify a JWS': times(() => {
      const [head = '', body = '', last = ''] = next().token.split('.');
      JSON.parse(Buffer.from(head, 'base64url').toString());
      JSON.parse(Buffer.from(body, 'base64url').toString());
      const bytes = Buffer.from(`${head}.${body}`);
      return verify('sha256', bytes, { key, dsaEncoding: ES256 }, Buffer.from(last, 'base64url'));
    }),
  };
  const rates = await alternate(
    {
      ...peers,
      'verify attestations': timesTogether(() => mustBeValid(NODE_PLATFORM)),
      'verify one at a time': timesAsync(() => mustBeValid(NODE_PLATFORM)),
    },
    size,
  );
  // Apart, since no process verifies in both ways: the engine would prepare for either.
  const [portable] = await alternate(
    { 'the same, portable (jose)': timesTogether(() => mustBeValid({})) },
    size,
  );
  return portable ? [...rates, portable] : rates;
}

/** A status list of a million entries, a hundredth of them revoked or suspended: built and signed. */
export function listRates({ service }: BenchStore, rounds: number): Promise<readonly Rate[]> {
  const marked = Array.from(
    { length: 10_000 },
    (_, index) => [(index * 104_729) % 1_000_000, 1 + (index % 2)] as const,
  );
  const content = { issuer: service.issuer, list: 1, marked };
  const seconds = (): number => Math.floor(Date.now() / 1000);
  return alternate(
    {
      'status list of 1,000,000': timesAsync(() =>
        signList(service.keys.signer('status'), 'token', { ...content, iat: seconds() }),
      ),
    },
    { rounds, count: 1 },
  );
}

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { historicalKeySet, thumbprint } from '../../../../subgraphs/attestations/keys/index.ts';
import { proveKey } from '../../../../subgraphs/attestations/partners/index.ts';
import type { Presented } from '../../../../subgraphs/attestations/partners/index.ts';
import { signCompact, signingInput } from '../../../../subgraphs/attestations/keys/sign.ts';
import {
  ATTESTATION_HEADER,
  encodeBase64,
  noteKeyId,
} from '../../../../subgraphs/attestations/verification/index.ts';
import type { JsonObject } from '../../../../subgraphs/attestations/verification/index.ts';
import { NOW } from '../support.ts';
import { AMPLIFIER, NUMBER, factsWith, openSide, registrationOf } from './sides.ts';
import type { Side } from './sides.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SCOPE = { territory: 'NZ', schemes: ['CCC', 'NZ_EEE'] };
const OFFICER = { subject: 'officer', scopes: new Set(['attestation:issue']) };

/** The network: what each side serves, unless it is cut. */
const network = { isCut: false, asked: [] as string[] };
let time = NOW.getTime();
const now = (): Date => new Date(time);
let cn: Side;
let nz: Side;

const fetchText = async (url: string, accept = '*/*'): Promise<string | null> => {
  network.asked.push(url);
  const { origin, pathname } = new URL(url);
  const side = [cn, nz].find((one) => one.url === origin);
  if (network.isCut || !side) return null;
  const { statusCode, body } = await side.app.inject({ url: pathname, headers: { accept } });
  return statusCode === 200 ? body : null;
};

beforeAll(async () => {
  cn = await openSide({ territory: 'CN', host: 'hub.example.cn', now, fetchText });
  nz = await openSide({ territory: 'NZ', host: 'hub.example.nz', now, fetchText });
  await cn.import(factsWith());
  await nz.import(factsWith(NUMBER));
});
afterAll(async () => {
  await cn.close();
  await nz.close();
});
beforeEach(() => {
  network.isCut = false;
  network.asked = [];
});

const sent = async (): Promise<JsonObject> =>
  registrationOf(nz, await cn.partners.registry.challenge(nz.id), cn.id, now());

async function register(terms: { scope?: object; requireLog?: boolean } = {}): Promise<void> {
  const scope = { ...SCOPE, ...terms.scope } as unknown as JsonObject;
  await cn.partners.registry.add(await sent(), { scope, requireLog: terms.requireLog === true });
}

let issued = 0;
/** A fresh attestation by NZ, addressed to CN. */
async function attest(audience = cn.id): Promise<{ jws: string; id: string }> {
  const { asOf: _, ...question } = { ...AMPLIFIER, market: 'CN' };
  const product = { ...question.product, description: `shipment ${issued++}` };
  const outcome = await nz.service.issue({ question: { ...question, product }, audience }, OFFICER);
  if (outcome.kind !== 'issued') throw new Error(outcome.kind);
  return { jws: outcome.attestation.jws, id: outcome.attestation._id };
}

async function present(jws: string, proof?: string): Promise<Presented> {
  const presented = await cn.service.present(jws, OFFICER, proof);
  if (!presented || presented === 'forbidden') throw new Error('of no partner');
  return presented;
}

const challengeOf = ({ challenge }: JsonObject): string =>
  typeof challenge === 'string' ? challenge : '';

const failed = ({ verification }: Presented): string[] =>
  verification.checks
    .filter(({ outcome }) => outcome === 'FAIL' || outcome === 'UNKNOWN')
    .map(({ name }) => name);

describe('registration of a partner', () => {
  const jwkOf = (id: string, curve = 'P-256'): Record<string, unknown> => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
    const jwk = publicKey.export({ format: 'jwk' });
    return { ...jwk, kid: `${id}#${thumbprint(jwk)}` };
  };
  const lowOrder = async (): Promise<string> => {
    const point = Uint8Array.from([1, ...Array<number>(31).fill(0)]);
    const id = Buffer.from(await noteKeyId('log', 'ed25519', point)).toString('hex');
    return `log+${id}+${encodeBase64(Uint8Array.from([1, ...point]))}`;
  };

  it.each<[string, string, (good: JsonObject) => object | Promise<object>]>([
    [
      'an RSA key',
      'UNSUPPORTED_KEY',
      (good) => ({ ...good, keys: [{ kty: 'RSA', n: 'AQAB', e: 'AQ', kid: `${nz.id}#x` }] }),
    ],
    [
      'a key on another curve',
      'UNSUPPORTED_KEY',
      (good) => ({ ...good, keys: [jwkOf(nz.id, 'P-384')] }),
    ],
    [
      'an Ed25519 key of low order',
      'UNSUPPORTED_KEY',
      (good) => ({
        ...good,
        keys: [{ kty: 'OKP', crv: 'Ed25519', x: `AQ${'A'.repeat(41)}`, kid: `${nz.id}#x` }],
      }),
    ],
    [
      'a point off the curve',
      'BAD_KEY',
      (good) => {
        const zero = 'A'.repeat(43);
        const jwk = { kty: 'EC', crv: 'P-256', x: zero, y: zero };
        return { ...good, keys: [{ ...jwk, kid: `${nz.id}#${thumbprint(jwk)}` }] };
      },
    ],
    ['a secret key', 'PRIVATE_KEY', (good) => ({ ...good, keys: [{ ...jwkOf(nz.id), d: 'AA' }] })],
    [
      'the same key twice',
      'DUPLICATE_KEY',
      (good) => ({ ...good, keys: [...(good['keys'] as object[]), ...(good['keys'] as object[])] }),
    ],
    [
      'a key named after another hub',
      'KEY_FOREIGN',
      (good) => ({ ...good, keys: [jwkOf('did:web:other.example')] }),
    ],
    [
      'a key of this hub',
      'KEY_SHARED',
      (good) => {
        const jwk = cn.service.keys.find(cn.service.keys.signer('attestation').kid)?.jwk ?? {};
        return { ...good, keys: [{ ...jwk, kid: `${nz.id}#${thumbprint(jwk)}` }] };
      },
    ],
    [
      'a key without proof',
      'PROOF_MISSING',
      (good) => ({ ...good, keys: [...(good['keys'] as object[]), jwkOf(nz.id)] }),
    ],
    ['no proofs', 'PROOF_MISSING', (good) => ({ ...good, proofs: [] })],
    [
      'a changed proof',
      'PROOF_INVALID',
      (good) => ({
        ...good,
        proofs: (good['proofs'] as string[]).map((proof) => `${proof.slice(0, -4)}AAAA`),
      }),
    ],
    [
      'proofs made for another hub',
      'PROOF_INVALID',
      (good) => registrationOf(nz, challengeOf(good), 'did:web:other.example', now()),
    ],
    [
      'proofs of last month',
      'PROOF_INVALID',
      (good) => registrationOf(nz, challengeOf(good), cn.id, new Date(time - 30 * DAY_MS)),
    ],
    [
      'a challenge of its own making',
      'CHALLENGE_UNKNOWN',
      (good) => ({ ...good, challenge: '0'.repeat(48) }),
    ],
    [
      'an address without TLS',
      'PARTNER_URL',
      (good) => ({ ...good, url: 'http://hub.example.nz' }),
    ],
    ['an address of the inside', 'PARTNER_URL', (good) => ({ ...good, url: 'file:///etc/passwd' })],
    [
      'a log key of low order',
      'LOG_MALFORMED',
      async (good) => ({ ...good, log: { ...(good['log'] as object), key: await lowOrder() } }),
    ],
    ['a root that is none', 'ROOT_MALFORMED', (good) => ({ ...good, root: jwkOf(nz.id) })],
  ])('refuses %s', async (_, code, change) => {
    const changed = (await change(await sent())) as JsonObject;
    const scope = SCOPE as unknown as JsonObject;
    await expect(cn.partners.registry.add(changed, { scope })).rejects.toMatchObject({ code });
    expect((await cn.partners.registry.active()).size).toBe(0);
  });

  it('uses a challenge once', async () => {
    const registration = await sent();
    const scope = SCOPE as unknown as JsonObject;
    await cn.partners.registry.add(registration, { scope });
    await expect(cn.partners.registry.add(registration, { scope })).rejects.toMatchObject({
      code: 'CHALLENGE_UNKNOWN',
    });
  });

  it('keeps what was believed when', async () => {
    const before = now();
    time += HOUR_MS;
    await register({ scope: { schemes: ['NZ_EEE'] } });
    const schemesAt = async (at: Date) =>
      (await cn.partners.registry.versions(at)).map(
        ({ registration }) => registration.scope.schemes,
      );
    expect(await schemesAt(before)).toEqual([SCOPE.schemes]);
    expect(await schemesAt(now())).toEqual([['NZ_EEE']]);
  });
});

describe("a partner's attestation", () => {
  beforeAll(() => register());

  it('makes a certificate that was unknown here one that our own agreements recognise', async () => {
    expect(await cn.ask()).toMatchObject({ status: 'INDETERMINATE' });
    const { verification, taken } = await present((await attest()).jws);
    expect(verification.verdict).toBe('valid');
    expect(taken).toBe('RECORDED');
    expect(await cn.ask()).toMatchObject({
      status: 'RECOGNISED',
      reasons: ['RECOGNISED_BY_BILATERAL'],
    });
    // Their word says that the certificate exists, not what we conclude from it.
    expect(await cn.ask({ product: { ...AMPLIFIER.product, shippedDirect: false } })).toMatchObject(
      {
        status: 'NOT_RECOGNISED',
      },
    );
  });

  it('is verified by anyone who asks', async () => {
    const { jws } = await attest();
    expect((await cn.service.verify(jws, cn.id)).verdict).toBe('valid');
    expect((await cn.service.verify(jws, 'did:web:other.example')).verdict).toBe('invalid');
  });

  it('adds nothing the second time, and nothing when a later one was presented', async () => {
    const early = await attest();
    time += 1000;
    const late = await attest();
    expect((await present(late.jws)).taken).toBe('RECORDED');
    expect((await present(late.jws)).taken).toBe('KNOWN');
    expect((await present(early.jws)).taken).toBe('OUTDATED');
    expect((await cn.ask()).status).toBe('RECOGNISED');
  });

  it('that was changed gives SIGNATURE_INVALID, and nothing is taken from it', async () => {
    const { jws } = await attest();
    const presented = await present(`${jws.slice(0, -6)}AAAAAA`);
    expect([presented.taken, failed(presented)]).toEqual(['NONE', ['signature']]);
    expect(presented.question).toMatchObject({ certificate: NUMBER, signature: 'INVALID' });
    expect(await cn.ask({ ...presented.question })).toMatchObject({
      reasons: ['SIGNATURE_INVALID'],
    });
  });

  it.each<[string, { scope?: object }]>([
    ['another territory', { scope: { territory: 'AU' } }],
    ['other schemes', { scope: { schemes: ['NZ_EEE'] } }],
    ['a time gone by', { scope: { until: '2026-01-01' } }],
    ['a time to come', { scope: { from: '2030-01-01' } }],
  ])('counts for nothing when its issuer may speak for %s only', async (_, terms) => {
    await register(terms);
    const presented = await present((await attest()).jws);
    expect([presented.taken, failed(presented)]).toEqual(['NONE', ['scope']]);
    await register();
  });

  it('for somebody else is refused', async () => {
    const presented = await present((await attest('did:web:customs.example.au')).jws);
    expect([presented.taken, failed(presented)]).toEqual(['NONE', ['audience']]);
  });

  it('is of nobody when its issuer is no partner', async () => {
    const { jws } = await attest();
    await cn.partners.registry.revoke(nz.id, 'agreement under review');
    expect(await cn.service.present(jws, OFFICER)).toBeNull();
    expect((await cn.service.verify(jws)).verdict).not.toBe('valid');
    await register();
  });

  it('makes the hub ask nobody but the registered address', async () => {
    await present((await attest()).jws);
    expect(network.asked.every((url) => url.startsWith(`${nz.url}/`))).toBe(true);
  });

  it('must be in the log where that is demanded', async () => {
    await register({ requireLog: true });
    const { jws, id } = await attest();
    expect((await present(jws)).verification.verdict).toBe('valid');
    expect(network.asked).toContain(`${nz.url}/log/proof/${id}`);
    const other = await attest();
    const wrong = await nz.service.proof(id);
    expect(failed(await present(other.jws, wrong ?? ''))).toEqual(['log']);
    await register();
  });
});

describe('the status of what a partner attested', () => {
  it('that cannot be had makes the answer STATUS_STALE, until it can', async () => {
    time += 30 * DAY_MS;
    const { jws } = await attest();
    network.isCut = true;
    const presented = await present(jws);
    expect([presented.verification.verdict, presented.taken]).toEqual(['unknown', 'RECORDED']);
    expect(await cn.ask()).toMatchObject({ status: 'INDETERMINATE', reasons: ['STATUS_STALE'] });
    network.isCut = false;
    time += HOUR_MS;
    await cn.partners.look();
    expect((await cn.ask()).status).toBe('RECOGNISED');
  });

  it('goes stale when the partner falls silent for longer than its list holds', async () => {
    network.isCut = true;
    time += DAY_MS;
    await cn.partners.look();
    expect((await cn.ask()).status).toBe('RECOGNISED');
    time += DAY_MS;
    await cn.partners.look();
    expect(await cn.ask()).toMatchObject({ status: 'INDETERMINATE', reasons: ['STATUS_STALE'] });
    network.isCut = false;
    await cn.partners.look();
    time += HOUR_MS;
    await cn.partners.look();
    expect((await cn.ask()).status).toBe('RECOGNISED');
  });

  it('is seen to change within the ttl of the list: suspended, restored, revoked', async () => {
    const { jws, id } = await attest();
    time += 2000;
    await present(jws);
    for (const [status, expected] of [
      ['SUSPENDED', 'INDETERMINATE'],
      ['VALID', 'RECOGNISED'],
      ['REVOKED', 'INDETERMINATE'],
    ] as const) {
      await nz.service.change(id, status, 'test');
      await cn.partners.look();
      time += HOUR_MS + 1000;
      await cn.partners.look();
      expect([status, (await cn.ask()).status]).toEqual([status, expected]);
    }
  });

  it('tells a withdrawn certificate from a word taken back, when the partner says so', async () => {
    time += 2000;
    const { jws, id } = await attest();
    await present(jws);
    await nz.service.change(id, 'REVOKED', 'CERT_WITHDRAWN');
    time += HOUR_MS + 1000;
    await cn.partners.look();
    expect(await cn.ask()).toMatchObject({ status: 'NOT_RECOGNISED', reasons: ['CERT_WITHDRAWN'] });
  });
});

describe('a stolen retired key', () => {
  it('cannot sign into the past: what no witness saw before its retirement does not count', async () => {
    time += 2000;
    const honest = await attest();
    const { keys, log } = nz.service;
    const stolen = keys.signer('attestation');
    await log.checkpoint();
    time += HOUR_MS;
    keys.rotate('attestation', { immediately: true });
    const { keys: history } = historicalKeySet(keys) as unknown as { keys: { kid: string }[] };
    const retired = history.find(({ kid }) => kid === stolen.kid);
    const registration = await sent();
    const asked = { audience: cn.id, challenge: challengeOf(registration), now: now() };
    const sentWithRetired = {
      ...registration,
      keys: [...(registration['keys'] as object[]), retired],
      proofs: [...(registration['proofs'] as string[]), await proveKey(stolen, nz.id, asked)],
    } as unknown as JsonObject;
    await cn.partners.registry.add(sentWithRetired, { scope: SCOPE });

    const [, payload = ''] = honest.jws.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { jti: string };
    const jti = `${claims.jti.slice(0, -1)}${claims.jti.endsWith('A') ? 'Q' : 'A'}`;
    const backdated = signingInput(stolen, ATTESTATION_HEADER, { ...claims, jti, id: jti });
    const forged = await present(await signCompact(stolen, backdated));
    expect(forged.verification.verdict).not.toBe('valid');
    expect([forged.taken, failed(forged)]).toEqual(['NONE', expect.arrayContaining(['key'])]);
    // With the proof of another attestation it is no better.
    const borrowed = await present(
      await signCompact(stolen, backdated),
      (await nz.service.proof(honest.id)) ?? '',
    );
    expect(borrowed.verification.verdict).toBe('invalid');
    expect((await cn.service.verify(honest.jws, cn.id)).verdict).toBe('valid');
  });
});

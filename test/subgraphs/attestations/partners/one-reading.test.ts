import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Requester } from '../../../../subgraphs/attestations/issuance/order.ts';
import { sourceDigest } from '../../../../subgraphs/attestations/issuance/payload/credential.ts';
import { digestOf } from '../../../../facts/model/canonical.ts';
import { signCompact, signingInput } from '../../../../subgraphs/attestations/keys/sign.ts';
import {
  ATTESTATION_HEADER,
  multibaseOfSha256,
} from '../../../../subgraphs/attestations/verification/index.ts';
import type { JsonObject } from '../../../../subgraphs/attestations/verification/index.ts';
import { verificationView } from '../../../../subgraphs/attestations/graphql/views.ts';
import type { Certificate } from '../../../../schema/generated/facts.ts';
import { NOW } from '../support.ts';
import { DISAGREEMENTS, changed } from '../verification/disagreements.ts';
import { AMPLIFIER, NUMBER, factsWith, openSide, registrationOf } from './sides.ts';
import type { Side } from './sides.ts';

const OFFICER: Requester = { subject: 'officer', scopes: new Set(['attestation:issue']) };
const SCOPE = { territory: 'NZ', schemes: ['CCC', 'NZ_EEE'], from: '2026-01-01' };
const now = (): Date => NOW;
let cn: Side;
let nz: Side;
/** What the partner attested, in all honesty. */
let honest: Record<string, unknown>;
let jws: string;

const fetchText = async (url: string, accept = '*/*'): Promise<string | null> => {
  const { origin, pathname } = new URL(url);
  const side = [cn, nz].find((one) => one.url === origin);
  const answer = await side?.app.inject({ url: pathname, headers: { accept } });
  return answer?.statusCode === 200 ? answer.body : null;
};

beforeAll(async () => {
  cn = await openSide({ territory: 'CN', host: 'hub.example.cn', now, fetchText });
  nz = await openSide({ territory: 'NZ', host: 'hub.example.nz', now, fetchText });
  await cn.import(factsWith());
  await cn.import({
    territories: [{ code: 'FR', kind: 'COUNTRY' }],
    bodies: [{ id: 'ANSSI', kind: 'CERTIFICATION_BODY', territory: 'FR' }],
  });
  await nz.import(factsWith(NUMBER));
  const sent = await registrationOf(nz, await cn.partners.registry.challenge(nz.id), cn.id, NOW);
  await cn.partners.registry.add(sent, { scope: SCOPE });
  const { asOf: _, ...question } = { ...AMPLIFIER, market: 'CN' };
  const outcome = await nz.service.issue({ question, audience: cn.id }, OFFICER);
  if (outcome.kind !== 'issued') throw new Error(outcome.kind);
  ({ jws } = outcome.attestation);
  const [, payload = ''] = jws.split('.');
  honest = JSON.parse(Buffer.from(payload, 'base64url').toString()) as typeof honest;
});
afterAll(async () => {
  await cn.close();
  await nz.close();
});

/** Signs whatever it is, with the good key of the partner. */
const signed = (claims: object): Promise<string> => {
  const signer = nz.service.keys.signer('attestation');
  return signCompact(signer, signingInput(signer, ATTESTATION_HEADER, claims));
};

/** Claims about another record that agree with each other throughout. */
function about(changes: Partial<Certificate>): Record<string, unknown> {
  const { certificate } = honest['mra'] as { certificate: Certificate };
  const record = { ...certificate, ...changes };
  const digest = sourceDigest(record);
  const base = 'https://hub.example.nz';
  const pairs: readonly (readonly [string, unknown])[] = [
    ['mra.certificate', record],
    ['mra.sourceDigest', digest],
    ['mra.exporting', record.issuerTerritory],
    [
      'credentialSubject.conformityCertificate.digestMultibase',
      multibaseOfSha256(digest.slice('sha-256:'.length)),
    ],
    ['credentialSubject.referenceScheme.name', record.scheme],
    ['credentialSubject.referenceScheme.id', `${base}/schemes/${record.scheme}`],
    [
      'credentialSubject.authorisation.0.issuingAuthority.id',
      `${base}/territories/${record.issuerTerritory}`,
    ],
    [
      'credentialSubject.authorisation.0.issuingAuthority.name',
      `Authority of ${record.issuerTerritory}`,
    ],
    [
      'credentialSubject.authorisation.0.name',
      `${record.issuer} as conformity assessment body, recognised under CN-NZ-EEE`,
    ],
  ];
  return pairs.reduce((claims, [path, value]) => changed(claims, path, value), honest);
}

/** Refused by everyone who looks at it here, and nothing is recorded. */
async function expectRefused(claims: object): Promise<void> {
  const token = await signed(claims);
  const { verdict } = await cn.service.verify(token, cn.id);
  const presented = await cn.service.present(token, OFFICER);
  expect([verdict, presented]).toEqual([
    'invalid',
    expect.objectContaining({ taken: 'NONE' }) as unknown,
  ]);
}

describe("a partner's good key", () => {
  it('signs what is good, as these tests do', async () => {
    expect(digestOf(about({}))).toBe(digestOf(honest));
    expect((await cn.service.verify(await signed(honest), cn.id)).verdict).toBe('valid');
  });

  it.each(DISAGREEMENTS.filter(([path]) => path !== 'mra.certificate.holder'))(
    'says two things about one in vain: %s',
    async (path, value) => {
      const at = JSON.stringify(value).replaceAll('hub.example.org', 'hub.example.nz');
      await expectRefused(changed(honest, path, JSON.parse(at)));
    },
  );

  it('cannot have one certificate tested and another recorded', async () => {
    const foreign = { number: NUMBER, issuer: 'ANSSI', issuerTerritory: 'FR', scheme: 'CC-2014' };
    const other = about(foreign);
    // The scheme and territory that are in its scope stand where they were looked at.
    const shown = ['credentialSubject.referenceScheme.name', 'mra.exporting'] as const;
    const [scheme, territory] = ['CCC', 'NZ'];
    await expectRefused(changed(changed(other, shown[0], scheme), shown[1], territory));
    await expectRefused(other);
  });

  it.each<[string, Partial<Certificate>]>([
    ['of another territory', { issuerTerritory: 'FR' }],
    ['of a territory that begins with its own', { issuerTerritory: 'NZX' }],
    ['of another scheme', { scheme: 'CC-2014' }],
    ['of a body that is of another territory', { issuer: 'ANSSI' }],
  ])('cannot speak %s, however consistently', async (_, changes) => {
    await expectRefused(about(changes));
  });

  it.each<[string, string, unknown]>([
    ['of a day on which it could not speak yet', 'mra.question.asOf', '2025-12-31'],
    ['without a place of its status', 'status', undefined],
    ['without saying anything', 'mra', {}],
    ['at a time that no calendar has', 'iat', 1e15],
    ['at a time that is none', 'iat', '1'],
  ])('cannot speak %s', async (_, path, value) => {
    await expectRefused(changed(changed(honest, 'credentialStatus', undefined), path, value));
  });

  it('cannot spoil the answer about others by reasons that are not known here', async () => {
    const { mra } = honest as { mra: { reasons: string[] } };
    const token = await signed(changed(honest, 'mra.reasons', [...mra.reasons, 'NEW_REASON']));
    const verification = await cn.service.verify(token, cn.id);
    expect(verificationView(verification)).toMatchObject({ verdict: 'VALID', attested: null });
  });

  it('asks nothing that is no question', async () => {
    const odd = changed(honest, 'mra.question.product', { keys: 'x', hs: {} });
    const presented = await cn.service.present(await signed(odd), {
      ...OFFICER,
      holder: 'somebody',
    });
    expect(presented).toBe('forbidden');
    expect(await cn.service.present(`${await signed(odd)}A`, OFFICER)).toMatchObject({
      question: { certificate: NUMBER, signature: 'INVALID' },
    });
  });
});

describe('who presents an attestation', () => {
  it('presents nothing in the name of another holder than the one it is limited to', async () => {
    const exporter = { ...OFFICER, holder: 'NZ-HOLDER-9' };
    expect(await cn.service.present(jws, exporter)).toBe('forbidden');
    expect((await cn.ask()).status).toBe('INDETERMINATE');
    expect(await cn.service.present(jws, OFFICER)).toMatchObject({ taken: 'RECORDED' });
    expect(await cn.service.present(jws, exporter)).toBe('forbidden');
  });
});

describe('a key that was revoked before', () => {
  it('is not registered anew as if nothing had been', async () => {
    const { registry } = cn.partners;
    const sent = async (): Promise<JsonObject> =>
      registrationOf(nz, await registry.challenge(nz.id), cn.id, NOW);
    const [first = {}, ...others] = (await sent())['keys'] as JsonObject[];
    const kid = first['kid'] as string;
    const at = Math.floor(NOW.getTime() / 1000) - 60;
    const revokedAt = (revoked_at: number) => ({ ...first, revoked: { revoked_at } });
    const add = async (key: JsonObject): Promise<unknown> =>
      registry.add({ ...(await sent()), keys: [key, ...others] }, { scope: SCOPE });
    await add(revokedAt(at));
    await expect(add(first)).rejects.toMatchObject({ code: 'KEY_REVOKED' });
    await expect(add(revokedAt(at + 1))).rejects.toMatchObject({ code: 'KEY_REVOKED' });
    await add(revokedAt(at));
    // Nor by a bundle of its root that is newer by number and older by knowledge.
    const bundle = { issuer: nz.id, seq: 99, claims: { keys: [first, ...others] } };
    expect(await registry.follow(nz.id, bundle as never)).toBe(true);
    const pinned = (await registry.active()).get(nz.id)?.pinned;
    expect(pinned?.get(kid)).toMatchObject({ revokedAt: at });
  });
});

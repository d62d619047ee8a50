import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { createHash } from 'node:crypto';
import { canonical } from '../../../../../facts/model/canonical.ts';
import { SCOPE_STATEMENT } from '../../../../../subgraphs/attestations/issuance/payload/credential.ts';
import { CASE, claimsOf, fixture, statement } from '../../support.ts';

const HOLDER = {
  id: 'LEI:5493001KJTIIGC8Y1R12',
  name: { en: 'A manufacturer', zh: '生产者' },
};

type Formats = (ajv: Ajv2020) => void;

function validator(path: string): { faults: (value: unknown) => unknown } {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (addFormats as unknown as Formats)(ajv);
  const validate = ajv.compile(fixture(path) as object);
  return { faults: (value) => (validate(value) ? [] : validate.errors) };
}

describe('the payload', () => {
  it('passes the JSON Schema of the UNTP Digital Conformity Credential 0.7.0', () => {
    const schema = validator('vectors/untp-0.7.0/schemas/ConformityCredential.json');
    expect(schema.faults(claimsOf())).toEqual([]);
    expect(schema.faults(claimsOf({ status: { list: 7, index: 412 } }))).toEqual([]);
    expect(schema.faults({ ...claimsOf(), issuer: {} })).not.toEqual([]);
  });

  it('passes the JSON Schema of the W3C VC Data Model 2.0', () => {
    const schema = validator('vectors/w3c-vc-schema/verifiable-credential-schema.json');
    expect(schema.faults(claimsOf())).toEqual([]);
    expect(schema.faults({ ...claimsOf(), type: [] })).not.toEqual([]);
  });

  it('says that it attests recognition and replaces no certificate', () => {
    expect(claimsOf()).toMatchObject({
      credentialSubject: { description: SCOPE_STATEMENT },
      mra: { statement: expect.stringContaining('does not replace the certificate') },
    });
  });

  it('binds the certificate record by the SHA-256 of its canonical JSON, spelt in two ways', () => {
    const digest = createHash('sha256').update(canonical(CASE.facts.certificates[0])).digest();
    const multihash = Buffer.concat([Buffer.from([0x12, 0x20]), digest]);
    expect(claimsOf()).toMatchObject({
      credentialSubject: {
        conformityCertificate: { digestMultibase: `u${multihash.toString('base64url')}` },
      },
      mra: { sourceDigest: `sha-256:${digest.toString('base64url')}` },
    });
  });

  it('names the party to whom the certificate was issued, and none when the facts do not', () => {
    const certificate = { ...statement().certificate, holder: HOLDER };
    const claims = claimsOf({ certificate });
    expect(claims).toMatchObject({
      credentialSubject: {
        issuedToParty: {
          type: ['Party'],
          id: 'https://hub.example.org/holders/LEI%3A5493001KJTIIGC8Y1R12',
          name: 'A manufacturer',
          registeredId: 'LEI:5493001KJTIIGC8Y1R12',
        },
      },
    });
    const schema = validator('vectors/untp-0.7.0/schemas/ConformityCredential.json');
    expect(schema.faults(claims)).toEqual([]);
    expect(claimsOf()).toMatchObject({
      credentialSubject: { issuedToParty: { name: 'Holder of SYN-NZ-CCC-1' } },
    });
  });

  it('writes the period twice, equal to the second', () => {
    const { nbf, exp, validFrom, validUntil } = claimsOf();
    expect(Date.parse(String(validFrom)) / 1000).toBe(nbf);
    expect(Date.parse(String(validUntil)) / 1000).toBe(exp);
    expect(validFrom).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it('carries the question, the answer, its reasons and what was known when', () => {
    expect(claimsOf()['mra']).toMatchObject({
      question: { certificate: 'SYN-NZ-CCC-1', market: 'CN', asOf: '2026-11-23' },
      decision: 'recognised',
      reasons: ['RECOGNISED_BY_BILATERAL'],
      agreement: 'CN-NZ-EEE',
      annex: 'EEE',
      knownAt: '2026-11-23T08:11:28.000Z',
      sourceCheckedAt: '2026-11-23T08:11:28Z',
    });
  });

  it('uses no context but the three that it names', () => {
    expect(claimsOf()['@context']).toEqual([
      'https://www.w3.org/ns/credentials/v2',
      'https://vocabulary.uncefact.org/untp/0.7.0/context/',
      'https://hub.example.org/ns/mra/v1',
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { QUESTION } from '../recognised.ts';
import { ask } from '../worlds.ts';
import { certificate, reasons } from '../altered.ts';

const OK = ['RECOGNISED_BY_BILATERAL'];

describe('the certificate', () => {
  it('a scope that is extended covers what it did not', () => {
    const scope = { hs: ['84'] };
    const events = [
      { type: 'SCOPE_EXTENDED', effectiveFrom: '2023-01-01', scope: { hs: ['8518'] } },
      { type: 'SCOPE_EXTENDED', effectiveFrom: '2023-01-01' },
    ] as const;
    expect(reasons(certificate({ scope, events }))).toEqual(OK);
  });

  it('one of several keys in scope is enough, and unlimited dimensions cover all', () => {
    expect(reasons(certificate({ scope: { keys: ['K2'] } }))).toEqual(['CERT_SCOPE_MISMATCH']);
    const keys = ['K1', 'K2'];
    expect(
      reasons(
        certificate({ scope: { keys: ['K2'] } }),
        ask({ product: { hs: '8518', keys, origin: 'AA' } }),
      ),
    ).toEqual(OK);
    expect(reasons(certificate({ scope: { hs: [] } }))).toEqual(['CERT_SCOPE_MISMATCH']);
  });
});

describe('the certificate', () => {
  it('has models and keys in scope by their whole name, and no key to compare in an empty list', () => {
    expect(reasons(certificate({ scope: { models: ['M'] } }))).toEqual(['CERT_SCOPE_MISMATCH']);
    expect(reasons(certificate({ scope: { keys: ['K'] } }))).toEqual(['CERT_SCOPE_MISMATCH']);
    const product = { ...QUESTION.product, keys: [] };
    expect(reasons(certificate({ scope: { keys: ['K2'] } }), ask({ product }))).toEqual(OK);
  });

  it('loses a site with the scope that named it', () => {
    const scope = { sites: ['PLANT-1'] };
    const events = [{ type: 'SCOPE_REDUCED', effectiveFrom: '2023-01-01', scope }] as const;
    expect(reasons(certificate({ scope, events }))).toEqual(['CERT_SITE_NOT_COVERED']);
  });
});

import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { isBoundedToken } from '../../../gateway/identity/form.ts';
import { fixtureUrl } from '../../fixtures.ts';

const part = (text: string): string => Buffer.from(text).toString('base64url');
const nested = (depth: number): string => part(`${'['.repeat(depth)}${']'.repeat(depth)}`);

describe('an access token', () => {
  it('is parsed only when it is no longer and no deeper than a token may be', () => {
    const header = part('{"alg":"EdDSA"}');
    expect(isBoundedToken(`${header}.${nested(16)}.AAAA`)).toBe(true);
    expect(isBoundedToken(`${nested(16)}.${header}.AAAA`)).toBe(true);
    for (const token of [
      '',
      header,
      `${header}.${header}`,
      `${header}.${header}.AAAA.AAAA`,
      `${header}.${nested(17)}.AAAA`,
      `${nested(17)}.${header}.AAAA`,
      `${part(`{"alg":"${'x'.repeat(1024)}"}`)}.${header}.AAAA`,
      `${header}.${header}.${'A'.repeat(16 * 1024)}`,
      readFileSync(fixtureUrl('found/E06-deep-header.jws'), 'latin1'),
    ])
      expect(isBoundedToken(token)).toBe(false);
  });
});

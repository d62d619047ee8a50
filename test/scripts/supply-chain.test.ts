import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('../../', import.meta.url));

const REGISTRY = 'https://registry.npmjs.org/';

interface Locked {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly inBundle?: boolean;
  readonly optional?: boolean;
}

const { packages } = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')) as {
  packages: Readonly<Record<string, Locked>>;
};
const LOCKED = Object.entries(packages).filter(([path]) => path !== '');
const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 13);

describe('the lockfile', () => {
  // Of packages for other machines npm writes no digest where the lockfile was made.
  it('has the digest of every package that all machines need, and names no other place to fetch from', () => {
    const odd = LOCKED.filter(
      ([, { resolved = REGISTRY, integrity = '', inBundle = false, optional = false }]) =>
        !resolved.startsWith(REGISTRY) ||
        !(inBundle || optional || integrity.startsWith('sha512-')),
    );
    expect(odd.map(([path]) => path)).toEqual([]);
  });
});

describe('SUP-002: what we are built from', () => {
  const ALLOWED =
    /^(MIT|MIT-0|ISC|BSD-[23]-Clause|0BSD|Apache-2\.0|Unlicense|CC0-1\.0|CC-BY-[34]\.0|BlueOak-1\.0\.0|Python-2\.0|MPL-2\.0|Zlib)$/;
  /** Source-available only; there is no other composition and stock gateway for Federation 2. */
  const ELASTIC = new Set([
    ...['@apollo/composition', '@apollo/federation-internals', '@apollo/gateway'],
    ...['@apollo/query-graphs', '@apollo/query-planner'],
  ]);
  /** Of licences to choose from, one that may be chosen is enough; of several that apply, all count. */
  const isAllowed = (licence: string): boolean =>
    licence
      .replaceAll(/[()]/g, '')
      .split(' OR ')
      .some((choice) => choice.split(' AND ').every((one) => ALLOWED.test(one)));

  it('has listed licences only, and Elastic-2.0 where it is named', () => {
    const others = LOCKED.filter(([path, { license = 'none' }]) =>
      license === 'Elastic-2.0' ? !ELASTIC.has(nameOf(path)) : !isAllowed(license),
    );
    expect(others.map(([path, { license }]) => `${nameOf(path)} ${license ?? 'none'}`)).toEqual([]);
  });
});

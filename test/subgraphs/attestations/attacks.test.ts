import { beforeAll, describe, expect, it } from '@jest/globals';
import { CLAIMS } from './attacks/claims.ts';
import { ENCODING } from './attacks/encoding.ts';
import { HEADER } from './attacks/header.ts';
import { KEYS } from './attacks/keys.ts';
import { LOG } from './attacks/log.ts';
import { SERVICE } from './attacks/service.ts';
import { SIGNATURE } from './attacks/signature.ts';
import { STATUS } from './attacks/status.ts';
import { HEADERS, PAYLOADS, SIGNATURES, STRANGERS } from './attacks/further.ts';
import { expectRefused, expectVerdict, openArena } from './attacks/arena.ts';
import type { Arena } from './attacks/arena.ts';
import { fixture } from './support.ts';

interface Listed {
  readonly id: string;
  readonly attack: string;
  readonly expected: string;
}

const LISTED = fixture('attacks.json') as readonly Listed[];
const TESTED = {
  ...CLAIMS,
  ...ENCODING,
  ...HEADER,
  ...KEYS,
  ...SIGNATURE,
  ...LOG,
  ...STATUS,
  ...SERVICE,
};

let arena: Arena;
beforeAll(async () => {
  arena = await openArena();
});

describe.each([
  ['signature', SIGNATURES],
  ['header', HEADERS],
  ['payload', PAYLOADS],
])('further attacks on the %s', (_, attacks) => {
  it.each(Object.entries(attacks))('%s', async (_name, tokens) => {
    const built = tokens(arena);
    expect(built.length).toBeGreaterThan(0);
    await expectRefused(arena, built);
  });
});

describe('a token of an issuer of whom no key is known', () => {
  it('is never valid, and invalid where all issuers are known', async () => {
    for (const token of STRANGERS(arena)) {
      await expectVerdict(arena, await token, 'unknown');
      await expectVerdict(arena, await token, 'invalid', { knowsEveryIssuer: true });
    }
  });
});

describe('attacks on attestations', () => {
  it('are all tried as listed, each under its own id', () => {
    expect(Object.keys(TESTED).sort()).toEqual(LISTED.map(({ id }) => id).sort());
  });

  it.each(LISTED)('$id $attack: $expected', async ({ id }) => {
    expect.hasAssertions();
    await TESTED[id]?.(arena);
  });
});

import { describe, expect, it } from '@jest/globals';
import { chmodSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import {
  didDocument,
  historicalKeySet,
  keepCalendar,
  keySetDocument,
  logKeySet,
  openKeys,
} from '../../../../subgraphs/attestations/keys/index.ts';
import { verifyAttestation } from '../../../../subgraphs/attestations/verification/index.ts';
import { checkKey } from '../../../../subgraphs/attestations/verification/key-period.ts';
import type { KeySet } from '../../../../subgraphs/attestations/verification/index.ts';
import { AUDIENCE, GOOD_STATUS, HUB_ID, NOW, SECONDS } from '../support.ts';
import { goodToken, keySetOf, newFolder, newKeys } from '../support.ts';
import { until } from '../../../until.ts';

const DAY = 86_400_000;
const kidOf = (token: string): string =>
  (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { kid: string })
    .kid;

/** A clock that the test moves. */
function clock(): { now: () => Date; advance: (days: number) => void } {
  let time = NOW.getTime();
  return {
    now: () => new Date(time),
    advance: (days) => {
      time += days * DAY;
    },
  };
}

describe('the keys of a hub', () => {
  it('are made on first use, readable by nobody else', () => {
    const dataDir = newFolder();
    newKeys(undefined, dataDir).signer('attestation');
    const folder = join(dataDir, 'keys');
    const files = readdirSync(folder);
    expect(files).toEqual(['attestation-0001.json']);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, files[0] ?? '')).mode & 0o777).toBe(0o600);
  });

  it('are the same after a restart', () => {
    const dataDir = newFolder();
    const first = newKeys(undefined, dataDir).signer('attestation').kid;
    expect(newKeys(undefined, dataDir).signer('attestation').kid).toBe(first);
    expect(first).toMatch(/^did:web:hub\.example\.org#[A-Za-z0-9_-]{43}$/);
  });

  it('are not used when others could have read them', () => {
    const dataDir = newFolder();
    newKeys(undefined, dataDir).signer('attestation');
    chmodSync(join(dataDir, 'keys', 'attestation-0001.json'), 0o644);
    expect(() => newKeys(undefined, dataDir)).toThrow(
      expect.objectContaining({ code: 'KEY_FILE_EXPOSED' }),
    );
  });

  it('are one when two processes make them at the same moment', () => {
    const dataDir = newFolder();
    const [one, other] = [newKeys(undefined, dataDir), newKeys(undefined, dataDir)];
    expect(one.signer('attestation').kid).toBe(other.signer('attestation').kid);
  });

  it('differ by purpose', () => {
    const keys = newKeys();
    const kids = (['attestation', 'status', 'log', 'witness'] as const).map(
      (purpose) => keys.signer(purpose).kid,
    );
    expect(new Set(kids).size).toBe(4);
  });

  it('sign what OpenSSL verifies', async () => {
    const keys = newKeys();
    const signer = keys.signer('attestation');
    const message = Buffer.from('header.payload');
    const raw = Buffer.from(await signer.sign(message));
    expect(raw).toHaveLength(64);
    const pem = keys.find(signer.kid)?.key.export({ type: 'spki', format: 'pem' }) ?? '';
    const folder = newFolder();
    const script = `
      cat > key.pem; printf 'header.payload' > message
      openssl dgst -sha256 -verify key.pem -signature signature message`;
    const integer = (bytes: Buffer): Buffer => {
      const trimmed = bytes.subarray(bytes.findIndex((byte) => byte !== 0));
      const positive =
        (trimmed[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.from([0]), trimmed]) : trimmed;
      return Buffer.concat([Buffer.from([2, positive.length]), positive]);
    };
    const body = Buffer.concat([integer(raw.subarray(0, 32)), integer(raw.subarray(32))]);
    const der = Buffer.concat([Buffer.from([0x30, body.length]), body]);
    execFileSync('sh', ['-c', 'cat > signature'], { cwd: folder, input: der });
    const said = execFileSync('sh', ['-c', script], { cwd: folder, input: pem }).toString();
    expect(said).toContain('Verified OK');
  });
});

describe('rotation', () => {
  it('publishes the next key 14 days before it signs, and retires the old one', () => {
    const { now, advance } = clock();
    const keys = newKeys(now);
    const old = keys.signer('attestation').kid;
    expect(keys.rotate('attestation')).toMatchObject({ step: 'PUBLISHED' });
    expect(keySetDocument(keys, now()).keys).toHaveLength(3); // and one for status lists
    expect(keys.rotate('attestation')).toMatchObject({ step: 'WAITING' });
    expect(keys.signer('attestation').kid).toBe(old);
    advance(14);
    const { step, key } = keys.rotate('attestation');
    expect(step).toBe('ACTIVATED');
    expect(keys.signer('attestation').kid).toBe(key.kid);
    expect(keys.find(old)).toMatchObject({ state: 'retired' });
  });

  it('happens at once in an emergency', () => {
    const keys = newKeys();
    const old = keys.signer('attestation').kid;
    expect(keys.rotate('attestation', { immediately: true })).toMatchObject({ step: 'ACTIVATED' });
    expect(keys.signer('attestation').kid).not.toBe(old);
  });

  it('follows the calendar: next key at day 76, in use from day 90', () => {
    const { now, advance } = clock();
    const keys = newKeys(now);
    const first = keys.signer('attestation').kid;
    advance(75);
    keys.advance('attestation');
    expect(keys.keys('attestation')).toHaveLength(1);
    advance(1);
    keys.advance('attestation');
    expect(keys.keys('attestation').map(({ state }) => state)).toEqual(['active', 'next']);
    advance(13);
    keys.advance('attestation');
    expect(keys.signer('attestation').kid).toBe(first);
    advance(1);
    keys.advance('attestation');
    expect(keys.keys('attestation').map(({ state }) => state)).toEqual(['retired', 'active']);
  });

  it('keeps a retired key published until what it signed has expired', () => {
    const { now, advance } = clock();
    const keys = newKeys(now);
    const old = keys.signer('attestation').kid;
    keys.rotate('attestation', { immediately: true });
    const published = (): string => JSON.stringify(keySetDocument(keys, now()));
    advance(29);
    expect(published()).toContain(old);
    advance(2);
    expect(published()).not.toContain(old);
  });

  it('is seen by another process soon', async () => {
    const dataDir = newFolder();
    const [one, other] = [newKeys(undefined, dataDir), newKeys(undefined, dataDir)];
    one.signer('attestation');
    other.signer('attestation');
    const { key } = one.rotate('attestation', { immediately: true });
    await until(() => other.signer('attestation').kid === key.kid);
  });
});

describe('KEY-002: through a rotation', () => {
  it('what was signed before it and after it verifies on every day while it runs', async () => {
    const { now, advance } = clock();
    const keys = newKeys(now);
    const published = (): Promise<KeySet> => keySetOf(keys, now());
    const valid = async (token: string): Promise<boolean> => {
      const options = { keys: await published(), now: NOW, audience: AUDIENCE };
      const enquiries = [GOOD_STATUS];
      return (await verifyAttestation(token, { ...options, enquiries })).verdict === 'valid';
    };
    /** With what the log shows: its key had been in use when a witness saw it. */
    const validInLog = async (token: string): Promise<boolean> => {
      const key = (await published()).get(kidOf(token));
      return key !== undefined && checkKey(key, { iat: SECONDS }, SECONDS).outcome === 'PASS';
    };
    const before = await goodToken(keys.signer('attestation'));
    keys.rotate('attestation');
    for (let day = 0; day < 14; day += 1) {
      expect(await valid(before)).toBe(true);
      advance(1);
    }
    keys.rotate('attestation');
    const after = await goodToken(keys.signer('attestation'));
    for (let day = 0; day < 30; day += 1) {
      expect([await validInLog(before), await valid(after)]).toEqual([true, true]);
      advance(1);
    }
    const old = keys.find(kidOf(before));
    expect(old).toMatchObject({ state: 'retired' });
    expect(JSON.stringify(historicalKeySet(keys))).toContain(kidOf(before));
  });
});

describe('the calendar of a hub', () => {
  it('rotates the keys that are due after a checkpoint, and leaves those of the log', async () => {
    const { now, advance } = clock();
    const keys = newKeys(now);
    const log = keys.signer('log').kid;
    let checkpoints = 0;
    const look = async (): Promise<void> => {
      const beforeRetiring = (): Promise<number> => Promise.resolve(checkpoints++);
      (await keepCalendar(keys, { beforeRetiring, onFault: () => undefined }))();
    };
    await look();
    for (const days of [76, 14]) {
      advance(days);
      await look();
    }
    expect(checkpoints).toBe(3);
    expect(keys.keys('attestation').map(({ state }) => state)).toEqual(['retired', 'active']);
    expect(keys.keys('status').map(({ state }) => state)).toEqual(['retired', 'active']);
    expect(keys.signer('log').kid).toBe(log);
  });
});

describe('revocation of a key', () => {
  it('lets the published successor sign at once', () => {
    const keys = newKeys();
    const { kid } = keys.signer('attestation');
    const { key } = keys.rotate('attestation');
    keys.revoke(kid, 'copied');
    expect(keys.signer('attestation').kid).toBe(key.kid);
    expect(keys.keys('attestation').map(({ state }) => state)).toEqual(['revoked', 'active']);
  });

  it('makes a new key when no successor is published', () => {
    const keys = newKeys();
    const { kid } = keys.signer('attestation');
    keys.revoke(kid, 'copied');
    expect(keys.signer('attestation').kid).not.toBe(kid);
  });

  it('counts from the making of the key unless it is known since when', () => {
    const { now, advance } = clock();
    const keys = newKeys(now);
    const { kid } = keys.signer('attestation');
    const other = keys.signer('status').kid;
    advance(3);
    expect(keys.revoke(kid, 'copied').compromisedAt).toBe(NOW.toISOString());
    const since = new Date(NOW.getTime() + DAY);
    expect(keys.revoke(other, 'copied', since).compromisedAt).toBe(since.toISOString());
  });
});

describe('the history of keys', () => {
  it('holds every ES256 key for ever, with its period and the time from which it does not count', () => {
    const { now, advance } = clock();
    const keys = newKeys(now);
    const { kid: retired } = keys.signer('attestation');
    advance(90);
    const at = now().getTime() / 1000;
    keys.rotate('attestation', { immediately: true });
    const { kid: revoked } = keys.signer('attestation');
    keys.revoke(revoked, 'copied', now());
    advance(4000);
    const { keys: all } = historicalKeySet(keys) as { keys: { kid: string }[] };
    expect(all.find(({ kid }) => kid === retired)).toMatchObject({ exp: at, alg: 'ES256' });
    expect(all.find(({ kid }) => kid === revoked)).toMatchObject({
      revoked: { revoked_at: at, reason: 'copied' },
    });
    expect(JSON.stringify(all)).not.toMatch(/"d":/);
  });

  it('keeps the keys of the log apart', () => {
    const keys = newKeys();
    for (const purpose of ['attestation', 'log', 'witness'] as const) keys.signer(purpose);
    const { keys: log } = logKeySet(keys) as { keys: { alg: string }[] };
    expect(log.map(({ alg }) => alg)).toEqual(['Ed25519', 'Ed25519']);
    expect(JSON.stringify(historicalKeySet(keys))).not.toContain('Ed25519');
  });
});

describe('what is published', () => {
  it('holds public members only, ES256 only', () => {
    const keys = newKeys();
    for (const purpose of ['attestation', 'status', 'log', 'witness'] as const)
      keys.signer(purpose);
    const document = keySetDocument(keys, NOW) as { keys: Record<string, unknown>[] };
    expect(document.keys.map(({ alg }) => alg)).toEqual(['ES256', 'ES256']);
    expect(JSON.stringify(document)).not.toMatch(/"d":/);
    expect(JSON.stringify(didDocument(HUB_ID, keys, NOW))).not.toMatch(/"d":/);
  });

  it('lists the same keys in the DID document', () => {
    const keys = newKeys();
    const { keys: set } = keySetDocument(keys, NOW) as { keys: { kid: string }[] };
    expect(didDocument(HUB_ID, keys, NOW)).toMatchObject({
      id: HUB_ID,
      assertionMethod: set.map(({ kid }) => kid),
    });
  });

  it('leaves a revoked key out at once', () => {
    const keys = newKeys();
    const { kid } = keys.signer('attestation');
    keys.rotate('attestation', { immediately: true });
    keys.revoke(kid, 'copied');
    expect(JSON.stringify(keySetDocument(keys, NOW))).not.toContain(kid);
    expect(keys.find(kid)).toMatchObject({ state: 'revoked', reason: 'copied' });
  });

  it('never lets the secret into a view of a key', () => {
    const dataDir = newFolder();
    const keys = openKeys({ dataDir, hubId: HUB_ID, now: () => NOW });
    keys.signer('attestation');
    const stored = JSON.parse(
      readFileSync(join(dataDir, 'keys', 'attestation-0001.json'), 'utf8'),
    ) as { privateJwk: { d: string } };
    expect(JSON.stringify(keys.keys())).not.toContain(stored.privateJwk.d);
  });
});

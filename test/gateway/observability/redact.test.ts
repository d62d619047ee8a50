import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createLog } from '../../../gateway/observability/log.ts';
import { redact } from '../../../gateway/observability/redact.ts';
import { cpuMs } from '../../until.ts';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const PEM = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const JWK = privateKey.export({ format: 'jwk' });
const TOKEN = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl';
const PASSWORD = 'hunter2';
/** The parts of it that may be nowhere. */
const SECRETS = [...PEM.split('\n').slice(1, -2), JWK.d ?? '', 'c2lnbmF0dXJl', PASSWORD];

/** What the log makes of something logged in each of the ways that the hub logs. */
function lines(value: unknown): string {
  let text = '';
  const log = createLog({ logLevel: 'trace' }, { write: (line) => void (text += line) });
  log.error({ err: value }, 'failed');
  log.error({ err: Object.assign(new Error('x'), { cause: value, key: value }) });
  log.fatal({ some: { where: [value] } });
  log.warn(typeof value === 'string' ? value : JSON.stringify(value));
  log.child({ bound: value }).info('x');
  log.info({ asText: JSON.stringify({ inner: JSON.stringify(value) }) });
  return text;
}

describe('KEY-005: no log line', () => {
  it.each([
    ['a private key in PEM', PEM],
    ['the same cut off', PEM.slice(0, 100)],
    ['a private JWK', JWK],
    ['an error that quotes one', new Error(`bad key ${JSON.stringify(JWK)} in file`)],
    ['a JSON parser that quotes it', new SyntaxError(`Unexpected token, "${PEM}" is not JSON`)],
    ['an access token', TOKEN],
    ['an error about one', new Error(`cannot read Bearer ${TOKEN}`)],
    ['credentials in an address', `mongodb+srv://admin:${PASSWORD}@db.example/hub`],
    ['an error about them', new Error(`connect https://x:${PASSWORD}@proxy.example:1 failed`)],
  ])('shows %s', (_, value) => {
    const logged = lines(value);
    for (const secret of SECRETS) expect(logged).not.toContain(secret);
    for (const line of logged.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('level');
    expect(logged).toContain('[redacted]');
  });

  it.each([
    'https://hub.example/attestations/QH8tkQeOn-wkQetgwOvRNw',
    'mail@example.org wrote to http://a/b@c',
    '{"id":"did:web:hub#k","kid":"k1","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"}',
  ])('loses what is no secret: %s', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('takes long, whatever is in it', async () => {
    const spent = await cpuMs(() => {
      for (const part of ['eyJ-', 'eyJa.', 'a://', '"d":"', '-----BEGIN PRIVATE KEY-----', 'a.-'])
        redact(part.repeat(100_000 / part.length));
    });
    expect(spent).toBeLessThan(2_000);
  });
});

import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ConfigError, didWeb, ENVIRONMENT, readConfig } from '../../../gateway/config/config.ts';
import { ownManifest } from '../../../gateway/config/manifest.ts';

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  it('has the documented defaults', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 4000,
      dataDir: resolve('./data'),
      mongodbUri: undefined,
      hubId: 'did:web:localhost%3A4000',
      publicUrl: 'http://localhost:4000',
      homeTerritory: 'CN',
      seed: 'demo',
      oidc: undefined,
      workers: 1,
      logLevel: 'info',
      subgraphUrls: {},
      engine: 'compiled',
      tracing: undefined,
      keyStore: { kind: 'file' },
      metricsPort: undefined,
      cacheMb: 150,
      warnings: [],
      trustedProxies: [],
      allowedOrigins: [],
      operations: { allowed: 'any', manifest: new Map() },
      limits: {
        lookups: { points: 1_000_000, perSeconds: 86_400 },
        work: { points: 600_000, perSeconds: 60 },
        object: { points: 6_000, perSeconds: 60 },
        connectionsPerAddress: 500,
        heavyWork: 2,
        manifests: { total: 32, perCaller: 2 },
        uploads: { total: 32, perCaller: 4 },
        feedStreams: { total: 10_000, perCaller: 100 },
        pace: { graceMs: 30_000, bytesPerSecond: 1_000 },
      },
    });
  });

  it('takes limits, each within bounds', () => {
    expect(readConfig({ LIMIT_MANIFESTS: '8', LIMIT_STREAM_GRACE_MS: '500' }).limits).toMatchObject(
      {
        manifests: { total: 8, perCaller: 2 },
        pace: { graceMs: 500, bytesPerSecond: 1_000 },
      },
    );
    expect(faultsOf({ LIMIT_HEAVY_WORK: '0', LIMIT_MANIFESTS: 'much' })).toEqual([
      'LIMIT_HEAVY_WORK: must be from 1 to 8',
      'LIMIT_MANIFESTS: must be a whole number from 1 to 100000',
    ]);
  });

  it('takes the public URL from the port and the hub id from the public URL', () => {
    expect(readConfig({ PORT: '4321' })).toMatchObject({
      publicUrl: 'http://localhost:4321',
      hubId: 'did:web:localhost%3A4321',
    });
    expect(readConfig({ PUBLIC_URL: 'https://hub.example/mra/' })).toMatchObject({
      publicUrl: 'https://hub.example/mra',
      hubId: 'did:web:hub.example:mra',
    });
    expect(
      readConfig({ PUBLIC_URL: 'https://hub.example', HUB_ID: 'did:web:other.example' }),
    ).toMatchObject({ hubId: 'did:web:other.example' });
  });

  it.each([
    ['http://localhost:4000', 'did:web:localhost%3A4000'],
    ['https://hub.example', 'did:web:hub.example'],
    ['https://hub.example:443', 'did:web:hub.example'],
    ['https://hub.example:8443/a/b', 'did:web:hub.example%3A8443:a:b'],
  ])('names %s %s', (url, did) => {
    expect(didWeb(url)).toBe(did);
  });

  it('takes an empty variable for an unset one', () => {
    expect(readConfig({ PORT: '', MONGODB_URI: '  ', SEED: '' })).toEqual(readConfig({}));
  });

  it('lists every fault at once, each naming its variable and what to give', () => {
    const faults = faultsOf({
      PORT: 'http',
      HOST: 'no spaces please',
      MONGODB_URI: 'postgres://x',
      HUB_ID: 'hub',
      PUBLIC_URL: 'ftp://hub.example',
      HOME_TERRITORY: 'china',
      SEED: 'all',
      WORKERS: '0',
      LOG_LEVEL: 'loud',
      SUBGRAPH_URLS: '{',
      GATEWAY_ENGINE: 'hive',
      OIDC_ISSUER: 'http://issuer.example',
      OIDC_AUDIENCE: 'hub',
      TRUSTED_PROXIES: 'proxy.example',
      ALLOWED_ORIGINS: '*',
      ALLOWED_OPERATIONS: 'some',
      OPERATION_MANIFEST: '/nowhere/manifest.json',
    });
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'HOST',
      'PORT',
      'MONGODB_URI',
      'HUB_ID',
      'PUBLIC_URL',
      'HOME_TERRITORY',
      'SEED',
      'OIDC_ISSUER',
      'WORKERS',
      'LOG_LEVEL',
      'SUBGRAPH_URLS',
      'GATEWAY_ENGINE',
      'TRUSTED_PROXIES',
      'ALLOWED_ORIGINS',
      'ALLOWED_OPERATIONS',
      'OPERATION_MANIFEST',
    ]);
    expect(faults).toContain('PORT: must be a whole number from 1 to 65535');
    expect(faults).toContain('GATEWAY_ENGINE: must be compiled or apollo');
  });

  it.each([
    [{ PORT: '0' }, 'PORT'],
    [{ PORT: '65536' }, 'PORT'],
    [{ PORT: '4000.5' }, 'PORT'],
    [{ PUBLIC_URL: 'https://user:secret@hub.example' }, 'PUBLIC_URL'],
    [{ PUBLIC_URL: 'https://hub.example/?a=1' }, 'PUBLIC_URL'],
    [{ OIDC_ISSUER: 'https://issuer.example' }, 'OIDC_AUDIENCE'],
    [{ OIDC_AUDIENCE: 'hub' }, 'OIDC_ISSUER'],
    [{ SUBGRAPH_URLS: '{"kertificates":"http://localhost:4001"}' }, 'SUBGRAPH_URLS'],
    [{ SUBGRAPH_URLS: '{"certificates":"file:///etc/passwd"}' }, 'SUBGRAPH_URLS.certificates'],
    [{ SUBGRAPH_URLS: '["http://localhost:4001"]' }, 'SUBGRAPH_URLS'],
    [{ KEY_STORE: 'vault' }, 'KEY_STORE'],
    [{ KEY_STORE: 'command' }, 'KEY_COMMAND'],
    [{ KEY_STORE: 'command', KEY_COMMAND: 'signer --now' }, 'KEY_COMMAND'],
    [{ KEY_STORE: 'pkcs11', PKCS11_MODULE: '/m.so', PKCS11_TOKEN: 'hub' }, 'PKCS11_PIN_FILE'],
    [{ TRUSTED_PROXIES: '0.0.0.0/0' }, 'TRUSTED_PROXIES'],
    [{ TRUSTED_PROXIES: '10.0.0.0/33' }, 'TRUSTED_PROXIES'],
    [{ TRUSTED_PROXIES: '10.0.0.1,' }, 'TRUSTED_PROXIES'],
    [{ ALLOWED_ORIGINS: 'null' }, 'ALLOWED_ORIGINS'],
    [{ ALLOWED_ORIGINS: 'https://app.example/' }, 'ALLOWED_ORIGINS'],
    [{ ALLOWED_ORIGINS: 'http://app.example' }, 'ALLOWED_ORIGINS'],
    [{ ALLOWED_ORIGINS: 'https://*.example' }, 'ALLOWED_ORIGINS'],
    [{ OPERATION_MANIFEST: 'package.json' }, 'OPERATION_MANIFEST'],
    [{ METRICS_PORT: '0' }, 'METRICS_PORT'],
    [{ METRICS_PORT: '4000' }, 'METRICS_PORT'],
    [{ ALLOW_INSECURE: 'yes' }, 'ALLOW_INSECURE'],
    [{ OIDC_ISUER: 'https://issuer.example' }, 'OIDC_ISUER'],
  ])('refuses %j', (env, name) => {
    expect(faultsOf(env).map((fault) => fault.split(':')[0])).toEqual([name]);
  });

  it('takes proxies, origins and a manifest of operations', () => {
    expect(
      readConfig({
        TRUSTED_PROXIES: '10.0.0.0/8, 2001:db8::/32,192.0.2.1',
        ALLOWED_ORIGINS: 'https://app.example, http://localhost:3000',
        ALLOWED_OPERATIONS: 'listed',
        OPERATION_MANIFEST: 'schema/persisted-operations.json',
      }),
    ).toMatchObject({
      trustedProxies: ['10.0.0.0/8', '2001:db8::/32', '192.0.2.1'],
      allowedOrigins: ['https://app.example', 'http://localhost:3000'],
      operations: { allowed: 'listed', manifest: ownManifest() },
    });
  });

  it('shows no secret in a fault', () => {
    const faults = faultsOf({
      PUBLIC_URL: 'https://user:hunter2@hub.example',
      MONGODB_URI: 'hunter2',
    });
    expect(faults.join()).not.toContain('hunter2');
  });

  const REAL = {
    PUBLIC_URL: 'https://hub.example',
    OIDC_ISSUER: 'https://issuer.example',
    OIDC_AUDIENCE: 'hub',
  };
  const { OIDC_ISSUER, OIDC_AUDIENCE, PUBLIC_URL } = REAL;

  it.each([
    [{ NODE_ENV: 'production' }, ['OIDC_ISSUER', 'PUBLIC_URL']],
    [{ HOST: '0.0.0.0' }, ['OIDC_ISSUER', 'PUBLIC_URL']],
    [{ HOST: '::', PUBLIC_URL }, ['OIDC_ISSUER']],
    [{ HOST: 'hub.internal', OIDC_ISSUER, OIDC_AUDIENCE }, ['PUBLIC_URL']],
    [{ ...REAL, HOST: '10.0.0.5', PUBLIC_URL: 'HTTP://hub.example' }, ['PUBLIC_URL']],
    [{ HOST: '0.0.0.0', ALLOW_INSECURE: '0', PUBLIC_URL }, ['OIDC_ISSUER']],
    [{ NODE_ENV: 'production', OIDC_ISSUER, PUBLIC_URL }, ['OIDC_AUDIENCE']],
  ])('is not begun for others with %j', (env, names) => {
    expect(faultsOf(env).map((fault) => fault.split(':')[0])).toEqual(names);
  });

  it.each([
    { ...REAL, NODE_ENV: 'production', HOST: '0.0.0.0' },
    { NODE_ENV: 'production', HOST: '0.0.0.0', ALLOW_INSECURE: '1' },
    { NODE_ENV: 'production', SYMBOLON_SET_NODE_ENV: '1' },
    { HOST: '127.0.0.2' },
    { HOST: '::1' },
    { HOST: 'localhost', NODE_ENV: 'development' },
  ])('is fit for %j', (env) => {
    expect(faultsOf(env)).toEqual([]);
  });

  it('tells faults of form, of names and of several variables together', () => {
    const faults = faultsOf({
      PORT: 'x',
      SEED: 'all',
      KEY_STORE: 'command',
      OIDC_ISSUER: 'https://issuer.example',
      LOG_LEVELS: 'debug',
      HOST: '0.0.0.0',
    });
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'PORT',
      'SEED',
      'KEY_COMMAND',
      'OIDC_AUDIENCE',
      'PUBLIC_URL',
      'LOG_LEVELS',
    ]);
    expect(faults.at(-1)).toContain('LOG_LEVEL is');
  });

  it('OPS-003: says which, never what, of any variable that holds nonsense', () => {
    const SECRET = 'hunter2 {"d":"hunter2"}';
    for (const name of ENVIRONMENT.filter(
      (one) =>
        !['DATA_DIR', 'OIDC_AUDIENCE', 'PKCS11_MODULE', 'PKCS11_TOKEN', 'PKCS11_PIN_FILE'].includes(
          one,
        ),
    )) {
      const faults = faultsOf({ [name]: SECRET });
      expect([name, ...faults.map((fault) => fault.split(/[:.]/)[0])]).toContain(name);
      expect(faults.length).toBeGreaterThan(0);
      expect(faults.join()).not.toContain('hunter2');
      expect(readConfig({ [name]: '' })).toEqual(readConfig({}));
    }
  });

  it('remarks upon names that are like ours', () => {
    expect(readConfig({ OIDC_CLIENT: 'hub' }).warnings).toEqual([
      expect.stringContaining('OIDC_CLIENT'),
    ]);
  });
});

import { resolve } from 'node:path';
import { z } from 'zod';
import { DEFAULT_CACHE_MB } from '../../lib/cache-budget.ts';
import type { KeyStoreConfig } from '../../subgraphs/attestations/keys/index.ts';
import type { SubgraphName } from '../../subgraphs/registry.ts';
import {
  baseUrl,
  command,
  isNetwork,
  isOrigin,
  issuerUrl,
  listOf,
  manifestFile,
  subgraphUrls,
  wholeNumber,
} from './forms.ts';
import { oddNames } from './names.ts';
import { ruleFaults } from './rules.ts';
import type { Manifest } from './manifest.ts';
import { LIMIT_VARIABLES, limitsOf } from './limit-settings.ts';
import type { Limits } from './limit-settings.ts';
import { HubError } from '../../lib/errors/hub-error.ts';

/** Exit code of a process that cannot run as configured (sysexits.h, EX_CONFIG). */
export const EXIT_CONFIG = 78;

/** Where traces go, and how many. */
export interface TracingConfig {
  /** Address of the collector's traces (OTLP over HTTP). */
  readonly url: string;
  /** Share of requests traced, 0 to 1. */
  readonly ratio: number;
}

/** How this hub runs. The only view of the environment: no other module reads `process.env`. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Absolute path of the embedded store, the keys and the log. */
  readonly dataDir: string;
  /** Set: MongoDB instead of the embedded store. */
  readonly mongodbUri: string | undefined;
  /** Issuer of attestations (a DID). */
  readonly hubId: string;
  /** Base of every link, without a trailing slash. */
  readonly publicUrl: string;
  readonly homeTerritory: string;
  readonly seed: 'demo' | 'none';
  /** Whose access tokens are accepted; absent: the hub's own development issuer. */
  readonly oidc: { readonly issuer: string; readonly audience: string } | undefined;
  readonly workers: number;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  readonly subgraphUrls: Readonly<Partial<Record<SubgraphName, string>>>;
  readonly engine: 'compiled' | 'apollo';
  /** Undefined: nothing is traced. */
  readonly tracing: TracingConfig | undefined;
  /** Where new signing keys are made and kept. */
  readonly keyStore: KeyStoreConfig;
  /** Where metrics are read, and only there; undefined: on the hub's own port, from this machine. */
  readonly metricsPort: number | undefined;
  /** Mebibytes that all caches of the process may hold together. */
  readonly cacheMb: number;
  /** Warnings about the environment. */
  readonly warnings: readonly string[];
  /** Addresses and networks (CIDR) of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** Origins whose pages may read answers with a token; exact matches only. */
  readonly allowedOrigins: readonly string[];
  /** Which GraphQL operations run, and those of the operator's own manifest. */
  readonly operations: { readonly allowed: 'any' | 'listed'; readonly manifest: Manifest };
  readonly limits: Limits;
}

/** Everything that is wrong with the environment, one sentence each. */
export class ConfigError extends HubError<'CONFIG_INVALID'> {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(
      'CONFIG_INVALID',
      `The environment has ${faults.length} fault${faults.length === 1 ? '' : 's'}.`,
    );
    this.faults = faults;
  }
}

const environment = z.object({
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be a host name or an address')
    .default('127.0.0.1'),
  PORT: wholeNumber(1, 65_535).default(4000),
  DATA_DIR: z.string().default('./data'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\/./, 'must begin with mongodb:// or mongodb+srv://')
    .optional(),
  HUB_ID: z
    .string()
    .regex(/^did:[a-z0-9]+:[\w.:%-]+$/, 'must be a DID such as did:web:hub.example')
    .optional(),
  PUBLIC_URL: baseUrl.optional(),
  HOME_TERRITORY: z
    .string()
    .regex(/^[A-Z][A-Z0-9-]{1,15}$/, 'must be a territory code such as CN')
    .default('CN'),
  SEED: z.enum(['demo', 'none'], 'must be demo or none').default('demo'),
  OIDC_ISSUER: issuerUrl.optional(),
  OIDC_AUDIENCE: z.string().optional(),
  WORKERS: wholeNumber(1, 64).default(1),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be fatal, error, warn, info, debug, trace or silent',
    )
    .default('info'),
  SUBGRAPH_URLS: subgraphUrls.optional(),
  GATEWAY_ENGINE: z.enum(['compiled', 'apollo'], 'must be compiled or apollo').default('compiled'),
  TRUSTED_PROXIES: listOf(
    isNetwork,
    'must be addresses or networks (10.0.0.0/8 and smaller), separated by commas',
  ).optional(),
  ALLOWED_ORIGINS: listOf(
    isOrigin,
    'must be origins like https://app.example, separated by commas (http only on localhost)',
  ).optional(),
  ALLOWED_OPERATIONS: z.enum(['any', 'listed'], 'must be any or listed').default('any'),
  OPERATION_MANIFEST: manifestFile.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: baseUrl.optional(),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .regex(/^(0(\.\d+)?|1(\.0+)?)$/, 'must be a share from 0 to 1, such as 0.1')
    .transform(Number)
    .default(1),
  KEY_STORE: z
    .enum(['file', 'pkcs11', 'command'], 'must be file, pkcs11 or command')
    .default('file'),
  PKCS11_MODULE: z.string().optional(),
  PKCS11_TOKEN: z.string().optional(),
  PKCS11_PIN_FILE: z.string().optional(),
  KEY_COMMAND: command.optional(),
  ...LIMIT_VARIABLES,
  METRICS_PORT: wholeNumber(1, 65_535).optional(),
  CACHE_MB: wholeNumber(16, 1_000_000).default(DEFAULT_CACHE_MB),
  ALLOW_INSECURE: z.enum(['0', '1'], 'must be 1, or unset').default('0'),
});

/** Names of all environment variables that the hub reads. */
export const ENVIRONMENT: readonly string[] = Object.keys(environment.shape);

/**
 * Reads the configuration. An empty variable counts as unset.
 * @throws {@link ConfigError} naming every fault at once
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  const given = Object.fromEntries(ENVIRONMENT.map((name) => [name, env[name]?.trim()] as const));
  for (const [name, value] of Object.entries(given)) if (value === '') given[name] = undefined;
  const { data, error } = environment.safeParse(given);
  const { misspelt, foreign } = oddNames(env, ENVIRONMENT);
  const faults = [
    ...(error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`),
    ...ruleFaults(given, nodeEnvOf(env)).map(({ name, message }) => `${name}: ${message}`),
    ...misspelt.map(({ name, nearest }) => `${name}: is not known; ${nearest} is`),
  ];
  if (!data || faults.length > 0) throw new ConfigError(faults);
  const publicUrl = data.PUBLIC_URL ?? `http://localhost:${data.PORT}`;
  return {
    host: data.HOST,
    port: data.PORT,
    dataDir: resolve(data.DATA_DIR),
    mongodbUri: data.MONGODB_URI,
    hubId: data.HUB_ID ?? didWeb(publicUrl),
    publicUrl,
    homeTerritory: data.HOME_TERRITORY,
    seed: data.SEED,
    oidc:
      data.OIDC_ISSUER !== undefined && data.OIDC_AUDIENCE !== undefined
        ? { issuer: data.OIDC_ISSUER, audience: data.OIDC_AUDIENCE }
        : undefined,
    workers: data.WORKERS,
    logLevel: data.LOG_LEVEL,
    subgraphUrls: data.SUBGRAPH_URLS ?? {},
    engine: data.GATEWAY_ENGINE,
    tracing:
      data.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
        ? undefined
        : {
            url: `${data.OTEL_EXPORTER_OTLP_ENDPOINT}/v1/traces`,
            ratio: data.OTEL_TRACES_SAMPLER_ARG,
          },
    keyStore: keyStoreOf(data),
    metricsPort: data.METRICS_PORT,
    cacheMb: data.CACHE_MB,
    warnings: foreign.map(
      ({ name, nearest }) => `${name} is no variable of the hub, though named like ${nearest}`,
    ),
    trustedProxies: data.TRUSTED_PROXIES ?? [],
    allowedOrigins: data.ALLOWED_ORIGINS ?? [],
    operations: {
      allowed: data.ALLOWED_OPERATIONS,
      manifest: data.OPERATION_MANIFEST ?? new Map(),
    },
    limits: limitsOf(data),
  };
}

/** The operator's own setting; the `symbolon` command sets it otherwise, for graphql's sake. */
const nodeEnvOf = ({
  NODE_ENV,
  SYMBOLON_SET_NODE_ENV,
}: Readonly<Record<string, string | undefined>>): string | undefined =>
  SYMBOLON_SET_NODE_ENV === undefined ? NODE_ENV : undefined;

function keyStoreOf(data: z.output<typeof environment>): KeyStoreConfig {
  const { KEY_STORE, PKCS11_MODULE, PKCS11_TOKEN, PKCS11_PIN_FILE, KEY_COMMAND } = data;
  if (KEY_STORE === 'command' && KEY_COMMAND) return { kind: 'command', command: KEY_COMMAND };
  if (KEY_STORE === 'pkcs11' && PKCS11_MODULE && PKCS11_TOKEN && PKCS11_PIN_FILE)
    return {
      kind: 'pkcs11',
      module: PKCS11_MODULE,
      token: PKCS11_TOKEN,
      pinFile: PKCS11_PIN_FILE,
    };
  return { kind: 'file' };
}

/** The did:web of a base URL: the port's colon is percent-encoded, path segments become colons. */
export function didWeb(url: string): string {
  const { host, pathname } = new URL(url);
  const path = pathname.split('/').filter((segment) => segment !== '');
  return ['did:web', host.replace(':', '%3A'), ...path].join(':');
}

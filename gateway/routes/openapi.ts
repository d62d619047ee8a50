import type { FastifyInstance } from 'fastify';
import type { Hub } from '../bootstrap/context.ts';
import { PROBLEM_CODES } from '../http/problems.ts';

/** Seconds: it changes only with the program. */
const MAX_AGE_S = 3_600;

/** One answer of a route: its media types, or none. */
interface Answer {
  readonly description: string;
  readonly types?: readonly string[];
}

/** One operation, as short as it can be said. */
interface Operation {
  readonly summary: string;
  readonly parameters?: readonly (readonly [name: string, place: 'path' | 'query', what: string])[];
  readonly body?: readonly string[];
  readonly scope?: string;
  readonly answers: Readonly<Record<string, Answer>>;
}

const JSON_TYPE = 'application/json';
const PROBLEM_TYPE = 'application/problem+json';
const ok = (description: string, ...types: string[]): Record<string, Answer> => ({
  200: { description, types },
});
const notFound = { 404: { description: 'There is no such thing.', types: [PROBLEM_TYPE] } };
const attestationId = ['id', 'path', 'Identifier of the attestation.'] as const;

/** Every route outside GraphQL, by path and method. */
export const OPERATIONS: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  '/graphql': {
    get: {
      summary: 'A GraphQL query.',
      parameters: [
        ['query', 'query', 'The document.'],
        ['variables', 'query', 'JSON object.'],
        ['operationName', 'query', 'Which operation of the document.'],
      ],
      answers: ok('The answer.', 'application/graphql-response+json', JSON_TYPE),
    },
    post: {
      summary: 'A GraphQL query or mutation.',
      body: [JSON_TYPE],
      answers: ok('The answer.', 'application/graphql-response+json', JSON_TYPE),
    },
  },
  '/graphiql': { get: { summary: 'Explorer of the graph.', answers: ok('Page.', 'text/html') } },
  '/': { get: { summary: 'The portal.', answers: ok('Page.', 'text/html') } },
  '/ask': {
    get: {
      summary: 'A question and its answer as a page.',
      parameters: [
        ['certificate', 'query', 'Number as printed.'],
        ['market', 'query', 'Code of the market.'],
        ['asOf', 'query', 'Day asked about, ISO 8601.'],
        ['lang', 'query', 'en or zh.'],
      ],
      answers: ok('Page.', 'text/html'),
    },
  },
  '/.well-known/jwks.json': {
    get: {
      summary: 'Keys of attestations.',
      answers: ok('JWK set.', 'application/jwk-set+json', JSON_TYPE),
    },
  },
  '/.well-known/did.json': {
    get: {
      summary: 'DID document of the hub.',
      answers: ok('Document.', 'application/did+json', JSON_TYPE),
    },
  },
  '/.well-known/historical-keys.json': {
    get: {
      summary: 'Every ES256 key there has been, with its period and revocation.',
      answers: ok('JWK set.', 'application/jwk-set+json'),
    },
  },
  '/.well-known/log-keys.json': {
    get: {
      summary: 'Keys of the log (Ed25519).',
      answers: ok('JWK set.', 'application/jwk-set+json'),
    },
  },
  '/.well-known/trust-bundle.jws': {
    get: {
      summary: 'Whose keys to believe, for what: signed by the offline root.',
      answers: { ...ok('Trust bundle.', 'application/trust-bundle+jwt'), ...notFound },
    },
  },
  '/attestations/{id}': {
    get: {
      summary: 'An attestation, as the Accept header asks.',
      parameters: [attestationId],
      answers: {
        ...ok('Attestation.', 'application/vc+jwt', JSON_TYPE, 'image/svg+xml', 'text/html'),
        ...notFound,
      },
    },
  },
  '/status': {
    get: { summary: 'Addresses of all status lists.', answers: ok('Addresses.', JSON_TYPE) },
  },
  '/status/{list}': {
    get: {
      summary: 'A status list, signed (Token Status List; W3C form on request).',
      parameters: [
        ['list', 'path', 'Number of the list.'],
        ['format', 'query', 'bitstring: as a W3C Bitstring Status List credential.'],
        ['purpose', 'query', 'With format=bitstring: revocation (default) or suspension.'],
        ['time', 'query', 'The list as it was then, in seconds since 1970.'],
      ],
      answers: {
        ...ok('List.', 'application/statuslist+jwt', 'application/vc+jwt'),
        ...notFound,
        406: { description: 'Nothing is known of that time.', types: [PROBLEM_TYPE] },
      },
    },
  },
  '/log/checkpoint': {
    get: {
      summary: 'The latest checkpoint of the transparency log, a signed note (C2SP).',
      answers: ok('Checkpoint.', 'text/plain'),
    },
  },
  '/log/proof/{id}': {
    get: {
      summary: 'The proof that an attestation is in the log (C2SP tlog-proof).',
      parameters: [attestationId],
      answers: { ...ok('Proof.', 'text/plain'), ...notFound },
    },
  },
  '/log/consistency': {
    get: {
      summary: 'The proof that one tree of the log begins another (RFC 9162 §2.1.4).',
      parameters: [
        ['from', 'query', 'Size of the earlier tree.'],
        ['to', 'query', 'Size of the later tree.'],
      ],
      answers: ok('Hashes, base64.', JSON_TYPE),
    },
  },
  '/log/cosignatures': {
    post: {
      summary: 'Takes cosignatures of known witnesses under a checkpoint (C2SP tlog-cosignature).',
      body: ['text/plain'],
      answers: ok('How many the checkpoint now has.', JSON_TYPE),
    },
  },
  '/verify': {
    get: {
      summary: 'A page that verifies attestations in the browser.',
      parameters: [['lang', 'query', 'en or zh.']],
      answers: ok('Page.', 'text/html'),
    },
    post: {
      summary: 'Verifies an attestation, naming each check.',
      body: ['application/vc+jwt', 'text/plain'],
      answers: ok('Verdict.', JSON_TYPE),
    },
  },
  '/facts': {
    post: {
      summary: 'Records a facts document, all of it or nothing.',
      body: [JSON_TYPE, 'application/x-ndjson'],
      scope: 'facts:write',
      answers: {
        ...ok('What was recorded.', JSON_TYPE),
        422: { description: 'Faults, with path and code.', types: [PROBLEM_TYPE] },
      },
    },
  },
  '/recognitions': {
    post: {
      summary: 'Answers up to 100,000 questions, row by row and in order, while they arrive.',
      parameters: [
        ['after', 'query', 'Number of the last row already answered; rows up to it are skipped.'],
        ['asOf', 'query', 'Day of rows that name none, ISO 8601. Default: today.'],
        ['knownAt', 'query', 'Instant of knowledge of rows that name none. Default: now.'],
      ],
      body: ['application/x-ndjson', 'text/csv'],
      answers: ok(
        'An answer or an error for each row, then the counts by status.',
        'application/x-ndjson',
        'text/csv',
      ),
    },
  },
  '/feed': {
    get: {
      summary: 'Changes of facts and of statuses after a sequence number, in order.',
      parameters: [
        ['after', 'query', 'Sequence number of the last change seen.'],
        ['limit', 'query', 'At most this many, 1 to 1000.'],
      ],
      answers: ok('Changes.', JSON_TYPE),
    },
  },
  '/feed/stream': {
    get: {
      summary: 'The same as server-sent events; Last-Event-ID resumes.',
      parameters: [['after', 'query', 'Sequence number of the last change seen.']],
      answers: ok('Events.', 'text/event-stream'),
    },
  },
  '/openapi.json': {
    get: { summary: 'This description.', answers: ok('OpenAPI 3.1.', JSON_TYPE) },
  },
  '/health/live': { get: { summary: 'Is the process alive?', answers: ok('Yes.', JSON_TYPE) } },
  '/health/ready': {
    get: {
      summary: 'Can it answer?',
      answers: {
        ...ok('Yes.', JSON_TYPE),
        503: { description: 'No; which check.', types: [JSON_TYPE] },
      },
    },
  },
  '/metrics': {
    get: {
      summary:
        'Prometheus metrics, for callers of this machine; with METRICS_PORT they are there instead.',
      answers: ok('Metrics.', 'text/plain'),
    },
  },
};

/** Describes those routes that this hub really has. */
export function openapiRoutes(app: FastifyInstance, hub: Hub): void {
  const offered = new Set<string>();
  app.addHook('onRoute', ({ url, method }) => {
    for (const one of [method].flat())
      offered.add(`${one.toLowerCase()} ${url.replace(/:(\w+)/g, '{$1}')}`);
  });
  let text: string | undefined;
  app.get('/openapi.json', (_, reply) => {
    text ??= JSON.stringify(describe(hub.config.publicUrl, offered));
    return reply
      .header('cache-control', `public, max-age=${MAX_AGE_S}`)
      .type('application/json; charset=utf-8')
      .send(text);
  });
}

function describe(publicUrl: string, offered: ReadonlySet<string>): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const [path, methods] of Object.entries(OPERATIONS))
    for (const [method, operation] of Object.entries(methods))
      if (offered.has(`${method} ${path}`)) (paths[path] ??= {})[method] = written(operation);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Symbolon',
      version: '1',
      description: 'Mutual recognition of conformity certificates: routes outside GraphQL.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: {
        Problem: {
          type: 'object',
          description: 'RFC 9457 problem details with a stable code.',
          required: ['type', 'title', 'status', 'code'],
          properties: {
            type: { const: 'about:blank' },
            title: { type: 'string' },
            status: { type: 'integer' },
            code: { enum: [...PROBLEM_CODES] },
            detail: { type: 'string' },
            requestId: { type: 'string' },
          },
        },
      },
    },
  };
}

function written({ summary, parameters, body, scope, answers }: Operation): object {
  return {
    summary,
    ...(scope === undefined ? {} : { security: [{ bearer: [scope] }] }),
    ...(parameters
      ? {
          parameters: parameters.map(([name, place, description]) => ({
            name,
            in: place,
            description,
            required: place === 'path',
            schema: { type: 'string' },
          })),
        }
      : {}),
    ...(body ? { requestBody: { required: true, content: mediaTypes(body) } } : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, { description, types = [] }]) => [
          status,
          { description, content: mediaTypes(types) },
        ]),
      ),
      default: { description: 'A problem.', content: mediaTypes([PROBLEM_TYPE]) },
    },
  };
}

const mediaTypes = (types: readonly string[]): object =>
  Object.fromEntries(
    types.map((type) => [
      type,
      type === PROBLEM_TYPE ? { schema: { $ref: '#/components/schemas/Problem' } } : {},
    ]),
  );

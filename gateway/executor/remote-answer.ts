import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import type { GraphqlCode } from '../../lib/errors/table.ts';
import type { SubgraphError, SubgraphResult } from './source.ts';

/** Largest answer accepted from a subgraph; a page of 100 certificates is about 0.2 MB. */
export const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/** In `extensions` of a service's answer: facts could not be read for it. */
export const UNREADABLE_EXTENSION = 'unreadable';

type Decoder = (body: Buffer) => Promise<Buffer>;
const LIMIT = { maxOutputLength: MAX_ANSWER_BYTES };

/** We ask for no coding, but something between us and the service may add one unasked. */
const DECODERS: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['identity', (body) => Promise.resolve(body)],
  ['gzip', (body) => promisify(gunzip)(body, LIMIT)],
  ['x-gzip', (body) => promisify(gunzip)(body, LIMIT)],
  ['deflate', (body) => promisify(inflate)(body, LIMIT)],
  ['br', (body) => promisify(brotliDecompress)(body, LIMIT)],
]);

/**
 * What a service answered, of an HTTP response that was read whole.
 * @throws when that is no answer of a GraphQL service
 */
export async function readAnswer(
  status: number,
  coding: string | readonly string[] | undefined,
  body: Buffer,
): Promise<SubgraphResult> {
  if (status >= 300 && status < 400) throw new Error('The subgraph answered with a redirect');
  const decode = DECODERS.get(
    String(coding ?? 'identity')
      .trim()
      .toLowerCase(),
  );
  if (!decode) throw new Error('The subgraph answered in an unknown content coding');
  const text = (await decode(body)).toString('utf8');
  if (status < 500) return parseAnswer(text);
  if (status === 500 && isMistake(text))
    return { data: null, errors: [strip({ extensions: MISTAKE })] };
  throw new Error('The subgraph answered that it cannot');
}

/** Code of what nobody foresaw, in services of ours. */
const MISTAKE = { code: 'INTERNAL_SERVER_ERROR' } as const satisfies { code: GraphqlCode };

/** Whether a service of ours says, before it came to GraphQL, that its program failed; a proxy never does. */
function isMistake(text: string): boolean {
  try {
    return (JSON.parse(text) as { code?: unknown } | null)?.code === MISTAKE.code;
  } catch {
    return false; // a page of a proxy between the gateway and the service
  }
}

function parseAnswer(text: string): SubgraphResult {
  const answer: unknown = JSON.parse(text);
  if (typeof answer !== 'object' || answer === null || !('data' in answer || 'errors' in answer))
    throw new Error('The subgraph did not answer with a GraphQL response');
  const { data, errors, extensions } = answer as Record<string, unknown>;
  return {
    data: typeof data === 'object' ? (data as Record<string, unknown> | null) : null,
    ...(Array.isArray(errors) && errors.length > 0 ? { errors: errors.map(strip) } : {}),
    ...((extensions as Record<string, unknown> | null | undefined)?.[UNREADABLE_EXTENSION] === true
      ? { unreadable: true }
      : {}),
  };
}

/** Of a subgraph's error only the path and a code go further: messages may name internals. */
function strip(error: unknown): SubgraphError {
  const { path, extensions } = (error ?? {}) as Partial<SubgraphError>;
  const code = extensions?.['code'];
  return {
    message: 'A data source could not answer a part of the request.',
    path: Array.isArray(path) ? (path as (string | number)[]) : undefined,
    extensions: typeof code === 'string' ? { code } : undefined,
  };
}

/** Codes of errors that say something of the question, or that the service has much to do, not that it is broken. */
const OF_THE_CALLER: ReadonlySet<unknown> = new Set<GraphqlCode>([
  'BAD_USER_INPUT',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'LIMIT_EXCEEDED',
  'RATE_LIMITED',
  'UNAVAILABLE',
]);

/**
 * Whether an answer shows that the service works. One with errors, without any data, and for no reason
 * that lies with the caller shows the contrary; a caller's own mistakes never make a service look broken.
 */
export const isWorking = ({ data, errors = [] }: SubgraphResult): boolean =>
  errors.length === 0 ||
  Object.values(data ?? {}).some(isSomething) ||
  errors.some(({ extensions }) => OF_THE_CALLER.has(extensions?.['code']));

/** Of entities asked for, one that came is enough. */
const isSomething = (value: unknown): boolean =>
  Array.isArray(value) ? value.some(isSomething) : value !== null;

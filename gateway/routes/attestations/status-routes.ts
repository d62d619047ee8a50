import type { FastifyInstance } from 'fastify';
import type { AttestationService } from '../../../subgraphs/attestations/index.ts';
import type { ListForm } from '../../../subgraphs/attestations/status/claims.ts';
import { described, JSON_TYPE, NOT_FOUND, ok } from '../../http/description.ts';
import { Problem } from '../../../lib/errors/problem.ts';
import { etagOf, sendCacheable } from './cacheable.ts';

/** Seconds for which a list may be kept on the way: short, so that a revocation is soon seen. */
const MAX_AGE_S = 60;
/** A list of the past never changes. */
const HISTORICAL_MAX_AGE_S = 86_400;
/** Milliseconds after which nothing more is recorded of an instant. */
const SETTLED_MS = 60_000;

const TOKEN_TYPE = 'application/statuslist+jwt';
const CREDENTIAL_TYPE = 'application/vc+jwt';

interface StatusQuery {
  readonly format?: string | string[];
  readonly purpose?: string | string[];
  readonly time?: string | string[];
}

/** Status lists: `application/statuslist+jwt`, or the W3C form with `?format=bitstring`. */
export function statusRoutes(app: FastifyInstance, service: AttestationService): void {
  app.get(
    '/status',
    described({ summary: 'Addresses of all status lists.', answers: ok('Addresses.', JSON_TYPE) }),
    async (_request, reply) => {
      const body = JSON.stringify({ status_lists: await service.lists.addresses() });
      return sendCacheable(reply, {
        body,
        headers: headersOf(body, 'application/json; charset=utf-8', MAX_AGE_S),
      });
    },
  );
  app.get<{ Params: { list: string }; Querystring: StatusQuery }>(
    '/status/:list',
    described({
      summary: 'A status list, signed (Token Status List; W3C form on request).',
      params: {
        list: { description: 'Number of the list.', schema: { type: 'integer', minimum: 1 } },
      },
      query: {
        format: {
          description: 'bitstring: as a W3C Bitstring Status List credential.',
          schema: { enum: ['bitstring'] },
        },
        purpose: {
          description: 'With format=bitstring: which status.',
          schema: { enum: ['revocation', 'suspension'], default: 'revocation' },
        },
        time: {
          description: 'The list as it was then, in seconds since 1970.',
          schema: { type: 'integer', minimum: 0 },
        },
      },
      answers: {
        ...ok('List.', TOKEN_TYPE, CREDENTIAL_TYPE),
        ...NOT_FOUND,
        406: { description: 'Nothing is known of that time.' },
      },
    }),
    async (request, reply) => {
      const { format, purpose = 'revocation', time } = request.query;
      if (format !== undefined && format !== 'bitstring')
        throw new Problem('BAD_USER_INPUT', 'The only other format is bitstring.');
      if (purpose !== 'revocation' && purpose !== 'suspension')
        throw new Problem('BAD_USER_INPUT', 'The purpose is revocation or suspension.');
      const at = instantOf(time);
      const form = format === undefined ? 'token' : purpose;
      const { list } = request.params;
      const number = /^[1-9]\d{0,8}$/.test(list) ? Number(list) : 0;
      const body = number === 0 ? null : await bodyOf(service, number, form, at);
      if (body === null) throw new Problem('NOT_FOUND', 'There is no such status list.');
      const type = form === 'token' ? TOKEN_TYPE : CREDENTIAL_TYPE;
      const isHistory = at !== undefined && service.now().getTime() - at.getTime() > SETTLED_MS;
      const maxAge = isHistory ? HISTORICAL_MAX_AGE_S : MAX_AGE_S;
      return sendCacheable(reply, { body, headers: headersOf(body, type, maxAge) });
    },
  );
}

/** Token Status List §8.4: 406 when nothing is known of the instant asked about. */
async function bodyOf(
  { lists }: AttestationService,
  list: number,
  form: ListForm,
  at: Date | undefined,
): Promise<string | null> {
  if (at === undefined) return lists.token(list, form);
  const found = await lists.tokenAt(list, form, at);
  if (found === 'unknown')
    throw new Problem('NOT_ACCEPTABLE', 'time lies before the first entry of the list, or ahead.');
  return found?.token ?? null;
}

const headersOf = (body: string, type: string, maxAge: number): Record<string, string> => ({
  'content-type': type,
  'cache-control': `public, max-age=${maxAge}`,
  etag: etagOf(body),
});

/** `time` of a historical request: seconds since 1970 (draft-ietf-oauth-status-list §8.4). */
function instantOf(time: string | string[] | undefined): Date | undefined {
  if (time === undefined) return undefined;
  if (typeof time !== 'string' || !/^\d{1,11}$/.test(time))
    throw new Problem('BAD_USER_INPUT', 'time is in whole seconds since 1970.');
  return new Date(Number(time) * 1000);
}

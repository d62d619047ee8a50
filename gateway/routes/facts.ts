import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { FactsStore } from '../../facts/ledger/facts-store.ts';
import { DocumentError } from '../../facts/model/fault.ts';
import { ingest } from '../../facts/ledger/ingest.ts';
import { type IngestReport } from '../../facts/ledger/report.ts';
import { FactsUnavailable } from '../../facts/ledger/lease.ts';
import { XLSX_MEDIA_TYPE, type Format } from '../../facts/document/source.ts';
import { TABLE_QUERY, tableIn } from './table-query.ts';
import { spooled, SpoolError } from '../../facts/document/spool.ts';
import type { Identity } from '../../subgraphs/federation/subgraph.ts';
import type { Identify } from '../identity/index.ts';
import { PACE, UPLOADS } from '../config/limits.ts';
import { pacedBody, TooSlow } from '../limits/pace.ts';
import type { PaceLimits, PlaceLimits } from '../config/limit-settings.ts';
import { Places } from '../limits/places.ts';
import { mediaTypeOf } from '../http/accept.ts';
import { described, JSON_TYPE, ok } from '../http/description.ts';
import { Problem } from '../../lib/errors/problem.ts';

/** Bytes of a document sent over HTTP: about 500,000 certificates. Larger ones are imported at the hub. */
export const MAX_DOCUMENT_BYTES = 256 * 1024 * 1024;

/** Milliseconds that one sender waits for another one's document. */
const PATIENCE_MS = 20_000;

const FORMATS: Readonly<Record<string, Format>> = {
  'application/json': 'json',
  'application/x-ndjson': 'ndjson',
  'application/ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
  'text/csv': 'csv',
  [XLSX_MEDIA_TYPE]: 'xlsx',
};

const SCOPES = ['facts:write', 'agreements:write', 'hub:admin'] as const;

/** Parts of the hub that the routes of facts need. */
export interface FactsRoutesDependencies {
  readonly facts: FactsStore;
  readonly identify: Identify;
  /** Folder in which a document is kept while it is read. */
  readonly dataDir: string;
  /** Documents received at once. */
  readonly uploads?: PlaceLimits | undefined;
  readonly pace?: PaceLimits | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sends facts; set before the body is read. */
    factsWriter?: Identity;
  }
}

/** `POST /facts`: stores a facts document whole or not at all. */
export function registerFactsRoutes(app: FastifyInstance, deps: FactsRoutesDependencies): void {
  const places = new Places(deps.uploads ?? UPLOADS);
  void app.register((routes, _options, done) => {
    routes.removeAllContentTypeParsers();
    // The body stays a stream: a document is never held in memory.
    routes.addContentTypeParser(Object.keys(FORMATS), (_request, body, parsed) => {
      parsed(null, body);
    });
    routes.post(
      '/facts',
      {
        ...described({
          summary: 'Records a facts document, all of it or nothing.',
          query: {
            stamp: {
              description: 'Gives records without recordedAt the instant at which they are stored.',
              schema: { type: 'boolean', default: false },
            },
            ...TABLE_QUERY,
          },
          body: Object.keys(FORMATS),
          scopes: SCOPES,
          answers: {
            ...ok('What was recorded.', JSON_TYPE),
            409: { description: 'It contradicts facts that are recorded; which, in faults.' },
            422: { description: 'Faults, with path and code.' },
          },
        }),
        onRequest: async (request) => {
          request.factsWriter = await writerOf(request, deps.identify);
        },
      },
      async (request, reply) => {
        const { subject = '' } = request.factsWriter ?? {};
        const leave = places.take({ key: `subject ${subject}`, isKnown: true }, 'facts documents');
        const report = await receive(request, deps).finally(leave);
        if (report.outcome === 'REJECTED') throw refused(report);
        return reply.code(200).header('cache-control', 'no-store').send(report);
      },
    );
    done();
  });
}

async function writerOf(request: FastifyRequest, identify: Identify): Promise<Identity> {
  const identity = await identify(request.headers.authorization);
  if (!identity)
    throw new Problem('UNAUTHENTICATED', 'Send an access token with the scope facts:write.', {
      headers: { 'www-authenticate': 'Bearer scope="facts:write"' },
    });
  if (!SCOPES.some((scope) => identity.scopes.has(scope)))
    throw new Problem('FORBIDDEN', `Writing facts needs one of the scopes ${SCOPES.join(', ')}.`);
  return identity;
}

async function receive(
  request: FastifyRequest,
  { facts, dataDir, pace = PACE }: FactsRoutesDependencies,
): Promise<IngestReport> {
  const type = mediaTypeOf(request.headers['content-type']);
  const writer = request.factsWriter;
  if (!writer) throw new Problem('UNAUTHENTICATED');
  let slow: TooSlow | undefined;
  const body = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield* pacedBody(request.body as AsyncIterable<Uint8Array>, pace);
    } catch (error) {
      if (error instanceof TooSlow) slow = error;
      throw error;
    }
  };
  try {
    return await spooled(
      body(),
      {
        dataDir,
        name: 'body',
        format: FORMATS[type],
        table: tableIn(request),
        maxBytes: MAX_DOCUMENT_BYTES,
      },
      (source) =>
        ingest(facts, source, { writer, stamp: wantsStamp(request), patience: PATIENCE_MS }),
    );
  } catch (error) {
    if (slow) throw new Problem('REQUEST_TIMEOUT', slow.message, { headers: CLOSE });
    throw problemOf(error);
  }
}

/** The rest of the body is not waited for. */
const CLOSE = { connection: 'close' };

function wantsStamp({ query }: FastifyRequest): boolean {
  const { stamp } = query as { stamp?: unknown };
  if (stamp === undefined || stamp === 'false') return false;
  if (stamp === 'true') return true;
  throw new Problem('BAD_USER_INPUT', 'stamp is true or false.');
}

function refused({ faults, faultCount }: IngestReport & { outcome: 'REJECTED' }): Problem {
  const members = { faults, faultCount };
  const what = `The document has ${faultCount} faults; nothing was stored. See faults.`;
  const codes = new Set(faults.map(({ code }) => code));
  if (codes.has('FACT_FORBIDDEN')) return new Problem('FORBIDDEN', what, { members });
  if (codes.has('FACT_CONFLICT')) return new Problem('CONFLICT', what, { members });
  const malformed = faults.some(({ code }) => code.startsWith('DOC_') || code.startsWith('CSV_'));
  return new Problem(malformed ? 'BAD_REQUEST' : 'UNPROCESSABLE', what, { members });
}

function problemOf(error: unknown): unknown {
  if (error instanceof DocumentError) return new Problem('BAD_REQUEST', error.message);
  if (error instanceof FactsUnavailable)
    return new Problem('UNAVAILABLE', error.message, { headers: { 'retry-after': '5' } });
  if (!(error instanceof SpoolError)) return error;
  if (error.code === 'SPOOL_TOO_LARGE') return new Problem('PAYLOAD_TOO_LARGE', error.message);
  return error.code === 'SPOOL_FULL'
    ? new Problem('UNAVAILABLE', error.message)
    : new Problem('BAD_REQUEST', error.message);
}

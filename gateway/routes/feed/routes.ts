import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Hub } from '../context.ts';
import type { Feed, FeedEntry } from './feed.ts';
import { described, JSON_TYPE, ok } from '../../http/description.ts';
import type { ParameterDescription } from '../../http/description.ts';
import { workRequest } from '../../http/clients.ts';
import { callerOf } from '../../limits/caller.ts';
import { PUBLIC_MAX_AGE_S } from '../../config/limits.ts';
import { Places } from '../../limits/places.ts';
import { Problem } from '../../../lib/errors/problem.ts';

const PAGE = { default: 100, max: 1_000 } as const;
/** Milliseconds between comments that keep a quiet stream open. */
const HEARTBEAT_MS = 15_000;
/** Milliseconds after which a client asks again, plus up to as much again so that not all do at once. */
const RETRY_MS = 2_000;
/** Bytes waiting for a slow reader; it is then cut off and resumes from where it was. */
const MAX_WAITING_BYTES = 1_048_576;

const AFTER: ParameterDescription = {
  description: 'Sequence number of the last change seen.',
  schema: { type: 'integer', minimum: 0, default: 0 },
};

/** Every change in order: to be read page by page, or as server-sent events. Both resumable. */
export function feedRoutes(app: FastifyInstance, hub: Hub): void {
  const { feed } = hub;
  if (!feed) return;
  const streams = new Set<FastifyReply>();
  const places = new Places(hub.config.limits.feedStreams);

  app.get<{ Querystring: Record<string, string | undefined> }>(
    '/feed',
    described({
      summary: 'Changes of facts and of statuses after a sequence number, in order.',
      query: {
        after: AFTER,
        limit: {
          description: 'At most this many.',
          schema: { type: 'integer', minimum: 0, maximum: PAGE.max, default: PAGE.default },
        },
      },
      answers: ok('Changes.', JSON_TYPE),
    }),
    async (request, reply) => {
      const after = wholeNumber(request.query['after'], 'after', Number.MAX_SAFE_INTEGER) ?? 0;
      const limit = wholeNumber(request.query['limit'], 'limit', PAGE.max) ?? PAGE.default;
      const read = () => feed.read(after, Math.max(1, limit));
      const entries = await (hub.turns ? hub.turns.run(workRequest(request, reply), read) : read());
      return reply
        .header('cache-control', `public, max-age=${PUBLIC_MAX_AGE_S}`)
        .send({ entries, next: entries.at(-1)?.seq ?? after });
    },
  );

  app.get<{ Querystring: Record<string, string | undefined> }>(
    '/feed/stream',
    described({
      summary: 'The same as server-sent events; Last-Event-ID resumes.',
      query: { after: AFTER },
      headers: { 'Last-Event-ID': AFTER },
      answers: ok('Events.', 'text/event-stream'),
    }),
    async (request, reply) => {
      const resume = request.headers['last-event-id'];
      const after =
        wholeNumber(typeof resume === 'string' ? resume : undefined, 'Last-Event-ID') ??
        wholeNumber(request.query['after'], 'after') ??
        0;
      const caller = request.caller ?? (await callerOf(request, hub.identify));
      if (reply.raw.destroyed) return reply;
      const leave = places.take(caller, 'streams');
      streams.add(reply);
      reply.raw.once('close', () => {
        streams.delete(reply);
        leave();
      });
      stream(feed, reply, after, hub);
      return reply;
    },
  );

  // An open stream would keep the server from stopping; clients resume at another one.
  hub.onDrain?.(() => {
    for (const reply of streams) reply.raw.end();
  });
}

function wholeNumber(
  text: string | undefined,
  name: string,
  max = Number.MAX_SAFE_INTEGER,
): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d{1,16}$/.test(text) || value > max)
    throw new Problem('BAD_USER_INPUT', `${name} must be a whole number from 0 to ${max}.`);
  return value;
}

function stream(feed: Feed, reply: FastifyReply, start: number, hub: Hub): void {
  const { raw } = reply;
  reply.hijack();
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  raw.write(`retry: ${RETRY_MS + Math.floor(Math.random() * RETRY_MS)}\n\n`);

  let after = start;
  let running = false;
  let behind = false;
  const sendNew = async (): Promise<void> => {
    while (behind && !raw.destroyed) {
      behind = false;
      const entries = await feed.read(after, PAGE.max);
      for (const entry of entries) raw.write(event(entry));
      after = entries.at(-1)?.seq ?? after;
      if (raw.writableLength > MAX_WAITING_BYTES) raw.destroy();
      behind ||= entries.length === PAGE.max;
    }
  };
  const wake = (): void => {
    behind = true;
    if (running) return;
    running = true;
    sendNew()
      .catch((error: unknown) => {
        hub.log.error({ err: error }, 'feed stream');
        raw.end();
      })
      .finally(() => {
        running = false;
      });
  };
  const stop = feed.onChange(wake);
  let written = -1;
  const heartbeat = setInterval(() => {
    // Nothing of what waited at the last heartbeat was taken: nobody reads any more.
    const flushed = (raw.socket?.bytesWritten ?? 0) - raw.writableLength;
    if (raw.writableLength > 0 && flushed === written) raw.destroy();
    else raw.write(': still here\n\n');
    written = flushed;
  }, HEARTBEAT_MS);
  raw.once('close', () => {
    stop();
    clearInterval(heartbeat);
  });
  wake();
}

const event = (entry: FeedEntry): string =>
  `id: ${entry.seq}\nevent: change\ndata: ${JSON.stringify(entry)}\n\n`;

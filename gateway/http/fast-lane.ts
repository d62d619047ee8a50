import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { isRepeated } from './repeated.ts';

declare module 'fastify' {
  interface FastifyInstance {
    readonly fastLane: FastLane;
  }
}

/** A public answer that is in memory, complete but for the headers that every answer has. */
export interface ReadyAnswer {
  /** Pattern of the route, for the metrics. */
  readonly route: string;
  /** Objects looked up, as they are counted. */
  readonly objects: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Told of an answer that was sent. */
export type AnswerListener = (answer: { requestId: string; route: string; ms: number }) => void;

/**
 * Answers the most frequent anonymous requests from memory, before the pipeline. Such a request has no body, no
 * identity and no error to report. Every other request goes through the pipeline, which gives the same answer.
 * Each part of the pipeline that changes an answer registers the same change here.
 */
export interface FastLane {
  /** The answer to a GET of a path with an Accept header, if it is cached; absent: the lane is closed. */
  ready?: ((path: string, accept: string | undefined) => ReadyAnswer | undefined) | undefined;
  /** Sent with every answer. */
  readonly headers: Record<string, string>;
  /** Counts a stranger's lookups and gives the headers that say so; null: not without a closer look. */
  admit: (address: string, objects: readonly string[]) => Readonly<Record<string, string>> | null;
}

export const closedLane = (headers: Readonly<Record<string, string>>): FastLane => ({
  headers: { ...headers },
  admit: () => ({}),
});

/** With one of these a request is not the plain one of a stranger. */
const UNUSUAL = [
  'authorization',
  'cookie',
  'if-none-match',
  'x-forwarded-for',
  'content-length',
  'transfer-encoding',
  'expect',
] as const;

/** Puts the lane before the pipeline. */
export function withFastLane(
  lane: FastLane,
  pipeline: RequestListener,
  told: AnswerListener,
): RequestListener {
  return (request, response) => {
    if (!answered(lane, request, response, told)) pipeline(request, response);
  };
}

function answered(
  lane: FastLane,
  request: IncomingMessage,
  response: ServerResponse,
  told: AnswerListener,
): boolean {
  if (!lane.ready || request.method !== 'GET') return false;
  const { headers, url = '', socket } = request;
  const start = performance.now();
  const answer = lane.ready(url, headers.accept);
  // A header that is set already says that the connection is to end.
  if (!answer || UNUSUAL.some((name) => name in headers) || response.hasHeader('connection'))
    return false;
  if (isRepeated(request, 'host')) return false;
  const limits = lane.admit(socket.remoteAddress ?? '', answer.objects);
  if (!limits) return false;
  const requestId = randomUUID();
  // As a list: node then makes no table of it, which takes as long as all the rest of this.
  response.writeHead(200, [
    ...headersOf(lane, answer),
    ...Object.entries(limits).flat(),
    'x-request-id',
    requestId,
  ]);
  response.end(answer.body, () => {
    told({ requestId, route: answer.route, ms: performance.now() - start });
  });
  return true;
}

const listed = new WeakMap<ReadyAnswer['headers'], readonly string[]>();

/** Names and values of the headers that an answer has each time. */
function headersOf(
  { headers: common }: FastLane,
  { headers, body }: ReadyAnswer,
): readonly string[] {
  const known = listed.get(headers);
  if (known) return known;
  const all = { ...common, ...headers, 'content-length': String(body.length) };
  const list = Object.entries(all).flat();
  listed.set(headers, list);
  return list;
}

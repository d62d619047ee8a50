import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Question } from '../../../schema/generated/question.ts';
import type { RuleRepository } from '../../../subgraphs/agreements/loaders.ts';
import type { Recognise } from '../../../subgraphs/agreements/recognise.ts';
import type { TerritoryDays } from '../../../facts/model/days.ts';
import { isDay } from '../../../facts/model/calendar.ts';
import { fullInstant } from '../../../schema/knowledge.ts';
import type { Hub } from '../context.ts';
import { spelling } from '../../limits/asked.ts';
import type { Lookup } from '../../limits/asked.ts';
import { callerOf } from '../../limits/caller.ts';
import { MANIFESTS, PACE } from '../../config/limits.ts';
import { pacedAnswer, pacedBody } from '../../limits/pace.ts';
import type { PaceLimits } from '../../config/limit-settings.ts';
import { Places } from '../../limits/places.ts';
import type { PlaceLimits } from '../../config/limit-settings.ts';
import { TABLE_QUERY, tableIn } from '../table-query.ts';
import { readRows, type Defaults, type ManifestFormat } from './read.ts';
import { answerRows, MAX_ROWS, type RunOptions } from './run.ts';
import { WRITERS, type Writer } from './write.ts';
import { MediaTypeChoice, mediaTypeOf } from '../../http/accept.ts';
import { described, ok } from '../../http/description.ts';
import { Problem } from '../../../lib/errors/problem.ts';

const FORMATS = {
  'application/x-ndjson': 'ndjson',
  'application/ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
  'text/csv': 'csv',
} as const satisfies Record<string, ManifestFormat>;
type ManifestMediaType = keyof typeof FORMATS;
const MEDIA_TYPES = Object.keys(FORMATS) as readonly ManifestMediaType[];

/** Parts that the route needs beside the hub. */
export interface RecognitionsDependencies {
  readonly recognise: Recognise;
  readonly rules: RuleRepository;
  /** Manifests open at once. */
  readonly manifests?: PlaceLimits | undefined;
  readonly pace?: PaceLimits | undefined;
}

/**
 * `POST /recognitions`: answers a manifest of questions, row by row and in order, while it arrives.
 * Reading is public; only so many are answered at once.
 */
export function registerRecognitionsRoute(
  app: FastifyInstance,
  hub: Hub,
  { recognise, rules, manifests = MANIFESTS, pace = PACE }: RecognitionsDependencies,
): void {
  const places = new Places(manifests);
  let ending = false;
  hub.onDrain?.(() => {
    ending = true;
  });
  const isTerritory: RunOptions['isTerritory'] = async (code) => {
    const { index, unavailable } = await rules.read();
    // Without the facts nothing is known of markets: the answer itself says that they are missing.
    return unavailable.length > 0 || index.isTerritory(code);
  };

  void app.register((routes, _options, done) => {
    routes.removeAllContentTypeParsers();
    // The body stays a stream: a manifest is never held in memory.
    routes.addContentTypeParser([...MEDIA_TYPES], (_request, body, parsed) => {
      parsed(null, body);
    });
    routes.post(
      '/recognitions',
      described({
        summary: `Answers up to ${MAX_ROWS.toLocaleString('en')} questions, row by row and in order, while they arrive.`,
        query: {
          after: {
            description: 'Number of the last row already answered; rows up to it are skipped.',
            schema: { type: 'integer', minimum: 0, maximum: MAX_ROWS, default: 0 },
          },
          ...TABLE_QUERY,
          asOf: {
            description:
              'Day that rows without one ask about; unless given, the day it is in the market of the row.',
            schema: { type: 'string', format: 'date' },
          },
          knownAt: {
            description: 'Instant of knowledge of rows without one; now unless given.',
            schema: { type: 'string', format: 'date-time' },
          },
        },
        body: MEDIA_TYPES,
        answers: ok(
          'An answer or an error for each row, then the counts by status.',
          ...ANSWER_TYPES,
        ),
      }),
      async (request, reply) => {
        await hub.identify(request.headers.authorization);
        const writer = writerOf(request);
        const now = hub.now();
        const { days } = await rules.read();
        const settings = settingsOf(request, now, days);
        const caller = request.caller ?? (await callerOf(request, hub.identify));
        reply.raw.once('close', places.take(caller, 'manifests'));
        // Who is still sending when the answer has ended is not listened to.
        reply.raw.once('finish', () => {
          if (!request.raw.complete) request.raw.socket.destroySoon();
        });
        const format = formatOf(request);
        const body = pacedBody(request.body as AsyncIterable<Uint8Array>, pace);
        const table = tableIn(request);
        const rows = readRows(body, format, settings.after, { ...settings, table });
        const options: RunOptions = {
          ...settings,
          recognise,
          isTerritory,
          isEnding: () => ending,
          refusal: (questions) => reply.countLookups(questions.map(lookupOf)),
        };
        const answers = () =>
          pacedAnswer(text(answerRows(rows, options), writer, settings), pace, () => {
            reply.raw.destroy();
          });
        return send(reply, writer, settings, answers);
      },
    );
    done();
  });
}

function send(
  reply: FastifyReply,
  writer: Writer,
  { knownAt, asOf }: Defaults,
  answers: () => AsyncGenerator<string>,
): FastifyReply {
  return reply
    .headers({
      'cache-control': 'no-store',
      'content-type': writer.mediaType,
      'symbolon-as-of': asOf,
      'symbolon-known-at': knownAt,
      'x-accel-buffering': 'no',
    })
    .send(Readable.from(answers(), { objectMode: false, highWaterMark: 65_536 }));
}

async function* text(
  run: ReturnType<typeof answerRows>,
  writer: Writer,
  defaults: Defaults,
): AsyncGenerator<string> {
  yield writer.head(defaults);
  for (;;) {
    const { done, value } = await run.next();
    if (done) {
      yield writer.end(value);
      return;
    }
    if (value.length > 0) yield writer.results(value);
  }
}

const lookupOf = (question: Question): Lookup => {
  const object = `certificate ${spelling(question.certificate)}`;
  return { object, question: JSON.stringify({ ...question, certificate: object }) };
};

/** Questions and answers have the same media types; the first is what one gets who does not ask. */
const ANSWERS = new MediaTypeChoice(MEDIA_TYPES);

/** Media types of the answers. */
const ANSWER_TYPES = Object.values(WRITERS).map(({ mediaType }) => mediaTypeOf(mediaType));

function formatOf({ headers }: FastifyRequest): ManifestFormat {
  const given = mediaTypeOf(headers['content-type']);
  const type = MEDIA_TYPES.find((own) => own === given);
  return type === undefined ? 'ndjson' : FORMATS[type];
}

function writerOf({ headers }: FastifyRequest): Writer {
  const chosen = ANSWERS.choose(headers.accept);
  if (!chosen)
    throw new Problem('NOT_ACCEPTABLE', 'Answers come as application/x-ndjson or text/csv.');
  return WRITERS[FORMATS[chosen.type]];
}

/** Where to begin, and the day and the knowledge that hold for the whole run. */
function settingsOf({ query }: FastifyRequest, now: Date, days: TerritoryDays) {
  const { after = '0', asOf, knownAt } = query as Readonly<Record<string, string | undefined>>;
  if (!/^\d{1,6}$/.test(after) || Number(after) > MAX_ROWS)
    throw new Problem('BAD_USER_INPUT', `after must be a whole number from 0 to ${MAX_ROWS}.`);
  if (asOf !== undefined && !(DAY.test(asOf) && isDay(asOf)))
    throw new Problem('BAD_USER_INPUT', 'asOf must be a day such as 2026-06-30.');
  if (knownAt !== undefined && !(INSTANT.test(knownAt) && isDay(knownAt.slice(0, 10))))
    throw new Problem('BAD_USER_INPUT', 'knownAt must be an instant such as 2026-06-30T12:00:00Z.');
  return {
    after: Number(after),
    asOf: asOf ?? days.on(null, now),
    dayIn: (market: string) => asOf ?? days.on(market, now),
    knownAt: fullInstant(knownAt ?? now.toISOString()),
  };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{3})?Z$/;

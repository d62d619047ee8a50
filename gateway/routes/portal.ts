import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RequestContext } from '../../subgraphs/federation/subgraph.ts';
import type { Hub } from './context.ts';
import { meterOf } from './graphql.ts';
import { PUBLIC_MAX_AGE_S } from '../config/limits.ts';
import { answerPage, homePage, isNotHere, problemPage } from '../portal/pages.ts';
import type { Answer, VerifyQuery, Coverage } from '../portal/pages.ts';
import { STYLE } from '../portal/style.ts';
import { chooseLanguage } from '../http/accept.ts';
import { described, LANGUAGE, ok } from '../http/description.ts';
import { TEXTS } from '../portal/texts.ts';
import type { Language } from '../portal/texts.ts';

const HOUR_S = 3_600;
export const HTML_TYPE = 'text/html; charset=utf-8';

const QUESTION = `query Portal($question: RecognitionQuestion!, $locale: Locale!) {
  recognition(question: $question) {
    status
    reasons { code message(locale: $locale) }
    route { id name(locale: $locale) }
    changesOn
    asOf
    knownAt
  }
}`;

const COVERAGE = '{ statistics(by: [SCHEME]) { certificates knownAt groups { scheme } } }';

/** Pages for people, which work without JavaScript. */
export function portalRoutes(app: FastifyInstance, hub: Hub): void {
  app.get(
    '/',
    described({ summary: 'The portal.', query: LANGUAGE, answers: ok('Page.', 'text/html') }),
    (request, reply) =>
      reply
        .headers({ 'cache-control': `public, max-age=${HOUR_S}`, vary: 'Accept-Language, Origin' })
        .type(HTML_TYPE)
        .send(homePage(languageIn(request))),
  );
  app.get(
    '/portal.css',
    described({ summary: 'Style of the pages.', answers: ok('Style sheet.', 'text/css') }),
    (_, reply) =>
      reply
        .header('cache-control', `public, max-age=${HOUR_S}`)
        .type('text/css; charset=utf-8')
        .send(STYLE),
  );
  app.get(
    '/ask',
    described({
      summary: 'A question and its answer as a page.',
      query: {
        certificate: { description: 'Number as printed.', isRequired: true },
        market: { description: 'Code of the market.', isRequired: true },
        asOf: {
          description: 'Day asked about; today unless given.',
          schema: { type: 'string', format: 'date' },
        },
        ...LANGUAGE,
      },
      answers: ok('Page.', 'text/html'),
    }),
    async (request, reply) => {
      const language = languageIn(request);
      const outages = hub.outages?.();
      const { status, page } = await answered(hub, request, language, meterOf(reply));
      const isWhole = status === 200 && outages === hub.outages?.();
      return reply
        .code(status)
        .headers({
          'cache-control': isWhole ? `public, max-age=${PUBLIC_MAX_AGE_S}` : 'no-store',
          vary: 'Accept-Language, Origin',
        })
        .type(HTML_TYPE)
        .send(page);
    },
  );
}

const parameter = (request: FastifyRequest, name: string): string | undefined => {
  const value = (request.query as Record<string, unknown>)[name];
  return typeof value === 'string' ? value.trim() : undefined;
};

/** Languages of our texts; the first one is for those who ask for none of them. */
const LANGUAGES = ['en', 'zh'] as const satisfies readonly Language[];

/** The language asked for by name, else the one that the browser prefers. */
export function languageIn(request: FastifyRequest): Language {
  const named = parameter(request, 'lang');
  const asked = LANGUAGES.find((language) => language === named);
  return asked ?? chooseLanguage(request.headers['accept-language'], LANGUAGES) ?? LANGUAGES[0];
}

async function answered(
  hub: Hub,
  request: FastifyRequest,
  language: Language,
  meter: ReturnType<typeof meterOf>,
): Promise<{ status: number; page: string }> {
  const asked: VerifyQuery = {
    certificate: parameter(request, 'certificate') ?? '',
    market: (parameter(request, 'market') ?? '').toUpperCase(),
    asOf: parameter(request, 'asOf') ?? '',
  };
  const { certificate, market, asOf } = asked;
  if (certificate === '' || market === '')
    return { status: 400, page: problemPage(language, asked, TEXTS[language].incomplete) };

  const contextValue: RequestContext = {
    identity: null,
    requestId: request.id,
    caller: request.caller?.key,
    now: hub.now,
    cache: new Map(),
  };
  const question = { certificate, market, ...(asOf === '' ? {} : { asOf }) };
  const { data, errors } = await hub.graphql.answer(
    { query: QUESTION, variables: { question, locale: language }, meter },
    contextValue,
  );
  const answer = data?.['recognition'] as Answer | null | undefined;
  if (answer) {
    const coverage = isNotHere(answer) ? await coverageOf(hub, contextValue) : null;
    return { status: 200, page: answerPage(language, asked, answer, hub.now(), coverage) };
  }
  const [error] = errors ?? [];
  return error?.extensions?.['code'] === 'BAD_USER_INPUT'
    ? { status: 400, page: problemPage(language, asked, error.message) }
    : { status: 503, page: problemPage(language, asked, TEXTS[language].unavailable) };
}

/** A summary of the register; null: it is not available at the moment. */
async function coverageOf(hub: Hub, context: RequestContext): Promise<Coverage | null> {
  const { data } = await hub.graphql.answer({ query: COVERAGE }, context);
  return (data?.['statistics'] as Coverage | null | undefined) ?? null;
}

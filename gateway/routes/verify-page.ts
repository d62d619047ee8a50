import type { FastifyInstance } from 'fastify';
import { collectModules } from '../portal/modules.ts';
import type { BrowserModules } from '../portal/modules.ts';
import { VERIFIER, verifyPage } from '../portal/verify-page.ts';
import { described, LANGUAGE, NOT_FOUND, ok } from '../http/description.ts';
import { Problem } from '../../lib/errors/problem.ts';
import { HTML_TYPE, languageIn } from './portal.ts';

const MODULE_TYPE = 'text/javascript; charset=utf-8';

let modules: Promise<BrowserModules> | undefined;
/** The parts of the page, collected once, when first asked for. */
export const collected = (): Promise<BrowserModules> => (modules ??= collectModules(VERIFIER));

/** The page that verifies in the browser, and the modules it does it with: those of the hub itself. */
export function verifyPageRoutes(app: FastifyInstance): void {
  app.get(
    '/verify',
    described({
      summary: 'A page that verifies attestations in the browser.',
      query: LANGUAGE,
      answers: ok('Page.', 'text/html'),
    }),
    async (request, reply) => {
      const { text, policy } = verifyPage(languageIn(request), await collected());
      return reply
        .headers({
          'content-security-policy': policy,
          'cache-control': 'no-cache', // it names the modules of this version of the program
          vary: 'Accept-Language, Origin',
        })
        .type(HTML_TYPE)
        .send(text);
    },
  );
  app.get<{ Params: { version: string; '*': string } }>(
    '/verify/:version/*',
    described({
      summary: 'A module of the page that verifies.',
      params: {
        version: { description: 'Version of the modules, as the page names it.' },
        path: { description: 'Path of the module.' },
      },
      answers: { ...ok('Module.', 'text/javascript'), ...NOT_FOUND },
    }),
    async (request, reply) => {
      const { version, files } = await collected();
      const text = request.params.version === version && files.get(request.params['*']);
      if (text === false || text === undefined)
        throw new Problem('NOT_FOUND', 'There is no such module in this version of the hub.');
      return reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .type(MODULE_TYPE)
        .send(text);
    },
  );
}

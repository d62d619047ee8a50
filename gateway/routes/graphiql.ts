import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { chooseCoding } from '../http/accept.ts';
import { described, ok } from '../http/description.ts';
import { taggedAs } from '../http/compression.ts';

/** A day: the page changes only with the program. */
const MAX_AGE_S = 86_400;

const FIRST_QUERY = `# Is a certificate recognised in a market, and why?
query Recognition {
  recognition(question: { certificate: "ANSSI-CC-2023/42", market: "US" }) {
    status
    reasons { code message }
    route { id name }
    changesOn
  }
}
`;

interface Page {
  readonly html: string;
  readonly compressed: Buffer;
  readonly etag: string;
  readonly policy: string;
}

/** The explorer: one page that contains all it needs, so it works without any other host. */
export function graphiqlRoutes(app: FastifyInstance): void {
  app.get(
    '/graphiql',
    described({ summary: 'Explorer of the graph.', answers: ok('Page.', 'text/html') }),
    async (request, reply) => {
      const { html, compressed, etag, policy } = await explorer();
      reply.headers({
        'content-security-policy': policy,
        'cache-control': `public, max-age=${MAX_AGE_S}`,
        vary: 'Accept-Encoding',
      });
      reply.type('text/html; charset=utf-8');
      return chooseCoding(request.headers['accept-encoding'], ['gzip'])
        ? reply
            .headers({ 'content-encoding': 'gzip', etag: taggedAs(etag, 'gzip') })
            .send(compressed)
        : reply.header('etag', etag).send(Buffer.from(html));
    },
  );
}

let page: Promise<Page> | undefined;
/** The page, of 9 MB of script: made when first asked for, once for all. */
export const explorer = (): Promise<Page> => (page ??= render());

async function render(): Promise<Page> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const html = renderGraphiQL({
    title: 'Symbolon explorer',
    endpoint: '/graphql',
    defaultQuery: FIRST_QUERY,
  });
  return {
    html,
    compressed: gzipSync(html),
    etag: `"${digest(html)}"`,
    policy: policyOf(html),
  };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64');

/**
 * Permits exactly the scripts of this page. Its editor makes its workers from text (blob:) and
 * writes its own styles.
 */
function policyOf(html: string): string {
  const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(
    ([, script = '']) => `'sha256-${digest(script)}'`,
  );
  return [
    "default-src 'none'",
    `script-src ${scripts.join(' ')} blob:`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    "img-src 'self' data:",
    'font-src data:',
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

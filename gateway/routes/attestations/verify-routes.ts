import type { FastifyInstance } from 'fastify';
import type { AttestationService } from '../../../subgraphs/attestations/index.ts';
import { NOT_VERIFIED } from '../../../subgraphs/attestations/graphql/views.ts';
import { described, JSON_TYPE, ok } from '../../http/description.ts';
import type { FairScheduler } from '../../../subgraphs/federation/turns.ts';
import { workRequest } from '../../http/clients.ts';
import { Problem } from '../../../lib/errors/problem.ts';

/** Of a body that may be told to be no attestation; a larger one is not read. */
const MAX_BODY_BYTES = 65_536;

const TEXT_TYPES = [
  'application/vc+jwt',
  'application/jwt',
  'application/jose',
  'text/plain',
  'application/octet-stream',
] as const;

/**
 * `POST /verify`: a JWS as the body, a verdict with each check as the answer. A token that fails is
 * a good answer (200); every failure has the one code NOT_VERIFIED, its cause stays here.
 */
export function verifyRoutes(
  app: FastifyInstance,
  service: AttestationService,
  turns: FairScheduler,
): void {
  void app.register((routes, _options, done) => {
    routes.removeAllContentTypeParsers();
    routes.addContentTypeParser(
      [...TEXT_TYPES],
      { parseAs: 'string', bodyLimit: MAX_BODY_BYTES },
      (_request, body, parsed) => {
        parsed(null, body);
      },
    );
    routes.post<{ Querystring: { audience?: string | string[] } }>(
      '/verify',
      described({
        summary: 'Verifies an attestation, naming each check.',
        query: { audience: { description: 'Who must be its audience; anybody unless given.' } },
        body: TEXT_TYPES,
        answers: ok('Verdict.', JSON_TYPE),
      }),
      async (request, reply) => {
        if (typeof request.body !== 'string' || request.body === '')
          throw new Problem('BAD_REQUEST', 'Send the compact JWS as the body.');
        const { audience } = request.query;
        if (Array.isArray(audience)) throw new Problem('BAD_REQUEST', 'Name one audience.');
        const { body } = request;
        const { verdict, checks, claims } = await turns.run(workRequest(request, reply), () =>
          service.verify(body, audience),
        );
        return reply.header('cache-control', 'no-store').send({
          verdict,
          ...(verdict === 'valid' ? {} : { code: NOT_VERIFIED }),
          checks: checks.map(({ name, outcome, message }) => ({ name, outcome, message })),
          ...(claims === undefined ? {} : { claims }),
        });
      },
    );
    done();
  });
}

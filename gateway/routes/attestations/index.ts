import type { FastifyInstance } from 'fastify';
import type { AttestationService } from '../../../subgraphs/attestations/index.ts';
import { FairScheduler, VERIFIED_AT_ONCE } from '../../../subgraphs/federation/turns.ts';
import { sendCacheable } from './cacheable.ts';
import { keyRoutes } from './key-routes.ts';
import { logRoutes } from './log-routes.ts';
import { MediaTypeChoice } from '../../http/accept.ts';
import { described, NOT_FOUND, ok } from '../../http/description.ts';
import { Problem } from '../../../lib/errors/problem.ts';
import { MEDIA_TYPES, readyRepresentation, representationOf } from './representations.ts';
import type { MediaType } from './representations.ts';
import type { ReadyAnswer } from '../../http/fast-lane.ts';
import { ATTESTATION_ID } from './parameters.ts';
import { statusRoutes } from './status-routes.ts';
import { verifyRoutes } from './verify-routes.ts';

/** Shape of an attestation's id: 16 random bytes in base64url. Anything else is not looked up. */
const ID = /^[A-Za-z0-9_-]{22}$/;

/** A representation that is not in memory yet. */
async function made(id: string, type: MediaType, service: AttestationService) {
  const attestation = ID.test(id) ? await service.find(id) : null;
  if (!attestation) throw new Problem('NOT_FOUND', 'This hub issued no such attestation.');
  return representationOf(attestation, type, service);
}

const REPRESENTATIONS = new MediaTypeChoice(MEDIA_TYPES);

const ROUTE = '/attestations/:id';
const FOLDER = '/attestations/';

/** The token of an attestation, if it is cached and an Accept header prefers it. */
const readyToken =
  (service: AttestationService) =>
  (path: string, accept: string | undefined): ReadyAnswer | undefined => {
    if (!path.startsWith(FOLDER)) return undefined;
    const id = path.slice(FOLDER.length);
    const cached = service.cached(id);
    const [type] = MEDIA_TYPES;
    if (!cached || REPRESENTATIONS.choose(accept)?.type !== type) return undefined;
    const ready = readyRepresentation(cached, type, service.now());
    if (!ready || typeof ready.body === 'string') return undefined;
    return {
      route: ROUTE,
      objects: [`attestation ${id}`],
      headers: ready.headers,
      body: ready.body,
    };
  };

/** The routes of attestations and of the keys and checks that belong to them. */
export function registerAttestationRoutes(
  app: FastifyInstance,
  service: AttestationService,
  checks = new FairScheduler(VERIFIED_AT_ONCE),
): void {
  app.fastLane.ready = readyToken(service);
  app.get<{ Params: { id: string } }>(
    ROUTE,
    described({
      summary: 'An attestation, as the Accept header asks.',
      params: ATTESTATION_ID,
      answers: {
        ...ok('Attestation.', ...MEDIA_TYPES),
        ...NOT_FOUND,
        406: { description: 'Accept names none of these media types.' },
      },
    }),
    (request, reply) => {
      const type = REPRESENTATIONS.choose(request.headers.accept)?.type;
      if (type === undefined)
        throw new Problem('NOT_ACCEPTABLE', `Accept one of ${MEDIA_TYPES.join(', ')}.`, {
          headers: { vary: 'accept' },
        });
      const { id } = request.params;
      const cached = service.cached(id);
      const ready = cached && readyRepresentation(cached, type, service.now());
      if (ready) return sendCacheable(reply, ready);
      return made(id, type, service).then((representation) => sendCacheable(reply, representation));
    },
  );
  keyRoutes(app, service);
  statusRoutes(app, service);
  logRoutes(app, service);
  verifyRoutes(app, service, checks);
}

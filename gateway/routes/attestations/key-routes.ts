import type { FastifyInstance } from 'fastify';
import type { AttestationService } from '../../../subgraphs/attestations/index.ts';
import {
  didDocument,
  historicalKeySet,
  logKeySet,
} from '../../../subgraphs/attestations/keys/index.ts';
import { described, NOT_FOUND, ok } from '../../http/description.ts';
import { Problem } from '../../../lib/errors/problem.ts';
import { etagOf, sendCacheable } from './cacheable.ts';

/** Seconds for which a key set may be kept: far less than the 14 days that a key is published first. */
const MAX_AGE_S = 300;

/** Media type of a trust bundle: a compact JWS with this `typ` (RFC 8725 §3.11). */
const BUNDLE_TYPE = 'application/trust-bundle+jwt';

/**
 * The public keys: those in use as a JWK Set (RFC 7517) and as a DID document (did:web), all that
 * there have been with their periods, those of the log, and the trust bundle that the offline root signed.
 */
export function keyRoutes(app: FastifyInstance, service: AttestationService): void {
  const { keys, issuer, now } = service;
  const serve = (
    path: string,
    type: string,
    summary: string,
    document: () => object | Promise<object>,
  ): void => {
    app.get(
      path,
      described({ summary, answers: ok('Document.', type) }),
      async (_request, reply) => {
        const body = JSON.stringify(await document());
        return sendCacheable(reply, {
          body,
          headers: {
            'content-type': type,
            'cache-control': `public, max-age=${MAX_AGE_S}`,
            etag: etagOf(body),
          },
        });
      },
    );
  };
  serve('/.well-known/jwks.json', 'application/jwk-set+json', 'Keys of attestations.', () =>
    service.keySet(),
  );
  serve('/.well-known/did.json', 'application/did+json', 'DID document of the hub.', () =>
    didDocument(issuer.hubId, keys, now()),
  );
  serve(
    '/.well-known/historical-keys.json',
    'application/jwk-set+json',
    'Every ES256 key there has been, with its period and revocation.',
    () => historicalKeySet(keys),
  );
  serve(
    '/.well-known/log-keys.json',
    'application/jwk-set+json',
    'Keys of the log (Ed25519).',
    () => logKeySet(keys),
  );
  app.get(
    '/.well-known/trust-bundle.jws',
    described({
      summary: 'Whose keys to believe, for what: signed by the offline root.',
      answers: { ...ok('Trust bundle.', BUNDLE_TYPE), ...NOT_FOUND },
    }),
    async (_request, reply) => {
      const body = await service.bundles.newest();
      if (body === null)
        throw new Problem(
          'NOT_FOUND',
          'No trust bundle is published here yet: its operator signs one with `symbolon keys sign-bundle`.',
        );
      return sendCacheable(reply, {
        body,
        headers: {
          'content-type': BUNDLE_TYPE,
          'cache-control': `public, max-age=${MAX_AGE_S}`,
          etag: etagOf(body),
        },
      });
    },
  );
}

import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AttestationService } from '../../../subgraphs/attestations/index.ts';
import { described, JSON_TYPE, NOT_FOUND, ok } from '../../http/description.ts';
import { Problem } from '../../../lib/errors/problem.ts';
import { ATTESTATION_ID } from './parameters.ts';

const IMMUTABLE = 'public, max-age=31536000, immutable';
const TEXT = 'text/plain; charset=utf-8';
const FULL = 256;
const MAX_NOTE_BYTES = 65_536;

const LEAVES = { schema: { type: 'integer', minimum: 1 } } as const;
const SIZE = {
  size: { ...LEAVES, description: 'Size of the tree in leaves; the latest unless given.' },
} as const;

/** The transparency log: C2SP tlog-checkpoint, tlog-tiles and tlog-proof. */
export function logRoutes(app: FastifyInstance, service: AttestationService): void {
  const { log } = service;

  app.get<{ Querystring: Sized }>(
    '/log/checkpoint',
    described({
      summary: 'The latest checkpoint of the transparency log, a signed note (C2SP).',
      query: SIZE,
      answers: { ...ok('Checkpoint.', 'text/plain'), ...NOT_FOUND },
    }),
    async (request, reply) => {
      const size = await sizeOf(request.query, log, 0);
      const checkpoint = size === undefined ? await log.checkpoint() : await log.checkpointOf(size);
      if (!checkpoint) throw new Problem('NOT_FOUND', 'No checkpoint was published for this size.');
      return reply.header('cache-control', 'no-cache').type(TEXT).send(log.noteOf(checkpoint));
    },
  );

  void app.register((routes, _options, done) => {
    routes.removeAllContentTypeParsers();
    routes.addContentTypeParser(
      /^text\/plain(?:;|$)/,
      { parseAs: 'string', bodyLimit: MAX_NOTE_BYTES },
      (_request, body, parsed) => {
        parsed(null, body);
      },
    );
    routes.post(
      '/log/cosignatures',
      described({
        summary:
          'Takes cosignatures of known witnesses under a checkpoint (C2SP tlog-cosignature).',
        body: ['text/plain'],
        answers: {
          ...ok('How many the checkpoint now has.', JSON_TYPE),
          409: { description: 'It contradicts this log, and is kept as evidence.' },
          422: { description: 'No checkpoint of this log, or no known witness.' },
        },
      }),
      async (request, reply) => {
        if (typeof request.body !== 'string' || request.body === '')
          throw new Problem('BAD_REQUEST', 'Send the cosigned checkpoint, a signed note, as text.');
        const checkpoint = await service.cosign(request.body);
        if (!checkpoint)
          throw new Problem(
            'UNPROCESSABLE',
            'It is no checkpoint of this log, or no known witness has cosigned it.',
          );
        if ('ours' in checkpoint) {
          const { size, root, ours } = checkpoint;
          request.log.error(
            { code: 'LOG_CONFLICT', size, root, ours },
            'a checkpoint that our own key signed contradicts the log: it is kept as evidence',
          );
          throw new Problem(
            'CONFLICT',
            'It contradicts this log, though a key of this log signed it. It is kept as evidence.',
          );
        }
        const { _id: size, cosignatures } = checkpoint;
        return reply.header('cache-control', 'no-store').send({
          size,
          cosignatures: cosignatures.length,
        });
      },
    );
    done();
  });

  app.get<{ Params: { id: string }; Querystring: Sized }>(
    '/log/proof/:id',
    described({
      summary: 'The proof that an attestation is in the log (C2SP tlog-proof).',
      params: ATTESTATION_ID,
      query: SIZE,
      answers: { ...ok('Proof.', 'text/plain'), ...NOT_FOUND },
    }),
    async (request, reply) => {
      const proof = await service.proof(request.params.id, await sizeOf(request.query, log, 1));
      if (proof === null)
        throw new Problem(
          'NOT_FOUND',
          'This hub issued no such attestation, or none that is in a tree of this size.',
        );
      return reply.header('cache-control', 'public, max-age=3600').type(TEXT).send(proof);
    },
  );

  app.get<{ Querystring: { from?: unknown; to?: unknown } }>(
    '/log/consistency',
    described({
      summary: 'The proof that one tree of the log begins another (RFC 9162 §2.1.4).',
      query: {
        from: { ...LEAVES, description: 'Size of the earlier tree.', isRequired: true },
        to: { ...LEAVES, description: 'Size of the later tree.', isRequired: true },
      },
      answers: ok('Hashes, base64.', JSON_TYPE),
    }),
    async (request, reply) => {
      const [from, to] = [numberOf(request.query.from), numberOf(request.query.to)];
      const hashes =
        from === undefined || to === undefined ? null : await log.consistency(from, to);
      if (!hashes)
        throw outOfBounds('from and to', 1, await log.size(), ', from being the smaller');
      return reply
        .header('cache-control', IMMUTABLE)
        .send({ from, to, hashes: hashes.map(base64) });
    },
  );

  app.get<{ Params: { '*': string } }>(
    '/log/tile/*',
    described({
      summary: 'A tile of the log, or its entries (C2SP tlog-tiles).',
      params: { path: { description: 'Level and number, such as 0/x001/234 or entries/000.p/7.' } },
      answers: { ...ok('Tile.', 'application/octet-stream'), ...NOT_FOUND },
    }),
    async (request, reply) => {
      const tile = readTilePath(request.params['*']);
      if (!tile) throw new Problem('NOT_FOUND', 'Tiles are addressed as in C2SP tlog-tiles.');
      const { level, number, width } = tile;
      const bytes =
        level === 'entries'
          ? await log.entries(number, width)
          : await log.tile(level, number, width);
      if (!bytes)
        throw new Problem(
          'NOT_FOUND',
          `The log has ${await log.size()} leaves, and no such tile yet.`,
        );
      return sendTile(reply, bytes);
    },
  );
}

function sendTile(reply: FastifyReply, bytes: Uint8Array): FastifyReply {
  return reply
    .header('cache-control', IMMUTABLE)
    .type('application/octet-stream')
    .send(Buffer.from(bytes));
}

interface Sized {
  readonly size?: unknown;
}

type Log = AttestationService['log'];

/** The size of the tree asked about; undefined: none was named. */
async function sizeOf({ size }: Sized, log: Log, least: number): Promise<number | undefined> {
  if (size === undefined) return undefined;
  const number = numberOf(size);
  const most = await log.size();
  if (number === undefined || number < least || number > most)
    throw outOfBounds('size', least, most);
  return number;
}

/** The log only grows, so bounds told now hold from now on. */
const outOfBounds = (what: string, least: number, most: number, more = ''): Problem =>
  new Problem('BAD_USER_INPUT', `Give ${what} in whole leaves, ${least} to ${most}${more}.`, {
    members: { bounds: { least, most } },
  });

const numberOf = (value: unknown): number | undefined =>
  typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : undefined;

const base64 = (hash: Uint8Array): string => Buffer.from(hash).toString('base64');

interface TileAddress {
  readonly level: number | 'entries';
  readonly number: number;
  readonly width: number;
}

/** `<level>/x001/234[.p/<width>]`: three digits a segment, all but the last marked with x. */
export function readTilePath(path: string): TileAddress | null {
  const match =
    /^(entries|[0-9]|[1-5][0-9]|6[0-3])\/((?:x\d{3}\/)*)(\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (!match) return null;
  const [, level = '', high = '', low = '', partial] = match;
  const segments = high.replace(/[x/]/g, '');
  if (segments.startsWith('000') || segments.length > 12) return null;
  const width = partial === undefined ? FULL : Number(partial);
  if (
    width < 1 ||
    width > FULL ||
    (partial !== undefined && (width === FULL || partial.startsWith('0')))
  )
    return null;
  return {
    level: level === 'entries' ? level : Number(level),
    number: Number(segments + low),
    width,
  };
}

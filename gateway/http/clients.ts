import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ClientGroup } from '../../lib/client-group.ts';
import type { WorkRequest } from '../../subgraphs/federation/turns.ts';

/** The client who waits for a response. One whose answer is written has not gone away. */
export const clientsOf = (response: ServerResponse): ClientGroup =>
  new ClientGroup({
    isGone: () => response.destroyed && !response.writableFinished,
    onGone: (leave) => {
      response.once('close', leave);
    },
  });

/** Whose turn it is in a route beside GraphQL. */
export const workRequest = (request: FastifyRequest, { raw }: FastifyReply): WorkRequest => ({
  identity: null,
  requestId: request.id,
  caller: request.caller?.key,
  clients: clientsOf(raw),
  cache: new Map(),
});

import type { ServerResponse } from 'node:http';
import { ClientGroup } from '../../lib/client-group.ts';

/** The client who waits for a response. One whose answer is written has not gone away. */
export const clientsOf = (response: ServerResponse): ClientGroup =>
  new ClientGroup({
    isGone: () => response.destroyed && !response.writableFinished,
    onGone: (leave) => {
      response.once('close', leave);
    },
  });

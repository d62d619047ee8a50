import { afterEach, describe, expect, it } from '@jest/globals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { createLog } from '../../../gateway/observability/log.ts';
import { createMetrics } from '../../../gateway/observability/metrics.ts';
import { createSubgraphService } from '../../../gateway/services/server.ts';
import type { RequestContext } from '../../../subgraphs/federation/subgraph.ts';
import { CALLER_HEADER, callerHeader } from '../../../gateway/identity/service-caller.ts';
import { codedError } from '../../../subgraphs/federation/errors.ts';

const lines: string[] = [];
const seen: (Pick<RequestContext, 'caller'> & { readonly isGone: boolean | undefined })[] = [];
const metrics = createMetrics();
let failedReads = 0;
const schema = buildSubgraphSchema({
  typeDefs: parse('type Query { good: String  late: String  wrong: String  unread: String }'),
  resolvers: {
    Query: {
      good: (_: unknown, __: unknown, context: unknown) => {
        const { caller, clients } = context as RequestContext;
        seen.push({ caller, isGone: clients?.isGone });
        return 'yes';
      },
      late: () => Promise.reject(codedError('UNAVAILABLE', 'later')),
      wrong: () => Promise.reject(new TypeError('secret is undefined')),
      unread: () => {
        failedReads += 1;
        return 'without them';
      },
    },
  },
});
const app = createSubgraphService({
  subgraph: { name: 'bodies', schema },
  config: { publicUrl: 'http://localhost', metricsPort: undefined },
  authenticate: () => Promise.resolve(null),
  log: createLog({ logLevel: 'error' }, { write: (line) => void lines.push(line) }),
  metrics,
  now: () => new Date(),
  unreadable: () => failedReads,
  isReady: () => true,
});

const ask = async (query: string): Promise<unknown> =>
  (await app.inject({ method: 'POST', url: '/graphql', payload: { query } })).json();

afterEach(() => {
  lines.length = 0;
});

describe('a subgraph as a service', () => {
  it('tells its router when facts could not be read, and only then', async () => {
    expect(await ask('{ unread }')).toEqual({
      data: { unread: 'without them' },
      extensions: { unreadable: true },
    });
    expect(await ask('{ good }')).toEqual({ data: { good: 'yes' } });
  });

  it('says of a mistake of its program no more than that, and logs and counts it', async () => {
    expect(await ask('{ wrong }')).toMatchObject({
      errors: [{ path: ['wrong'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
    });
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({
        msg: 'masked',
        err: expect.objectContaining({ type: 'TypeError', message: 'secret is undefined' }),
      }),
    ]);
    expect(await metrics.registry.metrics()).toContain(
      'symbolon_graphql_operations_total{kind="service",code="INTERNAL_SERVER_ERROR"} 1',
    );
  });

  it('learns whose share of its work a request takes, and whether somebody waits for it', async () => {
    const caller = callerHeader('192.0.2.1');
    expect(caller).toMatch(/^[\w-]{22}$/);
    expect(caller).not.toBe(callerHeader('192.0.2.2'));
    await app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { [CALLER_HEADER]: caller },
      payload: { query: '{ good }' },
    });
    expect(seen.at(-1)).toEqual({ caller, isGone: false });
  });

  it('does not take a busy store for a mistake', async () => {
    expect(await ask('{ late }')).toMatchObject({
      errors: [{ extensions: { code: 'UNAVAILABLE' } }],
    });
    expect(lines).toEqual([]);
  });
});

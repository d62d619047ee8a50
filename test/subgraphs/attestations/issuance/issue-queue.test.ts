import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { issueQueue } from '../../../../subgraphs/attestations/issuance/issue-queue.ts';
import { ClockFault } from '../../../../subgraphs/attestations/issuance/issuance.ts';
import type { IssueOutcome } from '../../../../subgraphs/attestations/issuance/issuance.ts';
import type { IssueOrder } from '../../../../subgraphs/attestations/issuance/order.ts';
import { openHub, OFFICER, REQUEST } from '../hub.ts';
import type { TestHub } from '../hub.ts';
import { CASE } from '../support.ts';

const order = (audience: string): IssueOrder => ({
  request: { ...REQUEST, audience },
  requester: OFFICER,
});
const invalid: IssueOutcome = { kind: 'invalid', faults: [] };

describe('requests that arrive one by one', () => {
  it('begin at once, and those that come meanwhile go together, in order', async () => {
    const batches: string[][] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const queue = issueQueue(async (orders) => {
      batches.push(orders.map(({ request }) => request.audience));
      await held;
      return orders.map(() => invalid);
    });
    const asked = ['a', 'b', 'c', 'd', 'e'].map((audience) => queue.add(order(audience)));
    expect(batches).toEqual([['a'], ['b']]);
    release();
    expect(await Promise.all(asked)).toEqual([invalid, invalid, invalid, invalid, invalid]);
    expect(batches).toEqual([['a'], ['b'], ['c', 'd', 'e']]);
  });

  it('do not fail for what is wrong with one of them, and all do when there is no clock', async () => {
    let attempts = 0;
    const queue = issueQueue((orders) => {
      attempts++;
      const audiences = orders.map(({ request }) => request.audience);
      if (audiences.includes('no clock')) return Promise.reject(new ClockFault('behind'));
      if (audiences.includes('poison')) return Promise.reject(new RangeError('unforeseen'));
      return Promise.resolve(orders.map(() => invalid));
    });
    const outcomes = (audiences: readonly string[]): Promise<string[]> =>
      Promise.all(
        audiences.map((audience) =>
          queue.add(order(audience)).then(
            ({ kind }) => kind,
            (error: unknown) => (error as Error).name,
          ),
        ),
      );
    expect(await outcomes(['a', 'b', 'c', 'poison', 'd'])).toEqual([
      'invalid',
      'invalid',
      'invalid',
      'RangeError',
      'invalid',
    ]);
    attempts = 0;
    expect(await outcomes(['a', 'b', 'c', 'no clock', 'd'])).toEqual([
      'invalid',
      'invalid',
      'ClockFault',
      'ClockFault',
      'ClockFault',
    ]);
    expect(attempts).toBe(3);
  });
});

describe('a hub that is asked for many attestations at once', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openHub();
  });
  afterAll(() => hub.close());

  it('gives each caller the own one, recorded under the own name, and stays sound', async () => {
    const { service } = hub.subgraph;
    hub.answers.set('T-NO', () => ({ answer: { status: 'NOT_RECOGNISED', reasons: [] } }));
    const outcomes = await Promise.all(
      Array.from({ length: 120 }, (_, at) => {
        const question = {
          ...REQUEST.question,
          certificate: at % 10 === 9 ? 'T-NO' : `T-${at % 7}`,
        };
        const requester = { ...OFFICER, subject: `officer ${at % 3}` };
        return service.issue({ question, audience: `urn:example:${at}` }, requester);
      }),
    );
    for (const [at, outcome] of outcomes.entries())
      expect(outcome).toMatchObject(
        at % 10 === 9
          ? { kind: 'not-recognised' }
          : {
              kind: 'issued',
              created: true,
              attestation: {
                certificate: `T-${at % 7}`,
                audience: `urn:example:${at}`,
                requestedBy: `officer ${at % 3}`,
                answer: { status: CASE.expected.status },
              },
            },
      );
    expect(await service.log.size()).toBe(108);
    const { findings, checked } = await service.audit(undefined);
    expect([findings, checked['attestations']]).toEqual([[], 108]);
  });
});

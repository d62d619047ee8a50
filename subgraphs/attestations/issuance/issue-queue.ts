import { BatchQueue } from '../../../lib/batch-queue.ts';
import { faultCode } from '../../../lib/errors/code-of.ts';
import type { IssueOutcome } from './issuance.ts';
import type { IssueOrder } from './order.ts';

/** Batches under way at once: while one is stored, another is signed. */
const CONCURRENCY = 2;
/** Requests in one batch. */
const MAX_BATCH = 500;

/** Orders that arrive one by one, issued together at a fraction of the cost. */
export const issueQueue = (
  issue: (orders: readonly IssueOrder[]) => Promise<readonly IssueOutcome[]>,
): BatchQueue<IssueOrder, IssueOutcome> =>
  new BatchQueue(issue, {
    concurrency: CONCURRENCY,
    size: MAX_BATCH,
    // Without a store, a key or a clock no other attempt is better. What nobody foresaw may lie in one
    // request, and is not to spoil those that happened to come with it.
    isolates: (error) => faultCode(error) === 'INTERNAL_ERROR',
  });

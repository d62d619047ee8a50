import { document } from '../bson/values.ts';
import type { Document, Value } from '../bson/values.ts';
import type { Collection } from '../engine/collection.ts';
import { drain } from '../engine/cursors.ts';
import { notSupported } from '../faults.ts';
import { findRows, planOf } from '../engine/find.ts';
import type { FindRequest } from '../engine/find.ts';
import type { IndexPlan, Plan } from '../engine/planner.ts';
import { parsePipeline } from '../query/pipeline.ts';
import { checkFields, collectionName, findCollection, hintOf, timeSlice } from './arguments.ts';
import type { Command } from './arguments.ts';
import { findRequest } from './read.ts';

/**
 * Tells how a find, count, distinct or aggregate would be answered, in the shape in which MongoDB
 * tells it: stages FETCH over IXSCAN, COLLSCAN, OR, SORT. With verbosity executionStats it also runs.
 */
export async function explain(command: Command): Promise<Document> {
  const { body, db } = command;
  checkFields(command, ['verbosity']);
  const inner = body.get('explain');
  const name = inner instanceof Map ? inner.keys().next().value : undefined;
  if (!(inner instanceof Map) || name === undefined)
    throw notSupported('an explain of this command');
  const explained: Command = { ...command, name, body: inner };
  const request = requestOf(explained);
  const collection = findCollection(explained);
  const winningPlan = collection === undefined ? stage('EOF', {}) : planStage(collection, request);
  const reply = document({
    queryPlanner: document({
      namespace: `${db}.${collectionName(explained)}`,
      winningPlan,
      rejectedPlans: [],
    }),
  });
  if (body.get('verbosity') !== 'queryPlanner' && collection !== undefined)
    reply.set('executionStats', await statistics(explained, collection, request));
  return reply.set('ok', 1);
}

function requestOf(command: Command): FindRequest {
  switch (command.name) {
    case 'find':
    case 'count':
    case 'distinct':
      return findRequest(command);
    case 'aggregate': {
      const { filter, sort, skip, limit } = parsePipeline(command.body.get('pipeline'));
      const hint = hintOf(command.body, findCollection(command));
      return { filter, sort, skip, limit, hint };
    }
    default:
      throw notSupported(`an explain of ${command.name}`);
  }
}

async function statistics(
  command: Command,
  collection: Collection,
  request: FindRequest,
): Promise<Document> {
  const counts = { documentsExamined: 0 };
  let nReturned = 0;
  await drain(findRows(collection, request, counts), timeSlice(command.body), () => nReturned++);
  return document({
    executionSuccess: true,
    nReturned,
    totalDocsExamined: counts.documentsExamined,
  });
}

const stage = (name: string, fields: Readonly<Record<string, Value>>): Document =>
  document({ stage: name, ...fields });

function planStage(collection: Collection, request: FindRequest): Document {
  const plan = planOf(collection, request);
  const found = foundBy(plan);
  if (request.sort === undefined || (plan.kind === 'index' && plan.sorted)) return found;
  const sortPattern: Document = new Map();
  for (const { field, descending } of request.sort.fields)
    sortPattern.set(field, descending ? -1 : 1);
  return stage('SORT', { sortPattern, inputStage: found });
}

function foundBy(plan: Plan): Document {
  switch (plan.kind) {
    case 'scan':
      return stage('COLLSCAN', { direction: 'forward' });
    case 'index':
      return stage('FETCH', { inputStage: indexStage(plan) });
    case 'union':
      return stage('FETCH', {
        inputStage: stage('OR', { inputStages: plan.of.map(indexStage) }),
      });
  }
}

function indexStage({ index, reverse, ranges, points }: IndexPlan): Document {
  return stage('IXSCAN', {
    keyPattern: index.spec.get('key') ?? null,
    indexName: index.name,
    isMultiKey: index.multikey !== 0,
    isUnique: index.unique,
    direction: reverse ? 'backward' : 'forward',
    seeks: ranges.length,
    fixedFields: points,
  });
}

import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import type { Answer, Pipeline, Runnable } from '../../../gateway/graphql/pipeline.ts';
import { sharing } from '../../../gateway/graphql/sharing.ts';

interface Asked {
  readonly source?: string;
  readonly variables?: Record<string, unknown>;
  readonly subject?: string;
}

function runnable({ source = '{ a }', variables = {}, subject }: Asked = {}): Runnable {
  const document = parse(source);
  const definition = document.definitions[0] as OperationDefinitionNode;
  return {
    admitted: { source, hash: source, document, operations: new Map() },
    operation: { definition } as Runnable['operation'],
    variables,
    context: {
      identity: subject === undefined ? null : { subject, scopes: new Set() },
      requestId: 'r',
      now: () => new Date(0),
      cache: new Map(),
    },
  };
}

/** A pipeline that answers when told, and counts how often it ran. */
function slow() {
  const waiting: ((answer: Answer | Error) => void)[] = [];
  let version = 1;
  let spared = 0;
  const run: Pipeline = () =>
    new Promise((resolve, reject) =>
      waiting.push((answer) => {
        if (answer instanceof Error) reject(answer);
        else resolve(answer);
      }),
    );
  const counted = { runs: 0 };
  const shared = sharing(
    (one) => {
      counted.runs += 1;
      return run(one);
    },
    () => version,
    () => (spared += 1),
  );
  return {
    ask: (asked?: Asked) => shared(runnable(asked)),
    runs: () => counted.runs,
    spared: () => spared,
    commit: () => (version += 1),
    finish: (answer: Answer | Error = { status: 200, data: { a: 1 } }) => {
      for (const end of waiting.splice(0)) end(answer);
    },
  };
}

describe('reads that are under way', () => {
  it('are shared by strangers who ask the same', async () => {
    const pipeline = slow();
    const answers = [pipeline.ask(), pipeline.ask(), pipeline.ask()];
    expect(pipeline.runs()).toBe(1);
    expect(pipeline.spared()).toBe(2);
    pipeline.finish();
    expect(await Promise.all(answers)).toEqual(Array(3).fill({ status: 200, data: { a: 1 } }));
  });

  it('are shared no longer once answered: nothing is kept', async () => {
    const pipeline = slow();
    const first = pipeline.ask();
    pipeline.finish();
    await first;
    void pipeline.ask();
    expect(pipeline.runs()).toBe(2);
  });

  it.each<[string, Asked, Asked]>([
    ['other variables', { variables: { n: 1 } }, { variables: { n: 2 } }],
    ['another document', {}, { source: '{ b }' }],
    ['a token', {}, { subject: 'exporter' }],
    ['tokens, even of the same subject', { subject: 'exporter' }, { subject: 'exporter' }],
  ])('are not shared with %s', (_, one, other) => {
    const pipeline = slow();
    void pipeline.ask(one);
    void pipeline.ask(other);
    expect(pipeline.runs()).toBe(2);
  });

  it('are not joined by who asks after a commit', () => {
    const pipeline = slow();
    void pipeline.ask();
    pipeline.commit();
    void pipeline.ask();
    expect(pipeline.runs()).toBe(2);
  });

  it('are not joined by who asks after a mutation was answered', async () => {
    const pipeline = slow();
    const mutation = pipeline.ask({ source: 'mutation { a }' });
    pipeline.finish();
    const before = pipeline.ask();
    const again = pipeline.ask({ source: 'mutation { a }' });
    expect(pipeline.runs()).toBe(3);
    pipeline.finish();
    await Promise.all([mutation, before, again]);
    void pipeline.ask();
    expect(pipeline.runs()).toBe(4);
  });

  it('never let mutations share', () => {
    const pipeline = slow();
    void pipeline.ask({ source: 'mutation { a }' });
    void pipeline.ask({ source: 'mutation { a }' });
    expect(pipeline.runs()).toBe(2);
  });

  it('fail together, and are then tried afresh', async () => {
    const pipeline = slow();
    const answers = [pipeline.ask(), pipeline.ask()];
    pipeline.finish(new Error('down'));
    for (const answer of answers) await expect(answer).rejects.toThrow('down');
    void pipeline.ask();
    expect(pipeline.runs()).toBe(2);
  });
});

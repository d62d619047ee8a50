import { describe, expect, it } from '@jest/globals';
import { GraphQLError, isObjectType } from 'graphql';
import { createApolloPlanner } from '../../../../gateway/executor/compiled/planning/apollo-planner.ts';
import { CompiledGateway } from '../../../../gateway/executor/compiled/gateway.ts';
import type { PlannerFactory } from '../../../../gateway/executor/compiled/planning/planner.ts';
import type { Failure } from '../../../../gateway/executor/compiled/failure.ts';
import type { Names } from '../../../../gateway/executor/canonical/shape.ts';
import type {
  Entity,
  FetchNode,
  PlanNode,
  Selection,
} from '../../../../gateway/executor/compiled/planning/plan.ts';
import { createPlanners } from '../../../../gateway/executor/compiled/planning/planners.ts';
import { compileReported } from '../../../../gateway/executor/compiled/reported.ts';
import { rewrittenPath } from '../../../../gateway/executor/compiled/rewrite.ts';
import { localSource } from '../../../../gateway/executor/local-source.ts';
import { ask } from './ask.ts';
import { openShop } from './shop.ts';

const say = (): void => undefined;

/** A gateway for the shop in which some fields (`subgraph Type.field`) fail wherever they are asked. */
function shopWhereFail(createPlanner: PlannerFactory, ...failing: readonly string[]) {
  const { supergraphSdl, subgraphs } = openShop();
  for (const coordinate of failing) {
    const [subgraph = '', type = '', name = ''] = coordinate.split(/[ .]/);
    const owner = subgraphs.get(subgraph)?.getType(type);
    const field = isObjectType(owner) ? owner.getFields()[name] : undefined;
    if (!field) throw new Error(`no ${coordinate}`);
    field.resolve = () => {
      throw new Error(`no ${name}`);
    };
  }
  const sources = Object.fromEntries(
    [...subgraphs].map(([name, schema]) => [name, localSource(schema)]),
  );
  return new CompiledGateway({ supergraphSdl, sources, createPlanner });
}

/** A planner whose fetches select something else in addition. */
const fetchingMore =
  (createPlanner: PlannerFactory, selected: RegExp, more: string): PlannerFactory =>
  async (supergraphSdl) => {
    const planner = await createPlanner(supergraphSdl);
    const change = (node: PlanNode): PlanNode => {
      if (node.kind === 'Fetch')
        return { ...node, operation: node.operation.replaceAll(selected, more) };
      return node.kind === 'Flatten'
        ? { ...node, node: change(node.node) }
        : { ...node, nodes: node.nodes.map(change) };
    };
    return {
      ...planner,
      plan: async (document, operationName) => {
        const { node } = await planner.plan(document, operationName);
        return { node: node && change(node) };
      },
    };
  };

/** What is asked of related products of a Words; the review there is a Stars, which asks for less. */
const underAnotherType = (field: string): string => `query ($yes: Boolean! = true) {
  latest_: latest {
    ... on Words { product { related_: related { ${field} id_: id } } product_: product { category_: category } }
    ... on Stars { product { maker_: maker { id_: id } } stars_: stars }
  } ... @include(if: $yes) { makers_: makers { country_: country } }
}`;

describe.each([
  ['Hive', createPlanners(say)],
  ['Apollo', createApolloPlanner],
])("the errors reported on %s's plans", (_, createPlanner) => {
  it("leave out what fails where only another type's selection asks for it", async () => {
    const gateway = shopWhereFail(createPlanner);
    const price = 'price_currency___CNY_: price(currency: "CNY")';
    expect(await ask(gateway, underAnotherType(price))).toEqual({
      data: {
        latest_: { product: { maker_: { id_: 'm2' } }, stars_: 5 },
        makers_: [{ country_: 'GB' }, { country_: 'CN' }],
      },
    });
  });

  it('leave it out, too, where what fails is an input of what nobody asked for', async () => {
    const gateway = shopWhereFail(createPlanner, 'catalogue Product.name');
    expect((await ask(gateway, underAnotherType('label'))).errors).toBeUndefined();
  });

  it("are none, and no data are lost, where another type's selection asks for what fails", async () => {
    const gateway = shopWhereFail(createPlanner);
    const query = `{ latest {
      ... on Words { product { related { price __typename } } text }
      product { related { label } }
    } }`;
    expect(await ask(gateway, query)).toEqual({
      data: { latest: { product: { related: [{ label: '~Top~' }, { label: '~Saw~' }] } } },
    });
  });

  it('have the input, not asked for, that leaves a required field null', async () => {
    const gateway = shopWhereFail(createPlanner, 'catalogue Product.name');
    const { data, errors } = await ask(gateway, '{ products(first: 2) { id label } }');
    expect(data).toEqual({
      products: [
        { id: 'p1', label: null },
        { id: 'p2', label: null },
      ],
    });
    expect(errors).toMatchObject([
      { message: 'no name', path: ['products', 0, 'label'] },
      { message: 'no name', path: ['products', 1, 'label'] },
    ]);
  });

  it('have a failure that took with it what was asked for', async () => {
    // The price may not be null, so the subgraph answers with no entity: no label and no reviews.
    const gateway = shopWhereFail(fetchingMore(createPlanner, /\blabel\b/g, 'label price'));
    const { data, errors } = await ask(gateway, '{ products { id label } }');
    expect(data).toMatchObject({ products: [{ label: '~Top~' }, {}, { label: null }] });
    expect(errors).toMatchObject([{ message: 'no price', path: ['products', 2, 'label'] }]);
  });

  it('leave out one that took nothing with it but what a plan fetched needlessly', async () => {
    const more = fetchingMore(createPlanner, /\bcategory\b/g, 'category name');
    const gateway = shopWhereFail(more, 'catalogue Product.name');
    expect(await ask(gateway, '{ product(id: "p1") { category } }')).toEqual({
      data: { product: { category: 'TOY' } },
    });
  });

  it('have a null that may not be, when nothing else explains it', async () => {
    const gateway = shopWhereFail(createPlanner);
    const { data, errors } = await ask(gateway, '{ product(id: "p3") { id price } }');
    expect(data).toEqual({ product: null });
    expect(errors).toMatchObject([{ message: 'no price', path: ['product', 'price'] }]);
  });
});

describe('an error of what was not asked for', () => {
  const field = (from: string, ...below: string[]): Selection => ({
    kind: 'Field',
    from,
    to: from,
    selections: below.length === 0 ? undefined : below.map((name) => field(name)),
  });
  const fetch = (needs: Selection[], brings: string): FetchNode => ({
    kind: 'Fetch',
    serviceName: 'any',
    operation: `query ($r: [_Any!]!) { _entities(representations: $r) { ...b } } fragment b on Box { ${brings} }`,
    operationName: undefined,
    operationKind: 'query',
    variableUsages: ['r'],
    outputRewrites: [],
    entities: [
      {
        key: '_entities',
        variable: 'r',
        requires: [{ kind: 'InlineFragment', typeCondition: 'Box', selections: needs }],
        inputRewrites: [],
        outputRewrites: [],
      },
    ],
  });
  // `volume` needs `size.width`, `postage` needs `volume`; the last fetch makes it a circle.
  const plan: PlanNode = {
    kind: 'Sequence',
    nodes: [
      fetch([field('id'), field('size', 'width')], 'volume'),
      fetch([field('id'), field('volume')], 'postage'),
      fetch([field('id'), field('postage')], 'volume'),
    ],
  };
  const compiled = compileReported(plan, (typename, condition) => typename === condition);
  // Here the caller's names are those of the plan.
  const same: Names = { named: (asked) => ({ asked, below: same }) };
  const reported = (failures: Failure[], fetched: Entity, answer: Entity | null) =>
    compiled(failures, fetched, answer, same);
  const boxes = (box: object) => ({ boxes: [{ __typename: 'Box', ...box }] });
  type Path = readonly (string | number)[];
  const failure = (path?: Path, lost: readonly Path[] = []): Failure => ({
    error: new GraphQLError('no', path && { path }),
    lost: () => lost,
  });
  const isReported = (path: Path, fetched: object, answer: object | null) =>
    reported(
      [failure(path)],
      fetched as Record<string, unknown>,
      answer as Record<string, unknown> | null,
    ).length > 0;
  const width = ['boxes', 0, 'size', 'width'];

  it.each([
    ['what needs it is in the answer', width, { boxes: [{ volume: null }] }, true],
    ['what needs what needs it is in the answer', width, { boxes: [{ postage: null }] }, true],
    ['a part of it is in the answer', width, { boxes: [{ size: { height: 1 } }] }, false],
    ['only others are in the answer', width, { boxes: [{ weight: null }] }, false],
    ['nothing needs it', ['boxes', 0, 'size', 'depth'], { boxes: [{ volume: null }] }, false],
    ['its object is null in the answer', width, { boxes: [null] }, true],
    ['there is no answer', width, null, true],
  ] as const)('when %s', (_, path, answer, expected) => {
    expect(isReported(path, boxes({ size: { width: null, height: 1 } }), answer)).toBe(expected);
  });

  it('is reported when something that was lost with it is in the answer', () => {
    const answer = { boxes: [{ weight: null }] };
    const others = [
      ['boxes', 0, 'colour'],
      ['boxes', 0, 'weight'],
    ];
    const fetched = boxes({});
    expect(reported([failure(width, others.slice(0, 1))], fetched, answer)).toEqual([]);
    expect(reported([failure(width, others)], fetched, answer)).toHaveLength(1);
    const wholeList = failure(width, [['boxes', 'colour']]);
    expect(reported([wholeList], fetched, answer)).toHaveLength(1);
  });

  it('is not reported for another type of object', () => {
    const fetched = { boxes: [{ __typename: 'Bag', size: {} }] };
    expect(isReported(width, fetched, { boxes: [{ volume: 1 }] })).toBe(false);
  });

  it('is reported when its place is not told', () => {
    expect(reported([failure()], {}, {})).toHaveLength(1);
  });
});

describe('the path of an error', () => {
  const rewrites = [
    {
      kind: 'KeyRenamer',
      path: [{ field: 'hits' }, { list: true }, { types: ['Maker'] }, { field: 'label__alias_0' }],
      name: 'label',
    },
    { kind: 'ValueSetter', path: [{ field: 'hits' }, { field: '__typename' }], value: 'Hit' },
  ] as const;

  it.each([
    [
      ['hits', 2, 'label__alias_0', 'text'],
      ['hits', 2, 'label', 'text'],
    ],
    [
      ['hits', 2, 'label'],
      ['hits', 2, 'label'],
    ],
    [
      ['makers', 2, 'label__alias_0'],
      ['makers', 2, 'label__alias_0'],
    ],
    [['hits'], ['hits']],
  ])('has the names of the answer, not those a planner gave: %j', (path, expected) => {
    expect(rewrittenPath(path, rewrites)).toEqual(expected);
  });
});

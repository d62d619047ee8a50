import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../facts/index.ts';
import { compile, explain } from '../../../subgraphs/agreements/decision/index.ts';
import type { Explanation } from '../../../subgraphs/agreements/decision/index.ts';
import { ENGINES, testGateway, type TestGateway } from '../engines.ts';
import { testGraph, type TestGraph } from '../graph.ts';
import { workedCases } from './decision/cases.ts';
import { CERTIFICATE, FACTS, QUESTION } from './decision/recognised.ts';

const EXPLAIN = `query ($question: RecognitionQuestion!) {
  recognition(question: $question) {
    status
    reasons { code }
    explanation {
      gates { ...Gate }
      routes { kind agreement { id } annex { id } status reasons { code } gates { ...Gate } miss { ...Gate } }
      conditions { code en: message zh: message(locale: zh) }
      change { on then { status reasons { code } routeKind route { id } annex { id } accepts { object upToLevel } } gone { code } come { code } }
    }
  }
}
fragment Gate on GateReport { number gate outcome reasons { code } reliedOn { kind id digest } }`;

interface Coded {
  readonly code: string;
}
interface Gate {
  readonly gate: string;
  readonly outcome: string;
  readonly reasons: readonly Coded[];
  readonly reliedOn: readonly {
    readonly kind: string;
    readonly id: string;
    readonly digest: string;
  }[];
}
interface Shown {
  readonly status: string;
  readonly explanation: {
    readonly gates: readonly Gate[];
    readonly routes: readonly {
      readonly kind: string;
      readonly gates: readonly Gate[];
      readonly miss: Gate | null;
    }[];
    readonly conditions: readonly object[];
    readonly change: object | null;
  };
}

const shownOf = ({ data }: { readonly data: unknown }): Shown =>
  (data as { recognition: Shown }).recognition;

type Gates = Explanation['gates'];

/** The explanation of the library, in the words of GraphQL. */
function told({ gates, routes, conditions, change }: Explanation): unknown {
  const coded = (reasons: readonly Coded[]) => reasons.map(({ code }) => ({ code }));
  const gateTold = ({ number, name, result, reasons, facts }: Gates[number]) => ({
    number,
    gate: name,
    outcome: result,
    reasons: coded(reasons),
    reliedOn: facts,
  });
  const kindOf = (route: string | null) =>
    route === null ? 'NONE' : route === 'DOMESTIC' ? 'DOMESTIC' : 'AGREEMENT';
  const agreementOf = (route: string | null) =>
    kindOf(route) === 'AGREEMENT' ? { id: route } : null;
  const annexOf = (annex: string | null) => (annex === null ? null : { id: annex });
  return {
    gates: gates.map(gateTold),
    routes: routes.map((route) => ({
      kind: kindOf(route.route),
      agreement: agreementOf(route.route),
      annex: annexOf(route.annex),
      status: route.status,
      reasons: coded(route.reasons),
      gates: route.gates.map(gateTold),
      miss: route.miss && gateTold(route.miss),
    })),
    conditions: conditions.map(({ code, en, zh }) => ({ code, en, zh })),
    change: change && {
      on: change.on,
      then: {
        status: change.then.status,
        reasons: change.then.reasons.map((code) => ({ code })),
        routeKind: kindOf(change.then.route),
        route: agreementOf(change.then.route),
        annex: annexOf(change.then.annex),
        accepts: change.then.accepts && { upToLevel: null, ...change.then.accepts },
      },
      gone: coded(change.gone),
      come: coded(change.new),
    },
  };
}

/** Recognised on a condition with a change to come; several routes with misses; domestic. */
const SHOWN = workedCases.filter(({ id }) => ['CC-02', 'CETA-01', 'APEC-01'].includes(id));

describe('the explanation of an answer in GraphQL', () => {
  it.each(SHOWN.map((one) => [one.id, one] as const))(
    'is that of the decision on the same facts: %s',
    async (_, { facts, question }) => {
      const graph = await testGraph();
      await graph.load(facts);
      const given = await graph.ask(EXPLAIN, { question });
      expect(given.messages).toEqual([]);
      const library = explain(compile(facts), question, undefined, (__, record) =>
        digestOf(record),
      );
      expect(shownOf(given).explanation).toEqual(told(library));
      await graph.close();
    },
  );
});

describe.each(ENGINES)('with the %s engine, the explanation', (engine) => {
  let graph: TestGraph;
  let whole: TestGateway;
  beforeAll(async () => {
    graph = await testGraph();
    await graph.load(FACTS);
    whole = await testGateway(graph, engine);
  });
  afterAll(async () => {
    await whole.stop();
    await graph.close();
  });

  const ask = async (gateway: TestGateway): Promise<Shown> => {
    const given = await gateway.ask(EXPLAIN, { question: QUESTION });
    expect(given.errors).toBeUndefined();
    return shownOf(given);
  };

  it('cites the certificate by the digest that an attestation refers to', async () => {
    const { explanation } = await ask(whole);
    expect(explanation.gates[0]).toMatchObject({ gate: 'EVIDENCE', outcome: 'PASSED' });
    const { data } = await whole.ask(`{ certificate(number: "${CERTIFICATE.number}") { digest } }`);
    expect(explanation.gates[0]?.reliedOn).toContainEqual({
      kind: 'certificates',
      id: CERTIFICATE.number,
      ...(data as { certificate: { digest: string } }).certificate,
    });
    expect(explanation.routes[0]?.miss).toBeNull();
  });

  it.each(['certificates', 'bodies'] as const)(
    'says that it could not tell, and nothing more, while %s are down',
    async (down) => {
      const gateway = await testGateway(graph, engine, down);
      const { status, explanation } = await ask(gateway);
      await gateway.stop();
      expect(status).toBe('INDETERMINATE');
      expect(explanation.gates).toHaveLength(1);
      expect(explanation.gates[0]).toMatchObject({
        gate: 'EVIDENCE',
        outcome: 'UNKNOWN',
        reasons: [{ code: 'SUBGRAPH_UNAVAILABLE' }],
      });
      expect(explanation).toMatchObject({ routes: [], conditions: [], change: null });
    },
  );
});

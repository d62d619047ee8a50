import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Identify } from '../identity/index.ts';
import type { Metrics } from '../observability/metrics.ts';
import { Problem } from '../../lib/errors/problem.ts';
import type { Lookup } from './asked.ts';
import { callerOf, peerOf } from './caller.ts';
import type { Caller } from './caller.ts';
import { LOOKUPS, LOOKUPS_OF_OBJECT, REQUESTS, WORK } from '../config/limits.ts';
import { RecentQuestions } from './seen.ts';
import { SharedCounts, workerChannel } from './share.ts';
import type { Channel } from './share.ts';
import { WindowCounter } from './window.ts';
import type { QuotaState } from './window.ts';
import type { Quota } from '../config/limit-settings.ts';

export type { Quota } from '../config/limit-settings.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whom the request is counted under; null: limits are off, or it is exempt. */
    caller: Caller | null;
  }
  interface FastifyReply {
    /** Counts what a request looks up; refuses when it is too much. */
    countLookups: (this: FastifyReply, asked: readonly Lookup[]) => Problem | undefined;
    /** Counts looks at many facts, by their cost; refuses when they are too much. */
    countWork: (this: FastifyReply, work: number) => Problem | undefined;
  }
}

/** Quotas by policy; `default` counts requests. */
export interface Quotas {
  readonly default: Quota;
  /** Objects one caller looks up. */
  readonly lookups: Quota;
  /** Questions of one caller without a token about one object. */
  readonly object: Quota;
  /** Looks of one caller at many facts, by their cost. */
  readonly work: Quota;
}

type Policy = keyof Quotas;

/** Parts of the hub that limiting needs. */
export interface RateOptions {
  readonly metrics: Metrics;
  readonly identify: Identify;
  readonly quotas?: Partial<Quotas> | undefined;
  readonly now?: () => number;
  /** To the other workers. Default: that of this process, if it is one of several. */
  readonly channel?: Channel | undefined;
}

/** Paths that operations ask for: they answer even when a caller is over its limit. */
const EXEMPT = ['/health/', '/metrics'];
const ATTESTATION = '/attestations/:id';

/**
 * Limits how much one caller may ask (a token's subject, else the peer's address), how many objects it
 * may look up, and how much a stranger may ask about one of them, with the headers of
 * draft-ietf-httpapi-ratelimit-headers. Counted in memory and shared between workers: no store can
 * fail open.
 */
export function limitRates(app: FastifyInstance, options: RateOptions): void {
  const { metrics, identify, now } = options;
  const quotas: Quotas = {
    default: REQUESTS,
    lookups: LOOKUPS,
    object: LOOKUPS_OF_OBJECT,
    work: WORK,
    ...options.quotas,
  };
  const counters: Readonly<Record<Policy, WindowCounter>> = {
    default: new WindowCounter(quotas.default, now),
    lookups: new WindowCounter(quotas.lookups, now),
    object: new WindowCounter(quotas.object, now),
    work: new WindowCounter(quotas.work, now),
  };
  const channel = options.channel ?? workerChannel();
  const shared = channel && new SharedCounts(channel, addOthers(counters));
  app.addHook('onClose', (_, done) => {
    shared?.close();
    done();
  });
  const count = (policy: Policy, key: string, points: number): QuotaState => {
    if (points > 0) shared?.note(policy, key, points);
    return counters[policy].add(key, points);
  };
  const refusal = (policy: Policy, { seconds }: QuotaState): Problem => {
    metrics.limited.inc({ limit: policy === 'default' ? 'rate' : policy });
    return new Problem('RATE_LIMITED', `${REFUSALS[policy]} Try again in ${seconds} s.`, {
      headers: { 'retry-after': String(seconds) },
    });
  };

  app.decorateRequest('caller', null);
  const seen = new RecentQuestions(quotas.object.perSeconds, now);
  /** New to a caller: objects, and how many questions about each. */
  const freshly = (caller: string, asked: readonly Lookup[]): Fresh => {
    const objects = seen.fresh(caller, [...new Set(asked.map(({ object }) => object))]);
    const about = new Map(asked.map(({ question, object }) => [`? ${question}`, object]));
    const questions = new Map<string, number>();
    for (const question of seen.fresh(caller, [...about.keys()])) {
      const object = about.get(question) ?? '';
      questions.set(object, (questions.get(object) ?? 0) + 1);
    }
    return { objects: objects.length, questions };
  };
  app.decorateReply('countLookups', function (this: FastifyReply, asked) {
    const { caller } = this.request;
    if (!caller || asked.length === 0) return undefined;
    const { objects, questions } = freshly(caller.key, asked);
    const mine = count('lookups', caller.key, objects);
    tell(this, 'lookups', quotas.lookups, mine);
    if (mine.isOver) return refusal('lookups', mine);
    if (caller.isKnown) return undefined;
    let over: QuotaState | undefined;
    for (const { object } of asked) {
      const quota = count('object', `${caller.key} ${object}`, questions.get(object) ?? 0);
      questions.delete(object);
      if (quota.isOver) over ??= quota;
    }
    return over && refusal('object', over);
  });
  app.decorateReply('countWork', function (this: FastifyReply, work) {
    const { caller } = this.request;
    if (!caller || work === 0) return undefined;
    const mine = count('work', caller.key, work);
    tell(this, 'work', quotas.work, mine);
    return mine.isOver ? refusal('work', mine) : undefined;
  });
  const looks = ['default', 'lookups', 'object'] as const;
  app.fastLane.admit = (address, objects) => {
    const peer = peerOf({ ip: address });
    const asked: Readonly<Record<(typeof looks)[number], readonly string[]>> = {
      default: [peer],
      lookups: objects.map(() => peer),
      object: objects.map((object) => `${peer} ${object}`),
    };
    // Looked at before anything is counted: a refusal is the pipeline's, which counts it.
    const isOver = looks.some((policy) =>
      asked[policy].some((key) => counters[policy].add(key, 0).remaining < asked[policy].length),
    );
    if (isOver) return null;
    const { objects: fresh, questions } = freshly(
      peer,
      objects.map((object) => ({ object, question: object })),
    );
    const quota = {
      default: count('default', peer, 1),
      lookups: count('lookups', peer, fresh),
    };
    for (const [object, points] of questions) count('object', `${peer} ${object}`, points);
    return {
      'ratelimit-policy': `${policyItem('default', quotas.default)}, ${policyItem('lookups', quotas.lookups)}`,
      ratelimit: `${quotaItem('default', quota.default)}, ${quotaItem('lookups', quota.lookups)}`,
    };
  };
  app.addHook('onRequest', async (request, reply) => {
    if (EXEMPT.some((prefix) => request.url.startsWith(prefix))) return;
    const peer = peerOf(request);
    // Whose address is over its limit does not even have a token checked.
    request.caller = counters.default.add(peer, 0).isOver
      ? { key: peer, isKnown: false }
      : await callerOf(request, identify);
    const quota = count('default', request.caller.key, 1);
    tell(reply, 'default', quotas.default, quota);
    if (quota.isOver) throw refusal('default', quota);
    if (request.routeOptions.url !== ATTESTATION) return;
    const { id } = request.params as { id: string };
    const object = `attestation ${id}`;
    const problem = reply.countLookups([{ object, question: object }]);
    if (problem) throw problem;
  });
}

/** Where limits are off, nothing is counted. */
export function limitNothing(app: FastifyInstance): void {
  app.decorateReply('countLookups', () => undefined);
  app.decorateReply('countWork', () => undefined);
}

/** New questions of a request, beyond those that its caller asked before. */
interface Fresh {
  readonly objects: number;
  /** Questions by object. */
  readonly questions: Map<string, number>;
}

const REFUSALS: Readonly<Record<Policy, string>> = {
  default: 'Too many requests.',
  lookups: 'Too many certificates, bodies or attestations were looked up.',
  work: 'Too much was counted, simulated or looked through.',
  object: 'Too many different questions about one object; with a token more are answered.',
};

const addOthers =
  (counters: Readonly<Record<Policy, WindowCounter>>) =>
  (policy: string, key: string, points: number): void => {
    if (Object.hasOwn(counters, policy)) counters[policy as Policy].add(key, points);
  };

function tell(reply: FastifyReply, policy: Policy, quota: Quota, state: QuotaState): void {
  add(reply, 'ratelimit-policy', policyItem(policy, quota));
  add(reply, 'ratelimit', quotaItem(policy, state));
}

const policyItem = (policy: Policy, { points, perSeconds }: Quota): string =>
  `"${policy}";q=${points};w=${perSeconds}`;

const quotaItem = (policy: Policy, { remaining, seconds }: QuotaState): string =>
  `"${policy}";r=${remaining};t=${seconds}`;

function add(reply: FastifyReply, name: string, item: string): void {
  const given = reply.getHeader(name);
  reply.header(name, given === undefined ? item : `${String(given)}, ${item}`);
}

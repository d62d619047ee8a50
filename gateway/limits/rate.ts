import { isIPv6 } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Metrics } from '../metrics.ts';
import { Problem } from '../problems.ts';
import { REQUESTS } from './index.ts';

/** How many requests a caller may make in how many seconds. */
export interface Quota {
  readonly points: number;
  readonly perSeconds: number;
}

/** Paths that operations ask for: they answer even when a caller is over its limit. */
const EXEMPT = ['/health/', '/metrics'];

/**
 * Limits how much one peer may ask, with the headers of the RateLimit draft
 * (draft-ietf-httpapi-ratelimit-headers). Counted in this process's memory: no store can fail open.
 */
export function limitRates(app: FastifyInstance, metrics: Metrics, quota: Quota = REQUESTS): void {
  const limiter = new RateLimiterMemory({ points: quota.points, duration: quota.perSeconds });
  const policy = `"default";q=${quota.points};w=${quota.perSeconds}`;
  app.addHook('onRequest', async (request, reply) => {
    if (EXEMPT.some((prefix) => request.url.startsWith(prefix))) return;
    const state = await consume(limiter, peerOf(request));
    const seconds = Math.ceil(state.msBeforeNext / 1000);
    reply.header('ratelimit-policy', policy);
    reply.header('ratelimit', `"default";r=${state.remainingPoints};t=${seconds}`);
    if (state.consumedPoints <= quota.points) return;
    metrics.limited.inc({ limit: 'rate' });
    throw new Problem('RATE_LIMITED', `Try again in ${seconds} s.`, {
      headers: { 'retry-after': String(seconds) },
    });
  });
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<RateLimiterRes> {
  try {
    return await limiter.consume(key);
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return refusal;
    throw refusal;
  }
}

/** The true peer: its IPv4 address, or the /64 that one IPv6 site has to itself. */
export function peerOf({ ip }: Pick<FastifyRequest, 'ip'>): string {
  const address = ip.replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '');
  return isIPv6(address) ? `${network64(address)}::/64` : address;
}

/** The first four groups of an IPv6 address, written out. */
function network64(address: string): string {
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...new Array<string>(Math.max(0, zeros)).fill('0'), ...after];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

import { connect } from 'node:net';
import { answered, refusedWith, sound } from '../attack.ts';
import type { Attack, Target } from '../attack.ts';
import type { Calls } from '../calls.ts';

const DIMENSIONS = '[STATUS, SCHEME, ISSUER, ISSUER_TERRITORY, LEVEL, YEAR]';

/** A day of this century, another one for each number. */
const dayOf = (number: number): string =>
  new Date(Date.UTC(2001, 0, 1 + (number % 8_000))).toISOString().slice(0, 10);

const countings = (count: number, number: number): string =>
  Array.from(
    { length: count },
    (_, index) =>
      `s${index}: statistics(asOf: "${dayOf(number * count + index)}", by: ${DIMENSIONS}) { certificates }`,
  ).join(' ');

/** Other questions that look far, by turns. */
const FAR: readonly ((target: Target, number: number) => string)[] = [
  ({ number }, index) =>
    `{ recognitionHistory(certificate: ${JSON.stringify(number)}, market: "US", from: "2000-01-01", to: "${dayOf(index)}") { intervals { status } } }`,
  ({ number }, index) =>
    `{ certificate(number: ${JSON.stringify(number)}) { markets(asOf: "${dayOf(index)}") { code status } } }`,
  (_, index) =>
    `{ certificates(filter: { issuerTerritory: "FR" }, first: 100) { nodes { number recognition(market: "US", asOf: "${dayOf(index)}") { status explanation { gates { outcome } } } } } }`,
];

/** Milliseconds after which a dripping client gives up by itself. */
const DRIP_MS = 35_000;

/** A line each three seconds, to a door with few places; the hub ends it. */
function drip(calls: Calls): Promise<void> {
  const { hostname, port, host } = calls.origin;
  return new Promise((done) => {
    const socket = connect({ host: hostname, port: Number(port), localAddress: calls.address });
    const next = setInterval(() => socket.write('2\r\n{}\r\n'), 3_000);
    const end = setTimeout(() => socket.destroy(), DRIP_MS);
    socket.write(
      `POST /recognitions HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    socket.on('error', () => undefined);
    socket.on('data', () => socket.end());
    socket.on('close', () => {
      clearInterval(next);
      clearTimeout(end);
      done();
    });
  });
}

/** Sockets that drip, for each client that has some. */
const dripping = new WeakMap<Calls, number>();

/** Work for the store and the cores, and places that are only held. */
export const WORK_ATTACKS: readonly Attack[] = [
  {
    name: 'fifty statistics, six at once',
    atOnce: 6,
    run: async (calls, _, number) =>
      number % 12 < 6
        ? refusedWith(await calls.graphql(`{ ${countings(50, number)} }`), 'LIMIT_EXCEEDED')
        : answered(await calls.graphql(`{ ${countings(20, number)} }`)),
  },
  {
    name: 'histories, markets and long lists',
    atOnce: 3,
    run: async (calls, target, number) =>
      answered(await calls.graphql(FAR[number % FAR.length]?.(target, number) ?? '')),
  },
  {
    name: 'slow streams, four sockets',
    async run(calls, target) {
      while ((dripping.get(calls) ?? 0) < 4) {
        dripping.set(calls, (dripping.get(calls) ?? 0) + 1);
        void drip(calls).then(() => dripping.set(calls, (dripping.get(calls) ?? 1) - 1));
      }
      const ask = `{ certificate(number: ${JSON.stringify(target.number)}) { level } }`;
      return answered(await calls.graphql(ask));
    },
  },
  {
    name: 'a thousand equal questions, seven times',
    atOnce: 7,
    async run(calls, { number }) {
      const question = `${JSON.stringify({ certificate: number, market: 'US', asOf: '2024-01-10' })}\n`;
      const reply = await calls.send({
        path: '/recognitions',
        type: 'application/x-ndjson',
        body: question.repeat(1_000),
      });
      return reply.status === 200 ? sound(reply) : refusedWith(reply, 429, 503);
    },
  },
];

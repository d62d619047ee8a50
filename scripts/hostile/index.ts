/**
 * `npm run test:hostile -- --minutes 30`: an honest client beside eight hostile ones, against the same client
 * beside eight well-behaved ones that ask as often. The hub must live, and answer it rightly and in time.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { issueToken, openTokenKey } from '../../gateway/identity/index.ts';
import { start } from '../bench/servers.ts';
import type { Server } from '../bench/servers.ts';
import { ATTACKS } from './requests.ts';
import type { Attack } from './requests.ts';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' } } });
const PHASE_MS = Number(values.minutes) * 60_000;
/** Milliseconds between two requests of the honest client, and of each client beside it. */
const HONEST_MS = 250;
const OTHERS_MS = 200;
/** Highest allowed p99 of the honest client beside hostile clients, as a multiple of that beside polite ones. */
const WANTED = 5;

const numbers = ['ANSSI-CC-2023/42', 'BSI-DSZ-CC-0683-2014', 'nothing of this name'];
const markets = ['US', 'DE', 'NZ'];
const honest = numbers.flatMap((number) =>
  markets.map((market) => ({
    query: `query ($n: String!, $m: TerritoryCode!) {
      recognition(question: { certificate: $n, market: $m, asOf: "2024-01-10" }) { status reasons { code } }
    }`,
    variables: { n: number, m: market },
  })),
);

async function ask(hub: Server, index: number, token: string): Promise<string> {
  const response = await fetch(hub.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(honest[index % honest.length]),
    signal: AbortSignal.timeout(30_000),
  });
  return response.text();
}

/** One phase: what the honest client met. */
async function phase(
  hub: Server,
  token: string,
  others: readonly Attack[],
  expected: readonly string[],
) {
  const end = performance.now() + PHASE_MS;
  const origin = hub.url.replace(/\/graphql$/, '');
  const beside = others.map(async (attack) => {
    for (let number = 1; performance.now() < end; number += 1) {
      await attack(origin, number).catch(() => undefined); // a refusal is what it deserves
      await delay(OTHERS_MS);
    }
  });
  const times: number[] = [];
  const wrong: string[] = [];
  for (let index = 0; performance.now() < end; index += 1) {
    const begin = performance.now();
    const answer = await ask(hub, index, token).catch((error: unknown) => String(error));
    times.push(performance.now() - begin);
    if (answer !== expected[index % expected.length]) wrong.push(answer.slice(0, 200));
    await delay(HONEST_MS);
  }
  await Promise.all(beside);
  times.sort((one, other) => one - other);
  const p99 = times[Math.floor(times.length * 0.99)] ?? Number.NaN;
  return { requests: times.length, wrong, p99 };
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const folder = await mkdtemp(join(tmpdir(), 'symbolon-hostile-'));
const hub = await start('hub', '../symbolon.js', ['serve'], {
  DATA_DIR: folder,
  LOG_LEVEL: 'fatal',
});
const key = await openTokenKey(folder);
/** Each client is a caller of its own. */
const tokenOf = (subject: string): Promise<string> => {
  const issuer = new URL(hub.url).origin;
  return issueToken(
    key,
    issuer,
    { role: 'attestation:issue', subject, holder: subject },
    new Date(),
  );
};
let failed = false;
try {
  const token = await tokenOf('honest');
  const expected: string[] = [];
  for (let index = 0; index < honest.length; index += 1)
    expected.push(await ask(hub, index, token));
  const polite = await Promise.all(
    Object.keys(ATTACKS).map(async (name): Promise<Attack> => {
      const own = await tokenOf(name);
      return (_, number) => ask(hub, number, own);
    }),
  );
  const good = await phase(hub, token, polite, expected);
  const bad = await phase(hub, token, Object.values(ATTACKS), expected);
  const lives = (await hub.cpu()) !== null && (await ask(hub, 0, token)) === expected[0];
  const ratio = bad.p99 / good.p99;
  const rows: [string, string, boolean][] = [
    ['the process that began lives', String(lives), lives],
    ['wrong answers beside good clients', `${good.wrong.length} of ${good.requests}`, good.wrong.length === 0],
    ['wrong answers beside hostile clients', `${bad.wrong.length} of ${bad.requests}`, bad.wrong.length === 0],
    [`p99 ${good.p99.toFixed(1)} ms, then ${bad.p99.toFixed(1)} ms`, `${ratio.toFixed(1)} (wanted: at most ${WANTED})`, ratio <= WANTED],
  ]; // prettier-ignore
  print(
    `${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}, ${values.minutes} minutes each, Node ${process.version}`,
  );
  for (const [what, found, holds] of rows)
    print(`${holds ? 'ok   ' : 'MISS '} ${what.padEnd(40)} ${found}`);
  for (const answer of new Set(bad.wrong)) print(`      ${answer}`);
  failed = rows.some(([, , holds]) => !holds);
} finally {
  await hub.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);

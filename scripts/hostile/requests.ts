import { connect } from 'node:net';

/** What one hostile client sends, again and again; the number makes each a new one. */
export type Attack = (origin: string, number: number) => Promise<unknown>;

const post = async (origin: string, path: string, type: string, body: string): Promise<void> => {
  const response = await fetch(origin + path, {
    method: 'POST',
    headers: { 'content-type': type },
    body,
    signal: AbortSignal.timeout(20_000),
  });
  await response.arrayBuffer();
};
const query = (origin: string, text: string): Promise<void> =>
  post(origin, '/graphql', 'application/json', JSON.stringify({ query: text }));

const NAMES = ['__proto__', 'constructor', 'number', '__typename', 'representations', 'id'];
const CERTIFICATE = 'certificate(number: "ANSSI-CC-2023/42")';
const DIMENSIONS = '[STATUS, SCHEME, ISSUER, ISSUER_TERRITORY, LEVEL, YEAR]';

/** A line each some seconds, to a door with few places; the hub ends it. */
const dripping = (origin: string): Promise<void> =>
  new Promise((done) => {
    const { hostname, port } = new URL(origin);
    const socket = connect(Number(port), hostname);
    const drip = setInterval(() => socket.write('2\r\n{}\r\n'), 3_000);
    socket.write(
      `POST /recognitions HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    socket.on('error', () => undefined);
    socket.on('data', () => socket.end());
    socket.on('close', () => {
      clearInterval(drip);
      done();
    });
    setTimeout(() => socket.destroy(), 30_000).unref();
  });

const header = Buffer.from(`{"a":${'['.repeat(7_000)}${']'.repeat(7_000)}}`).toString('base64url');

/** By name, one client each. */
export const ATTACKS: Readonly<Record<string, Attack>> = {
  'names of ours as aliases': (origin, number) => {
    const name = NAMES[number % NAMES.length] ?? '';
    return query(origin, `{ ${name}: ${CERTIFICATE} { ${name}: level } }`);
  },
  'evidence through aliases': (origin) =>
    query(
      origin,
      '{ recognition(question: { certificate: "ANSSI-CC-2023/42", market: "US" }) { bodyEvidence: asOf certificateEvidence: asOf status } }',
    ),
  'a new literal each time': (origin, number) =>
    query(origin, `{ certificate(number: "N-0.${number}") { level } }`),
  'statistics of everything': (origin, number) => {
    const one = (index: number): string =>
      `s${index}: statistics(asOf: "20${10 + (index % 40)}-01-0${1 + (number % 9)}", by: ${DIMENSIONS}) { certificates }`;
    return query(origin, `{ ${Array.from({ length: 50 }, (_, index) => one(index)).join(' ')} }`);
  },
  'slow streams': dripping,
  'a thousand equal questions': (origin) => {
    const question = '{"certificate":"ANSSI-CC-2023/42","market":"US"}\n';
    return post(origin, '/recognitions', 'application/x-ndjson', question.repeat(1_000));
  },
  'deep and broken tokens': (origin, number) =>
    post(origin, '/verify', 'application/jose', number % 2 ? `${header}.e30.AA` : '.'.repeat(number % 9_000)), // prettier-ignore
  'facts without a right to': (origin) =>
    post(origin, '/facts', 'application/json', '{"certificates":[{"number":"X"}]}'),
};

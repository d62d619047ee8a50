import { createHash } from 'node:crypto';
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Purpose } from '../purpose.ts';
import { KeyStoreError } from './store.ts';
import type { KeyStore, StoredKey } from './store.ts';

/** Milliseconds within which the program must answer. */
const PATIENCE_MS = 10_000;
const MAX_ANSWER_BYTES = 64 * 1024;
const SIGNATURE_BYTES = 64;

interface Answer {
  readonly id?: unknown;
  readonly key?: unknown;
  readonly jwk?: unknown;
  readonly signature?: unknown;
  readonly error?: unknown;
}

interface Waiting {
  readonly done: (answer: Answer) => void;
  readonly failed: (error: KeyStoreError) => void;
}

/**
 * Keys in a program of the operator's: the bridge to a key management service. The program reads
 * requests from standard input and writes answers to standard output, a JSON object a line:
 * `{"id":1,"do":"generate","purpose":"attestation"}` → `{"id":1,"key":"name","jwk":{…}}`, and
 * `{"id":2,"do":"sign","key":"name","digest":"<SHA-256, base64url>"}` →
 * `{"id":2,"signature":"<r‖s, base64url>"}`; or `{"id":…,"error":"why"}`. It ends with its input.
 */
export function commandStore(command: readonly string[]): KeyStore {
  const program = new Program(command);
  return {
    name: 'command',
    generate: (purpose) => generate(command, purpose),
    sign: async (key, bytes) => {
      const digest = createHash('sha256').update(bytes).digest('base64url');
      const { signature } = await program.ask({ do: 'sign', key, digest });
      const raw = typeof signature === 'string' ? Buffer.from(signature, 'base64url') : null;
      if (raw?.length !== SIGNATURE_BYTES) throw unusable('gives no signature of 64 bytes');
      return raw;
    },
    // What was made in a service is removed there, by those who may.
    discard: () => undefined,
  };
}

/** Keys are made once in three months: the program is run for that alone, and waited for. */
function generate([file = '', ...args]: readonly string[], purpose: Purpose): StoredKey {
  const { stdout, error } = spawnSync(file, args, {
    input: `${JSON.stringify({ id: 1, do: 'generate', purpose })}\n`,
    timeout: PATIENCE_MS,
    maxBuffer: MAX_ANSWER_BYTES,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (error) throw new KeyStoreError('KEY_STORE_UNAVAILABLE', 'KEY_COMMAND cannot be run.');
  const answer = parse(stdout.toString('utf8').split('\n', 1)[0] ?? '');
  if (answer?.error !== undefined) throw refused();
  const { key, jwk } = answer ?? {};
  if (typeof key !== 'string' || typeof jwk !== 'object' || jwk === null)
    throw unusable('gives no key');
  const { kty, crv, x, y } = jwk as Readonly<Record<string, unknown>>;
  if (kty !== 'EC' || crv !== 'P-256' || typeof x !== 'string' || typeof y !== 'string')
    throw unusable('gives no public key on P-256');
  return { publicJwk: { kty, crv, x, y }, handle: key };
}

/** The running program, started when it is first needed and again after it has ended. */
class Program {
  readonly #command: readonly string[];
  readonly #waiting = new Map<number, Waiting>();
  #child: ChildProcessByStdio<Writable, Readable, null> | undefined;
  #count = 0;

  constructor(command: readonly string[]) {
    this.#command = command;
  }

  ask(request: object): Promise<Answer> {
    const id = ++this.#count;
    return new Promise<Answer>((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        // Between questions the program does not keep the hub from ending.
        if (this.#waiting.size === 0) this.#child?.unref();
      };
      const timer = setTimeout(() => {
        settle();
        reject(new KeyStoreError('KEY_STORE_UNAVAILABLE', 'KEY_COMMAND does not answer.'));
      }, PATIENCE_MS);
      this.#waiting.set(id, {
        done: (answer) => {
          settle();
          if (answer.error === undefined) resolve(answer);
          else reject(refused());
        },
        failed: (error) => {
          settle();
          reject(error);
        },
      });
      const child = this.#running();
      child.ref();
      child.stdin.write(`${JSON.stringify({ id, ...request })}\n`);
    });
  }

  #running(): ChildProcessByStdio<Writable, Readable, null> {
    if (this.#child) return this.#child;
    const [file = '', ...args] = this.#command;
    const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child = child;
    const end = (): void => {
      if (this.#child !== child) return;
      this.#child = undefined;
      for (const { failed } of this.#waiting.values())
        failed(new KeyStoreError('KEY_STORE_UNAVAILABLE', 'KEY_COMMAND has ended.'));
    };
    child.once('error', end);
    child.once('exit', end);
    child.stdin.on('error', () => undefined); // told by the exit
    (child.stdin as unknown as { unref?: () => void }).unref?.();
    (child.stdout as unknown as { unref?: () => void }).unref?.();
    createInterface({ input: child.stdout }).on('line', (line) => {
      const answer = parse(line);
      if (typeof answer?.id === 'number') this.#waiting.get(answer.id)?.done(answer);
    });
    return child;
  }
}

function parse(line: string): Answer | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null; // not a line of the protocol: who waits for an answer has a deadline
  }
}

/** Why is told by the program itself, on standard error: its words may hold anything. */
const refused = (): KeyStoreError =>
  new KeyStoreError('KEY_STORE_REFUSED', 'KEY_COMMAND refused; see what it says.');

const unusable = (what: string): KeyStoreError =>
  new KeyStoreError('KEY_STORE_REFUSED', `KEY_COMMAND ${what}.`);

import { parseObject } from '../../../subgraphs/attestations/verification/index.ts';
import { hubAddress, hubPath } from '../hub.ts';
import { CommandError, EXIT } from '../terminal.ts';
import { readTrusted } from './trusted-source.ts';

/** What is needed to verify attestations of a hub, and of its partners, without a network. */
export interface TrustExport {
  readonly type: 'symbolon-trust-export';
  readonly version: 1;
  readonly savedAt: string;
  readonly hub: string;
  /** The trust bundle, as its root signed it; null: none is published. */
  readonly trustBundle: string | null;
  /** Every ES256 key with its period, and the log beside them (`mra_log`). */
  readonly jwks: object;
  /** Status List Tokens. */
  readonly statusLists: readonly string[];
  /** The newest checkpoint of the log. */
  readonly checkpoint: string;
  /** Proofs that attestations are in the log, by their id. */
  readonly proofs: Readonly<Record<string, string>>;
}

const ID = /^[A-Za-z0-9_-]{22}$/;

/** A hub without a root has no bundle; any other failure is one. */
function absent(error: unknown): null {
  if (error instanceof CommandError && / 404\b/.test(error.message)) return null;
  throw error;
}

/** Saves it from the public routes of a hub. Nothing is fetched from anywhere else. */
export async function exportTrust(url: string, proofsOf: readonly string[]): Promise<TrustExport> {
  const hub = hubAddress(url);
  const read = async (path: string): Promise<string> =>
    (await readTrusted(hubPath(hub, path).href, '--hub')).toString('utf8');
  const json = async (path: string) => {
    const value = parseObject(Buffer.from(await read(path)));
    if (value) return value;
    throw new CommandError('UNAVAILABLE', `--hub ${url} is no hub.`, EXIT.unavailable);
  };
  const [current, history] = await Promise.all([
    json('.well-known/jwks.json'),
    json('.well-known/historical-keys.json'),
  ]);
  const { status_lists: addresses } = await json('status');
  const numbers = (Array.isArray(addresses) ? addresses : []).flatMap((address) => {
    const number = /\/status\/([1-9]\d{0,8})$/.exec(String(address))?.[1];
    return number === undefined ? [] : [number];
  });
  const bad = proofsOf.find((id) => !ID.test(id));
  if (bad !== undefined) throw new CommandError('USAGE', `--proof ${bad} is no attestation id.`);
  const proofs: Record<string, string> = {};
  for (const id of proofsOf) proofs[id] = await read(`log/proof/${id}`);
  return {
    type: 'symbolon-trust-export',
    version: 1,
    savedAt: new Date().toISOString(),
    hub: hub.href.replace(/\/$/, ''),
    trustBundle: await read('.well-known/trust-bundle.jws').catch(absent),
    jwks: { ...history, mra_log: current['mra_log'] },
    statusLists: await Promise.all(numbers.map((number) => read(`status/${number}`))),
    checkpoint: await read('log/checkpoint'),
    proofs,
  };
}

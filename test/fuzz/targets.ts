import { readFileSync } from 'node:fs';
import { readRows } from '../../gateway/routes/recognitions/read.ts';
import { NODE_PLATFORM } from '../../subgraphs/attestations/self-verification/node-platform.ts';
import { verifyTrustBundle } from '../../subgraphs/attestations/trust/index.ts';
import {
  KeySetError,
  checkpointText,
  encodeBase64url,
  numericOf,
  verifyCheckpoint,
  verifyStatusList,
  parseObject,
  readKeySet,
  readProof,
  readTrustedLog,
  statusListCheck,
  verifyAttestation,
  verifyQr,
} from '../../subgraphs/attestations/verification/index.ts';
import type { TrustedLog } from '../../subgraphs/attestations/verification/index.ts';
import { verificationView } from '../../subgraphs/attestations/graphql/views.ts';
import { DocumentError } from '../../facts/model/fault.ts';
import { JsonFault, parseStrictJson } from '../../facts/document/json.ts';
import type { Format } from '../../facts/document/source.ts';
import { validateDocument } from '../../facts/document/validate.ts';
import { compressedList, packStatuses } from '../../subgraphs/attestations/status/bits.ts';
import { keySetDocument } from '../../subgraphs/attestations/keys/index.ts';
import { fixtureUrl } from '../fixtures.ts';
import { CASE, NOW, claimsOf, goodToken, keySetOf } from '../subgraphs/attestations/support.ts';
import { listToken, newKeys, tokenOf } from '../subgraphs/attestations/support.ts';
import { drawFrom } from './mutate.ts';
import { withOddValues } from './odd-values.ts';
import { bundleOf, draftOf, newRoot } from '../subgraphs/attestations/trust/support.ts';

/** Something that reads bytes of strangers: it may refuse them, and never throws. */
export interface Target {
  readonly name: string;
  readonly seeds: readonly Buffer[];
  /** Throws only where the reader has, or has believed what nobody signed. */
  run(input: Buffer): Promise<void>;
}

const text = (value: unknown): Buffer =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const payloadOf = (token: string): Buffer => Buffer.from(token.split('.')[1] ?? '', 'base64url');

/** Does something that may end in an error of a kind, and in no other. */
async function allowing(
  kind: abstract new (...args: never[]) => Error,
  step: () => unknown,
): Promise<void> {
  try {
    await step();
  } catch (error) {
    if (!(error instanceof kind)) throw error;
  }
}

/** Everything that reads what strangers send, with good inputs to begin from. */
export async function openTargets(): Promise<readonly Target[]> {
  return [...(await tokens()), ...(await logs()), ...documents()];
}

async function tokens(): Promise<Target[]> {
  const ring = newKeys();
  const [signer, status] = [ring.signer('attestation'), ring.signer('status')];
  const keys = await keySetOf(ring);
  const token = await goodToken(signer);
  // A short list, since most of the time would go into unpacking a long one.
  const list = await listToken(status, {
    status_list: { bits: 2, lst: compressedList(packStatuses([], 512)) },
  });
  const root = newRoot();
  const roots = await readKeySet({ keys: [root.public] });
  const bundle = await bundleOf(await draftOf(ring), root);
  const bare = { keys, now: NOW };
  const options = { ...bare, enquiries: [statusListCheck([list], bare)], platform: NODE_PLATFORM };
  const deep = readFileSync(fixtureUrl('found/E06-deep-header.jws'));
  /** Only what was signed is believed: the good ones, and they with another signature (r, n − s). */
  const believed = new Set([token.slice(0, token.lastIndexOf('.'))]);
  const verify = async (given: string): Promise<void> => {
    const verification = await verifyAttestation(given, options);
    verificationView(verification);
    if (verification.verdict === 'valid' && !believed.has(given.slice(0, given.lastIndexOf('.'))))
      throw new Error('It was believed, and nobody signed it.');
  };
  return [
    {
      name: 'attestation',
      seeds: [text(token), deep, text(list), text(bundle)],
      run: (input) => verify(input.toString('latin1')),
    },
    {
      name: 'claims of an attestation, signed with a good key',
      seeds: [text(claimsOf())],
      async run(input) {
        verificationView(await verifyAttestation(await tokenOf(signer, input), options));
      },
    },
    {
      name: 'odd values in the claims of an attestation, signed with a good key',
      seeds: [text('odd'), text('values')],
      async run(input) {
        const draw = drawFrom(input.reduce((sum, byte) => (sum * 31 + byte) >>> 0, 7));
        const odd = withOddValues(claimsOf(), draw);
        verificationView(await verifyAttestation(await tokenOf(signer, odd), options));
      },
    },
    {
      name: 'QR text',
      seeds: [text(`mra:/${numericOf(token).slice(0, 7000)}`), text('mra:/0001')],
      async run(input) {
        await verifyQr(input.toString('latin1'), options);
      },
    },
    {
      name: 'claims of a status list, signed with a good key',
      seeds: [payloadOf(list)],
      async run(input) {
        const header = { alg: 'ES256', kid: status.kid, typ: 'statuslist+jwt' };
        const other = await tokenOf(status, input, header);
        await verifyStatusList(other, bare);
        const enquiries = [statusListCheck([other, list], bare)];
        await verifyAttestation(token, { ...bare, enquiries });
      },
    },
    {
      name: 'trust bundle',
      seeds: [text(bundle), deep],
      async run(input) {
        await verifyTrustBundle(input.toString('latin1'), { roots, now: NOW });
      },
    },
    {
      name: 'key set',
      seeds: [text(keySetDocument(ring, NOW)), text({ keys: [null] })],
      async run(input) {
        const document = parseObject(input);
        if (!document) return;
        await allowing(KeySetError, () => readKeySet(document));
        await readTrustedLog(document);
      },
    },
  ];
}

async function logs(): Promise<Target[]> {
  const ring = newKeys();
  const { log: named } = await draftOf(ring);
  const log = await readTrustedLog({ mra_log: JSON.parse(JSON.stringify(named)) as never });
  if (!log) throw new Error('The log has keys.');
  const origin = 'hub.example.org/log';
  const body = checkpointText({ origin, size: 3, root: Buffer.alloc(32, 1) });
  const signature = Buffer.concat([log.verifier.id, await ring.signer('log').sign(text(body))]);
  const note = `${body}\n— ${origin} ${signature.toString('base64')}\n`;
  const hash = Buffer.alloc(32, 2).toString('base64');
  const proof = `c2sp.org/tlog-proof@v1\nindex 1\n${hash}\n${hash}\n\n${note}`;
  return [
    {
      name: 'checkpoint',
      seeds: [text(note)],
      async run(input) {
        await verifyCheckpoint(input.toString('utf8'), log);
      },
    },
    { name: 'proof', seeds: [text(proof)], run: (input) => proofOf(input, log) },
  ];
}

async function proofOf(input: Buffer, log: TrustedLog): Promise<void> {
  const proof = readProof(input.toString('utf8'));
  if (proof) await verifyCheckpoint(proof.checkpoint, log);
  encodeBase64url(input);
}

function documents(): Target[] {
  const facts = text(CASE.facts);
  const [certificate] = CASE.facts.certificates;
  const ndjson = text(`${JSON.stringify({ kind: 'certificates', fact: certificate })}\n`.repeat(3));
  const csv = text(
    'number,issuer,issuerTerritory,scheme,issued,scope.hs,events\r\n' +
      'A-1,SYN-CB-NZ,NZ,CCC,2020-01-01,8518;8519,"[{""type"":""SUSPENDED""}]"\n',
  );
  const questions = text('certificate,market,asOf,product.hs\nA-1,CN,2026-01-01,8518\n');
  const question = text(`${JSON.stringify(CASE.question)}\n`.repeat(2));
  const document = (format: Format, seed: Buffer): Target => ({
    name: `facts in ${format}`,
    seeds: [seed, facts],
    async run(content) {
      await validateDocument({ name: 'fuzz', file: '', content, format }, { mode: 'import' });
    },
  });
  const manifest = (format: 'csv' | 'ndjson', seed: Buffer): Target => ({
    name: `questions in ${format}`,
    seeds: [seed],
    run: (input) => allowing(DocumentError, () => drained(input, format)),
  });
  return [
    {
      name: 'strict JSON',
      seeds: [facts, text(CASE.question)],
      run: (input) => allowing(JsonFault, () => parseStrictJson(input)),
    },
    {
      name: 'signed JSON',
      seeds: [text(claimsOf()), facts],
      run(input) {
        parseObject(input);
        return Promise.resolve();
      },
    },
    document('json', facts),
    document('ndjson', ndjson),
    document('csv', csv),
    manifest('csv', questions),
    manifest('ndjson', question),
  ];
}

async function drained(input: Buffer, format: 'csv' | 'ndjson'): Promise<void> {
  async function* body(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(input);
  }
  const known = { dayIn: () => '2026-11-23', knownAt: '2026-11-23T08:11:28.000Z' };
  for await (const [row] of readRows(body(), format, 0, known)) if (row && row.row < 1) return;
}

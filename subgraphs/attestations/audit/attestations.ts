import { above, among } from '../../../store/mongoose/operators.ts';
import { canonical } from '../../../facts/model/canonical.ts';
import { Batch } from '../archive/batch.ts';
import { chunkId, formName, formsIn, tokenOf } from '../archive/templates.ts';
import type { StoredBatch, StoredTemplates } from '../archive/model.ts';
import { bytesOf } from '../../../store/mongoose/bytes.ts';
import { sourceDigest } from '../issuance/payload/credential.ts';
import { signedPart } from '../issuance/builder.ts';
import { verifyRaw } from '../keys/index.ts';
import type { StoredRun } from '../log/model.ts';
import { identityOf } from '../keys/sign.ts';
import { parseCompact, parseObject } from '../verification/index.ts';
import type { JsonObject } from '../verification/index.ts';
import { about } from './finding.ts';
import type { Report } from './finding.ts';
import type { AuditSources } from './sources.ts';
import { auditStatus } from './status.ts';

/** Batches read together. */
const PAGE = 20;

/** Checks every issued attestation and the changes of its status. Returns their number. */
export async function auditAttestations(sources: AuditSources, report: Report): Promise<number> {
  let count = 0;
  // About in the order of issue, and by an index: those that rest on the same facts are neighbours.
  const batches = sources.archive.batches
    .find({ expiresAt: above(0) })
    .sort({ expiresAt: 1 })
    .lean<StoredBatch[]>()
    .cursor({ batchSize: PAGE });
  for await (const stored of batches) {
    const batch = Batch.read(stored);
    count += batch.size;
    await auditBatch(sources, batch, report);
  }
  return count;
}

async function auditBatch(sources: AuditSources, batch: Batch, report: Report): Promise<void> {
  const tokens = await tokensOf(sources, batch);
  for (const [position, token] of tokens.entries())
    auditToken(sources, batch, position, token, report);
  await auditLeaves(sources, batch, report);
  await auditStatus(sources, batch, report);
  await auditDecisions(sources, batch, tokens, report);
}

/** The tokens of a batch, in order; null: it is not there. */
async function tokensOf(
  { archive }: AuditSources,
  batch: Batch,
): Promise<readonly (string | null)[]> {
  const numbers = [...batch.content.members.keys()].map((position) => batch.formOf(position));
  const chunks = new Set(numbers.map((form) => chunkId(batch.id, form)));
  const stored = await archive.forms.find({ _id: among([...chunks]) }).lean<StoredTemplates[]>();
  const forms = formsIn(stored);
  return numbers.map((number, position) => {
    const form = forms.get(formName(batch.id, number));
    return form ? tokenOf(batch, position, form) : null;
  });
}

/** The token is the one that was to be signed, its signature good, and what is stored of it what it says. */
function auditToken(
  { keys }: AuditSources,
  batch: Batch,
  position: number,
  jws: string | null,
  report: Report,
): void {
  const { _id, digest, kid, ...stored } = batch.attestation(position, undefined, () => jws ?? '');
  const say = about('attestations', _id, report);
  if (jws === null) {
    say('CONTENT_CHANGED', 'Its token is missing.');
    return;
  }
  const parsed = parseCompact(jws);
  if (parsed?.header['kid'] !== kid || identityOf(jws) !== digest)
    say('CONTENT_CHANGED', 'The token is not the one that was to be signed.');
  const key = keys.find(kid);
  if (!key) say('KEY_UNKNOWN', `The key ${kid} is not in the history of keys.`);
  else if (
    !parsed ||
    !verifyRaw('ES256', key.key, Buffer.from(parsed.signingInput, 'ascii'), parsed.signature)
  )
    say('SIGNATURE_INVALID', 'The signature does not verify.');
  const { exp, iat, aud, jti, mra } = claimsOf(jws);
  const { question } = (mra ?? {}) as JsonObject;
  const isAsSigned =
    exp === stored.expiresAt &&
    iat === stored.issuedAt &&
    typeof jti === 'string' &&
    jti.endsWith(`/${_id}`) &&
    canonical(aud ?? null) === canonical([stored.audience]) &&
    canonical(question ?? null) === canonical(stored.question);
  if (parsed && !isAsSigned) say('CONTENT_CHANGED', 'What is stored of it is not what was signed.');
}

const claimsOf = (jws: string): JsonObject =>
  parseObject(parseCompact(jws)?.payload ?? new Uint8Array()) ?? {};

/** The log holds the issued attestations at the positions that the batch records. */
async function auditLeaves({ logged }: AuditSources, batch: Batch, report: Report): Promise<void> {
  const run = await logged.runs.findById(batch.content.leaf).lean<StoredRun | null>();
  const entries = run?.of === batch.id ? bytesOf(run.entries) : Buffer.alloc(0);
  for (let position = 0; position < batch.size; position++) {
    const digest = batch.digestOf(position);
    const at = position * digest.length;
    if (!digest.equals(entries.subarray(at, at + digest.length)))
      about(
        'log',
        batch.idOf(position),
        report,
      )('LEAF_MISSING', 'It was handed out and is not in the log.');
  }
}

/** The same questions on the same facts: the answers must be those that were signed. */
async function auditDecisions(
  { recogniseAt }: AuditSources,
  batch: Batch,
  tokens: readonly (string | null)[],
  report: Report,
): Promise<void> {
  if (!recogniseAt) return;
  const { bases, horizon } = batch.content;
  const decided = await recogniseAt(horizon)(bases.map(({ question }) => question));
  const again = new Map(bases.map((basis, at) => [basis, decided[at]]));
  for (const [position, jws] of tokens.entries()) {
    const say = about('attestations', batch.idOf(position), report);
    const basis = batch.basisOf(position);
    const now = again.get(basis);
    if (!now || canonical(signedPart(now.answer)) !== canonical(signedPart(basis.answer)))
      say('DECISION_DIFFERS', 'Decided again on the facts as they stood, the answer is another.');
    const { mra } = (jws === null ? {} : claimsOf(jws)) as { mra?: JsonObject };
    if (!now?.certificate || mra?.['sourceDigest'] !== sourceDigest(now.certificate))
      say('DECISION_DIFFERS', 'The record of the certificate is not the one that was signed for.');
  }
}

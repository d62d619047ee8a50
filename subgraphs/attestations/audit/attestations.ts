import { canonical } from '../../kit/facts/canonical.ts';
import { among } from '../../kit/facts/filter.ts';
import { sourceDigest } from '../credential.ts';
import { verifyRaw } from '../keys/index.ts';
import { signedPart } from '../drafts.ts';
import type { IssuedAttestation, StoredAttestation } from '../model.ts';
import { identityOf } from '../sign.ts';
import { LIST_SIZE } from '../status/bits.ts';
import { scatter } from '../status/scatter.ts';
import type { StoredChange, StoredList } from '../status/model.ts';
import { entryOf, numberOf, statementOf } from '../status/statement.ts';
import { parseCompact, parseObject } from '../verification/index.ts';
import type { JsonObject } from '../verification/index.ts';
import type { Finding, Report } from './finding.ts';
import type { AuditSources } from './sources.ts';

const PAGE = 500;

/** Looks through every attestation handed out. */
export async function auditAttestations(sources: AuditSources, report: Report): Promise<number> {
  const { attestations } = sources;
  let count = 0;
  let page: StoredAttestation[] = [];
  const audit = async (): Promise<void> => {
    count += page.length;
    await auditPage(sources, page, report);
    page = [];
  };
  // About in the order of issue, and by an index: those that rest on the same facts are neighbours.
  const issued = attestations
    .find()
    .sort({ expiresAt: 1 })
    .lean<StoredAttestation[]>()
    .cursor({ batchSize: PAGE });
  for await (const attestation of issued) {
    page.push(attestation);
    if (page.length === PAGE) await audit();
  }
  if (page.length > 0) await audit();
  return count;
}

async function auditPage(
  sources: AuditSources,
  stored: readonly StoredAttestation[],
  report: Report,
): Promise<void> {
  const page = await sources.archive.withTokens(stored);
  const withToken = new Set(page.map(({ _id }) => _id));
  for (const { _id } of stored)
    if (!withToken.has(_id))
      about('attestations', _id, report)('CONTENT_CHANGED', 'Its token is missing.');
  for (const attestation of page) auditSignature(sources, attestation, report);
  await auditLeaves(sources, page, report);
  await auditStatus(sources, page, report);
  const byHorizon = new Map<number, IssuedAttestation[]>();
  for (const attestation of page) {
    const { horizon } = attestation;
    byHorizon.set(horizon, [...(byHorizon.get(horizon) ?? []), attestation]);
  }
  for (const [horizon, group] of byHorizon) await auditDecisions(sources, horizon, group, report);
}

/** A way to say what is wrong with one attestation. */
const about =
  (part: Finding['part'], subject: string, report: Report) =>
  (code: Finding['code'], message: string): void => {
    report({ part, code, subject, message });
  };

function auditSignature(
  { keys }: AuditSources,
  { _id, jws, digest, kid, ...stored }: IssuedAttestation,
  report: Report,
): void {
  const say = about('attestations', _id, report);
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
  const claims = (parsed && parseObject(parsed.payload)) ?? {};
  const { exp, iat, aud, mra } = claims;
  const { question } = (mra ?? {}) as JsonObject;
  const isAsSigned =
    exp === stored.expiresAt &&
    iat === stored.issuedAt &&
    canonical(aud ?? null) === canonical([stored.audience]) &&
    canonical(question ?? null) === canonical(stored.question);
  if (parsed && !isAsSigned) say('CONTENT_CHANGED', 'What is stored of it is not what was signed.');
}

async function auditLeaves(
  { logModels }: AuditSources,
  page: readonly IssuedAttestation[],
  report: Report,
): Promise<void> {
  const digests = page.map(({ digest }) => digest);
  const found = await logModels.leaves
    .find({ entry: among(digests) }, { entry: 1 })
    .lean<{ entry: string }[]>();
  const logged = new Set(found.map(({ entry }) => entry));
  for (const { _id, digest } of page)
    if (!logged.has(digest))
      about('log', _id, report)('LEAF_MISSING', 'It was handed out and is not in the log.');
}

/** The place in a list, and the history of changes of which the status is the outcome. */
async function auditStatus(
  { changes, lists, logModels }: AuditSources,
  page: readonly IssuedAttestation[],
  report: Report,
): Promise<void> {
  const ids = page.map(({ _id }) => _id);
  const records = await changes.find({ attestation: among(ids) }).lean<StoredChange[]>();
  const opened = await lists.find().lean<StoredList[]>();
  const places = new Map(opened.map(({ _id, key }) => [_id, scatter(key)]));
  const leaves = await logModels.leaves
    .find({ entry: among(records.map(({ entry }) => entry)) }, { entry: 1 })
    .lean<{ entry: string }[]>();
  const logged = new Set(leaves.map(({ entry }) => entry));
  for (const attestation of page) {
    const say = about('status', attestation._id, report);
    const { list, index, turn, status } = attestation;
    // Turns are unique, so this is how places are known to be.
    if (turn < 0 || turn >= LIST_SIZE || places.get(list)?.(turn) !== index)
      say('PLACE_INVALID', `Its place ${list}/${index} is not the one it was given.`);
    const own = records
      .filter((change) => change.attestation === attestation._id)
      .sort((one, other) => numberOf(one) - numberOf(other));
    for (const [position, change] of own.entries()) {
      const from = own[position - 1]?.to ?? 'VALID';
      if (numberOf(change) !== position + 1 || change.from !== from)
        say('CHANGE_ALTERED', `Its change ${numberOf(change)} does not follow the one before.`);
      if (entryOf(statementOf(change)) !== change.entry || change.digest !== attestation.digest)
        say('CHANGE_ALTERED', `Its change ${numberOf(change)} is not what was logged.`);
      else if (position < attestation.changes && !logged.has(change.entry))
        say('LEAF_MISSING', `Its change ${numberOf(change)} is not in the log.`);
    }
    // A change that is on its way, or made since the page was read, is no fault.
    const settled = own.slice(0, attestation.changes);
    if ((settled.at(-1)?.to ?? 'VALID') !== status || settled.length !== attestation.changes)
      say('STATUS_DIFFERS', 'Its status is not the outcome of its recorded changes.');
  }
}

/** The same questions on the same facts: the answers must be those that were signed. */
async function auditDecisions(
  { recogniseAt }: AuditSources,
  horizon: number,
  page: readonly IssuedAttestation[],
  report: Report,
): Promise<void> {
  if (!recogniseAt) return;
  const decided = await recogniseAt(horizon)(page.map(({ question }) => question));
  for (const [index, { _id, answer, jws }] of page.entries()) {
    const say = about('attestations', _id, report);
    const again = decided[index];
    if (!again || canonical(signedPart(again.answer)) !== canonical(signedPart(answer)))
      say('DECISION_DIFFERS', 'Decided again on the facts as they stood, the answer is another.');
    const { mra } = (parseObject(parseCompact(jws)?.payload ?? new Uint8Array()) ?? {}) as {
      mra?: JsonObject;
    };
    if (!again?.certificate || mra?.['sourceDigest'] !== sourceDigest(again.certificate))
      say('DECISION_DIFFERS', 'The record of the certificate is not the one that was signed for.');
  }
}

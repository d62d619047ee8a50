import { among, below } from '../../kit/facts/filter.ts';
import type { TransparencyLog } from '../log/log.ts';
import type { LogModels, StoredCheckpoint, StoredLeaf } from '../log/model.ts';
import { HASH_BYTES, TILE_WIDTH, hashLeaf } from '../log/tree.ts';
import type { StoredAttestation, StoredIntent } from '../model.ts';
import type { StoredChange } from '../status/model.ts';
import { encodeBase64, openNote, readCheckpoint, readVerifierKey } from '../verification/index.ts';
import type { NoteVerifier } from '../verification/index.ts';
import { Frontier } from './frontier.ts';
import type { Report } from './finding.ts';
import type { AuditSources } from './sources.ts';

const PAGE = 1000;

/**
 * Looks through the log: places without gaps, each leaf that of something stored, every checkpoint the
 * root of the leaves before it and signed, every stored tile made of them.
 */
export async function auditLog(
  sources: AuditSources,
  report: Report,
): Promise<{ readonly leaves: number; readonly checkpoints: number }> {
  const { log, logModels: models } = sources;
  const size = await log.size();
  const checkpoints = await models.checkpoints
    .find({ _id: below(size + 1) })
    .sort({ _id: 1 })
    .lean<StoredCheckpoint[]>();
  const verifiers = await ownVerifiers(log);
  const roots = new Map(checkpoints.map((checkpoint) => [checkpoint._id, checkpoint]));
  const frontier = new Frontier();
  const tile = new TileCheck(models, report);
  const meet = async (): Promise<void> => {
    const checkpoint = roots.get(frontier.size);
    if (checkpoint) await auditCheckpoint(checkpoint, frontier.root(), verifiers, log, report);
  };
  await meet();
  let page: StoredLeaf[] = [];
  const judge = async (): Promise<void> => {
    await auditLeaves(page, sources, report);
    page = [];
  };
  const leaves = models.leaves
    .find({ _id: below(size) })
    .sort({ _id: 1 })
    .lean<StoredLeaf[]>()
    .cursor({ batchSize: PAGE });
  for await (const leaf of leaves) {
    if (leaf._id !== frontier.size) {
      const message = `The log goes from ${frontier.size - 1} to ${leaf._id}.`;
      report({ part: 'log', code: 'LOG_GAP', subject: String(frontier.size), message });
      break;
    }
    const hash = hashLeaf(Buffer.from(leaf.entry, 'base64url'));
    frontier.add(hash);
    await tile.add(hash);
    await meet();
    page.push(leaf);
    if (page.length === PAGE) await judge();
  }
  await judge();
  return { leaves: frontier.size, checkpoints: checkpoints.length };
}

async function ownVerifiers(log: TransparencyLog): Promise<readonly NoteVerifier[]> {
  const keys = await log.verifierKeys();
  const found = await Promise.all([keys.log, keys.witness].map(readVerifierKey));
  return found.filter((verifier) => verifier !== null);
}

async function auditCheckpoint(
  checkpoint: StoredCheckpoint,
  root: Buffer,
  verifiers: readonly NoteVerifier[],
  log: TransparencyLog,
  report: Report,
): Promise<void> {
  const { _id: size, note } = checkpoint;
  const subject = `checkpoint ${size}`;
  if (checkpoint.root !== encodeBase64(root))
    report({
      part: 'log',
      code: 'ROOT_DIFFERS',
      subject,
      message: 'Its root is not that of the leaves before it: the tree has forked.',
    });
  const opened = await openNote(note, verifiers);
  const read = opened && readCheckpoint(opened.text);
  const isAsStored =
    read?.origin === log.origin &&
    read.size === size &&
    encodeBase64(read.root) === checkpoint.root;
  if (!isAsStored)
    report({
      part: 'log',
      code: 'CHECKPOINT_INVALID',
      subject,
      message: 'It is not signed by the key of the log, or says something else than is stored.',
    });
}

async function auditLeaves(
  leaves: readonly StoredLeaf[],
  { attestations, intents, changes }: AuditSources,
  report: Report,
): Promise<void> {
  const named = (kind: StoredLeaf['kind']): StoredLeaf[] =>
    leaves.filter((leaf) => leaf.kind === kind);
  const [issued, changed] = await Promise.all([
    attestations
      .find(
        { _id: among(named('attestation').map(({ attestation }) => attestation)) },
        { digest: 1 },
      )
      .lean<Pick<StoredAttestation, 'digest'>[]>(),
    changes
      .find(
        { attestation: among(named('status').map(({ attestation }) => attestation)) },
        { entry: 1 },
      )
      .lean<Pick<StoredChange, 'entry'>[]>(),
  ]);
  const known = new Set([
    ...issued.map(({ digest }) => digest),
    ...changed.map(({ entry }) => entry),
  ]);
  let strangers = leaves.filter(({ entry }) => !known.has(entry));
  if (strangers.length === 0) return;
  // Of these nothing was handed out: the hub stopped, or another process was first.
  const intended = await intents.find().lean<StoredIntent[]>();
  const digests = new Set(intended.flatMap((intent) => intent.digests));
  strangers = strangers.filter(({ entry }) => !digests.has(entry));
  for (const { _id, kind } of strangers)
    report({
      part: 'log',
      code: 'LEAF_UNKNOWN',
      subject: `leaf ${_id}`,
      message: `It stands for no ${kind === 'status' ? 'change of status' : 'attestation'} that is stored.`,
    });
}

/** Compares the stored tiles of the lowest level with the leaves as they pass. */
class TileCheck {
  readonly #models: LogModels;
  readonly #report: Report;
  #hashes: Buffer[] = [];
  #number = 0;

  constructor(models: LogModels, report: Report) {
    this.#models = models;
    this.#report = report;
  }

  async add(hash: Buffer): Promise<void> {
    this.#hashes.push(hash);
    if (this.#hashes.length < TILE_WIDTH) return;
    const id = `0/${this.#number++}`;
    const bytes = Buffer.concat(this.#hashes, TILE_WIDTH * HASH_BYTES);
    this.#hashes = [];
    const stored = await this.#models.tiles.findById(id).lean<{ hashes: string } | null>();
    if (stored && stored.hashes !== bytes.toString('base64'))
      this.#report({
        part: 'log',
        code: 'TILE_DIFFERS',
        subject: `tile ${id}`,
        message: 'It is not made of the leaves. Tiles are derived: delete it, it is made again.',
      });
  }
}

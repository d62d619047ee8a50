import type { CertificateStatus } from '../../schema/generated/certificates.ts';
import type { Certificate } from '../../schema/generated/facts.ts';
import { fullInstant } from '../../schema/knowledge.ts';
import type { RemainingTime } from '../federation/turns.ts';
import { byIssuer, chunksOf } from './chunks.ts';
import type { CertificateSources } from './loaders.ts';

/** Records, earlier versions included, up to which a table is made: about 4 MB. */
export const MAX_TABLE_ROWS = 20_000;
/** Records read at once. */
const CHUNK = 500;
/** One read may take this long, milliseconds. */
const READ_DEADLINE_MS = 10_000;

/** A certificate of one record and without events: its state follows from its dates. */
export interface PlainRow {
  readonly record: Pick<Certificate, 'scheme' | 'issuer' | 'issuerTerritory' | 'level' | 'issued'>;
  readonly validFrom: string;
  readonly validUntil: string | undefined;
  /** At full length; absent: known from the beginning, or never retracted. */
  readonly recordedAt: string | undefined;
  readonly retractedAt: string | undefined;
}

/** All certificates at one horizon, as far as they are counted. */
export interface CertificateTable {
  readonly plain: readonly PlainRow[];
  /** Certificates of several records or with events, each with all its records. */
  readonly others: readonly (readonly Certificate[])[];
}

/** Reads all certificates once; undefined: they are too many to be held. */
export async function readTable(
  { models, horizon }: CertificateSources,
  left: RemainingTime,
): Promise<CertificateTable | undefined> {
  if ((await models.certificates.estimatedDocumentCount()) > MAX_TABLE_ROWS) return undefined;
  const plain: PlainRow[] = [];
  const others: Certificate[][] = [];
  const shared = new Map<string, string>();
  /** One copy of each text: schemes and days repeat. */
  const one = <T extends string | undefined>(text: T): T => {
    if (text === undefined) return text;
    const known = shared.get(text);
    if (known === undefined) shared.set(text, text);
    return (known ?? text) as T;
  };
  const everything = { prefix: '', after: null };
  const pace = { chunk: CHUNK, deadlineMs: READ_DEADLINE_MS, left };
  for await (const { certificates } of chunksOf(
    models.certificates,
    [],
    horizon.snapshot(),
    everything,
    pace,
  ))
    for (const records of certificates.flatMap(byIssuer)) {
      const [{ fact } = { fact: undefined }] = records;
      if (records.length > 1 || !fact || (fact.events?.length ?? 0) > 0)
        others.push(records.map((stored) => stored.fact));
      else
        plain.push({
          record: {
            scheme: one(fact.scheme),
            issuer: one(fact.issuer),
            issuerTerritory: one(fact.issuerTerritory),
            issued: one(fact.issued),
            level: one(fact.level ?? undefined) ?? null,
          },
          validFrom: one(fact.validFrom ?? fact.issued),
          validUntil: one(fact.validUntil),
          recordedAt: fact.recordedAt === undefined ? undefined : one(fullInstant(fact.recordedAt)),
          retractedAt:
            fact.retractedAt === undefined ? undefined : one(fullInstant(fact.retractedAt)),
        });
    }
  return { plain, others };
}

/** The state of a certificate without events on a day; undefined: not known at the instant. */
export function plainStatus(
  { validFrom, validUntil, recordedAt, retractedAt }: PlainRow,
  day: string,
  knownAt: string,
): CertificateStatus | undefined {
  if (recordedAt !== undefined && recordedAt > knownAt) return undefined;
  if (retractedAt !== undefined && retractedAt <= knownAt) return undefined;
  if (day < validFrom) return 'NOT_YET_VALID';
  return validUntil !== undefined && day > validUntil ? 'EXPIRED' : 'VALID';
}

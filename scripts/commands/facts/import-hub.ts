import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { DocumentFault } from '../../../facts/model/fault.ts';
import type { Stored } from '../../../facts/ledger/report.ts';
import {
  fileSource,
  systemCode,
  XLSX_MEDIA_TYPE,
  type Format,
} from '../../../facts/document/source.ts';
import { hubAddress, hubPath } from '../hub.ts';
import type { Importer, ImportOptions, Outcome } from './importer.ts';
import { CommandError } from '../terminal.ts';

const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  csv: 'text/csv',
  xlsx: XLSX_MEDIA_TYPE,
};

interface Problem {
  readonly code?: string;
  readonly detail?: string;
  readonly title?: string;
  readonly faults?: readonly DocumentFault[];
  readonly faultCount?: number;
}

/** Sends documents to `POST /facts` of a hub, as streams. */
export function hubImporter(options: ImportOptions): Importer {
  const hub = hubAddress(options.hub);
  const token = options.token ?? process.env['SYMBOLON_TOKEN'];
  const address = hubPath(hub, 'facts');
  if (options.stamp === true) address.searchParams.set('stamp', 'true');
  const { dates, encoding, map } = options.table ?? {};
  if (dates !== undefined) address.searchParams.set('dates', dates);
  if (encoding !== undefined) address.searchParams.set('encoding', encoding);
  if (map !== undefined) address.searchParams.set('map', JSON.stringify(map));
  return async (file) => {
    const source = file === '-' ? 'stdin' : file;
    const { type, body } = await open(file, options.format);
    const response = await fetch(address, {
      method: 'POST',
      headers: {
        'content-type': type,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: Readable.toWeb(body),
      duplex: 'half',
      redirect: 'error',
    } as RequestInit).catch(() => null);
    if (!response)
      return failed(source, 'UNAVAILABLE', `The hub at ${hub.origin} does not answer.`);
    return outcomeOf(source, response);
  };
}

async function open(file: string, format?: Format): Promise<{ type: string; body: Readable }> {
  if (file === '-') return { type: MEDIA_TYPES[format ?? 'json'], body: process.stdin };
  try {
    await stat(file);
  } catch (error) {
    throw new CommandError('DOC_UNREADABLE', `${file} cannot be read (${systemCode(error)}).`);
  }
  const source = await fileSource(file, { format });
  return { type: MEDIA_TYPES[source.format], body: createReadStream(file) };
}

async function outcomeOf(source: string, response: Response): Promise<Outcome> {
  const answer: unknown = await response.json().catch(() => ({}));
  if (response.ok) return { ...(answer as Stored), source };
  const { code = 'UNAVAILABLE', detail, title, faults, faultCount } = answer as Problem;
  if (faults)
    return {
      outcome: 'REJECTED',
      source,
      document: '',
      faults,
      faultCount: faultCount ?? faults.length,
    };
  const message = detail ?? title ?? `The hub answered with status ${response.status}.`;
  const ours = response.status >= 400 && response.status < 500 && response.status !== 429;
  if (ours) throw new CommandError(code, message);
  return failed(source, code, message);
}

const failed = (source: string, code: string, message: string): Outcome => ({
  outcome: 'FAILED',
  source,
  code,
  message,
});

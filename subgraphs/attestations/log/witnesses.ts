import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readVerifierKey } from '../verification/index.ts';
import type { NoteVerifier } from '../verification/index.ts';
import { errorClass } from '../../../lib/errors/hub-error.ts';

/** Milliseconds for which the file is not looked at again. */
const FRESH_MS = 1000;

/** The witnesses' file holds something else than verifier keys. */
export class WitnessError extends errorClass('WITNESS_KEY_MALFORMED') {}

/** A witness whose cosignatures count, and its key as written. */
export interface Witness extends NoteVerifier {
  readonly vkey: string;
}

/** Gives the witnesses that the operator has named. */
export type Witnesses = () => Promise<readonly Witness[]>;

/**
 * The witnesses of DATA_DIR/witnesses: a verifier key (`name+hash+key`, C2SP signed-note) of type
 * cosignature/v1 a line; lines that begin with # are remarks. Read again when the file changes.
 * @throws WitnessError naming the line
 */
export function openWitnesses(dataDir: string): Witnesses {
  const file = join(dataDir, 'witnesses');
  let known: readonly Witness[] = [];
  let version = '';
  let lookedAt = -Infinity;
  return async () => {
    if (performance.now() - lookedAt < FRESH_MS) return known;
    const found = await stat(file).catch(() => null);
    const current = found ? `${found.mtimeMs} ${found.size}` : '';
    if (current !== version) {
      known = found ? await readWitnesses(await readFile(file, 'utf8'), file) : [];
      version = current;
    }
    lookedAt = performance.now();
    return known;
  };
}

async function readWitnesses(text: string, file: string): Promise<readonly Witness[]> {
  const witnesses: Witness[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const vkey = line.trim();
    if (vkey === '' || vkey.startsWith('#')) continue;
    const verifier = await readVerifierKey(vkey);
    if (verifier?.type !== 'cosignature/v1')
      throw new WitnessError(
        `${file}:${index + 1} is no verifier key of a witness (name+hash+key, type 4).`,
      );
    witnesses.push({ ...verifier, vkey });
  }
  return witnesses;
}

import { KeySetError, readKeySet } from '../../../subgraphs/attestations/verification/index.ts';
import type { KeySet } from '../../../subgraphs/attestations/verification/index.ts';
import { readJson } from '../named-file.ts';
import { CommandError } from '../terminal.ts';

/** The public root keys in a file: one JWK, or a JWK set. */
export async function rootsIn(file: string): Promise<KeySet> {
  const document = await readJson(file, '--root');
  try {
    return await readKeySet('keys' in document ? document : { keys: [document] });
  } catch (error) {
    if (!(error instanceof KeySetError)) throw error;
    throw new CommandError(error.code, `--root ${file}: ${error.message}`);
  }
}

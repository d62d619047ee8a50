import type { Command } from 'commander';
import { readConfig } from '../../../gateway/config/config.ts';
import { proveKey } from '../../../subgraphs/attestations/partners/index.ts';
import { openHubKeys } from '../hub-store.ts';
import { output, readJson } from '../named-file.ts';
import { CommandError, EXIT, run } from '../terminal.ts';
import { draftOfHub } from './trust-draft.ts';

interface ProveOptions {
  readonly to: string;
  readonly challenge: string;
  readonly root?: string;
  readonly output?: string;
  readonly json?: boolean;
}

/** `symbolon keys prove`: what another hub needs to register this one as its partner. */
export function registerProve(keys: Command): void {
  keys
    .command('prove')
    .description('sign the challenge of a hub that is to register this one as a partner')
    .requiredOption('--to <did>', 'DID of that hub')
    .requiredOption('--challenge <text>', 'what its `symbolon partners challenge` gave')
    .option('--root <file>', 'public root key of this hub, so that it can follow key changes')
    .option('-o, --output <file>', 'where to write it (default: standard output)')
    .option('--json', 'print errors as JSON')
    .action((options: ProveOptions) => run(options.json === true, () => prove(options)));
}

async function prove({ to, challenge, root, output: file }: ProveOptions): Promise<number> {
  if (!/^[0-9a-f]{48}$/.test(challenge))
    throw new CommandError('USAGE', '--challenge is not one of `symbolon partners challenge`.');
  const config = readConfig();
  const keys = openHubKeys(config);
  const { hub, log } = await draftOfHub();
  const asked = { audience: to, challenge, now: new Date() };
  const signers = (['attestation', 'status'] as const).map((purpose) => keys.signer(purpose));
  const proofs = await Promise.all(signers.map((signer) => proveKey(signer, hub.id, asked)));
  const described = signers.map(({ kid, alg }) => {
    const key = keys.find(kid);
    return { ...key?.jwk, kid, alg, use: 'sig', mra_purpose: key?.purpose };
  });
  const sent = {
    id: hub.id,
    url: hub.url,
    challenge,
    keys: described,
    log,
    ...(root === undefined ? {} : { root: await readJson(root, '--root') }),
    proofs,
  };
  await output(file, JSON.stringify(sent, null, 2));
  return EXIT.done;
}

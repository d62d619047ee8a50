import type { Command } from 'commander';
import {
  PublishError,
  PublishedBundles,
  verifyTrustBundle,
} from '../../../subgraphs/attestations/trust/index.ts';
import type { TrustBundle } from '../../../subgraphs/attestations/trust/index.ts';
import { KeySetError } from '../../../subgraphs/attestations/verification/index.ts';
import { rootsIn } from './root-file.ts';
import { withHubStore } from '../hub-store.ts';
import { output, readJson } from '../named-file.ts';
import { CommandError, EXIT, print, run } from '../terminal.ts';
import { draftOfHub } from '../keys/trust-draft.ts';
import { exportTrust } from './trust-export.ts';
import { readTrusted } from './trusted-source.ts';

interface TrustOptions {
  readonly root?: string;
  readonly hub?: string;
  readonly proof?: string[];
  readonly seen?: string;
  readonly output?: string;
  readonly json?: boolean;
}

/** `symbolon trust`: trust bundles, and what is needed to verify without a network. */
export function register(program: Command): void {
  const trust = program.command('trust').description('whom to believe, for what');
  trust
    .command('draft')
    .description('what the next trust bundle would say: to be taken to the root and signed there')
    .option('-o, --output <file>', 'where to write it (default: standard output)')
    .option('--json', 'print errors as JSON')
    .action((options: TrustOptions) =>
      run(options.json === true, async () => {
        await output(options.output, JSON.stringify(await draftOfHub(), null, 2));
        return EXIT.done;
      }),
    );
  trust
    .command('publish')
    .description('serve a signed bundle from now on')
    .argument('<file>', 'the bundle')
    .option('--root <file>', 'public root key of this hub; needed once')
    .option('--json', 'print as JSON')
    .action((file: string, options: TrustOptions) =>
      run(options.json === true, () => publish(file, options)),
    );
  trust
    .command('export')
    .description('save what `symbolon verify --offline` needs: keys, bundle, status lists, log')
    .requiredOption('--hub <url>', 'hub to save it from')
    .option('--proof <id...>', 'attestations whose place in the log to save too')
    .option('-o, --output <file>', 'where to write it (default: standard output)')
    .option('--json', 'print errors as JSON')
    .action((options: TrustOptions) =>
      run(options.json === true, async () => {
        const saved = await exportTrust(options.hub ?? '', options.proof ?? []);
        await output(options.output, JSON.stringify(saved));
        return EXIT.done;
      }),
    );
  trust
    .command('show')
    .description('what a bundle, or a saved export, says')
    .argument('<file>', 'bundle or export; a file or an address')
    .requiredOption('--root <file>', 'public root key that must have signed it')
    .option('--seen <seq>', 'highest number seen before: a lower one is refused', '0')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExit: 0 trusted, 1 refused, 2 bad input, 3 expired.')
    .action((file: string, options: TrustOptions) =>
      run(options.json === true, () => show(file, options)),
    );
}

async function publish(file: string, { root, json }: TrustOptions): Promise<number> {
  const jws = (await readTrusted(file, 'bundle')).toString('latin1').trim();
  const named = root === undefined ? undefined : await readJson(root, '--root');
  const bundle = await withHubStore(async ({ mongoose }, { hubId }) => {
    try {
      return await new PublishedBundles(mongoose, () => new Date()).publish(jws, hubId, named);
    } catch (error) {
      if (error instanceof PublishError || error instanceof KeySetError)
        throw new CommandError(error.code, error.message);
      throw error;
    }
  });
  const { seq, expiresAt } = bundle;
  const until = new Date(expiresAt * 1000).toISOString();
  await print(
    json === true
      ? JSON.stringify({ seq, expiresAt: until })
      : `Bundle ${seq} is served at /.well-known/trust-bundle.jws; sign the next one before ${until.slice(0, 10)}.`,
  );
  return EXIT.done;
}

async function show(place: string, { root = '', seen = '0', json }: TrustOptions): Promise<number> {
  if (!/^\d{1,15}$/.test(seen)) throw new CommandError('USAGE', '--seen is a whole number.');
  const text = (await readTrusted(place, 'bundle')).toString('utf8').trim();
  const token = text.startsWith('{') ? bundleIn(text) : text;
  const opened = await verifyTrustBundle(token, {
    roots: await rootsIn(root),
    now: new Date(),
    seen: Number(seen),
  });
  if (opened.outcome === 'REFUSED') {
    const { outcome, code, message } = opened;
    await print(json === true ? JSON.stringify({ outcome, code, message }) : `${code}: ${message}`);
    return EXIT.no;
  }
  const { outcome, bundle } = opened;
  await print(
    json === true
      ? JSON.stringify({ outcome, ...bundle.claims })
      : told(bundle, outcome).join('\n'),
  );
  return outcome === 'TRUSTED' ? EXIT.done : EXIT.unavailable;
}

function bundleIn(text: string): string {
  const { trustBundle } = JSON.parse(text) as { trustBundle?: unknown };
  if (typeof trustBundle === 'string') return trustBundle;
  throw new CommandError(
    'NO_BUNDLE',
    'The export holds no trust bundle: its hub had published none.',
  );
}

function told({ seq, hub, partners, keys, expiresAt }: TrustBundle, outcome: string): string[] {
  const until = new Date(expiresAt * 1000).toISOString();
  return [
    `${outcome}: bundle ${seq} of ${hub.id}, until ${until}`,
    ...[hub, ...partners].flatMap(({ id, url, scope, log }) => [
      `${id}  ${url}  ${scope.territory}  ${scope.schemes?.join(', ') ?? 'all schemes'}`,
      ...[...keys.values()]
        .filter(({ issuer }) => issuer === id)
        .map(({ kid, purpose, retiredAt, revokedAt }) => {
          const state =
            revokedAt !== undefined ? 'revoked' : retiredAt !== undefined ? 'retired' : 'in use';
          return `  ${purpose.padEnd(12)} ${state.padEnd(8)} ${kid.slice(id.length)}`;
        }),
      ...(log ? [`  log ${log.origin}, ${log.witnesses.length} witnesses`] : []),
    ]),
  ];
}

import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import {
  PartnerError,
  Registry,
  partnerModels,
} from '../../../subgraphs/attestations/partners/index.ts';
import type { StoredPartner } from '../../../subgraphs/attestations/partners/index.ts';
import { openHubKeys, withHubStore } from '../hub-store.ts';
import { readJson } from '../named-file.ts';
import { CommandError, EXIT, print, run } from '../terminal.ts';

interface PartnersOptions {
  readonly territory?: string;
  readonly scheme?: string[];
  readonly from?: string;
  readonly until?: string;
  readonly requireLog?: boolean;
  readonly reason?: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

const MAX_REASON_LENGTH = 500;

/** `symbolon partners`: the hubs whose attestations count here, and for what. */
export function register(program: Command): void {
  const partners = program.command('partners').description('hubs whose attestations count here');
  const command = (name: string, description: string): Command =>
    partners.command(name).description(description).option('--json', 'print as JSON');
  command('challenge', 'something for a partner to sign with each of its keys; good for a week')
    .argument('<id>', 'DID of the partner')
    .action((id: string, options: PartnersOptions) =>
      run(options.json === true, () => challenge(id, options)),
    );
  command('add', 'register a partner, or its new keys or terms')
    .argument('<file>', 'what `symbolon keys prove` wrote at the partner')
    .requiredOption('--territory <code>', 'territory that it may speak for')
    .option('--scheme <id...>', 'schemes that it may speak for (default: all of its territory)')
    .option('--from <day>', 'first day of its word')
    .option('--until <day>', 'first day on which its word no longer counts')
    .option('--require-log', 'each attestation must be shown to be in its log')
    .action((file: string, options: PartnersOptions) =>
      run(options.json === true, () => add(file, options)),
    );
  command('list', 'partners that count now')
    .option('--all', 'every version of every partner, with the time it was believed')
    .action((options: PartnersOptions) => run(options.json === true, () => list(options)));
  command('revoke', 'believe a partner no more from now on')
    .argument('<id>', 'DID of the partner')
    .requiredOption('--reason <text>', 'ground, for the record')
    .action((id: string, options: PartnersOptions) =>
      run(options.json === true, () => revoke(id, options)),
    );
}

function withRegistry<T>(use: (registry: Registry) => Promise<T>): Promise<T> {
  return withHubStore(async ({ mongoose }, config) => {
    const registry = new Registry({
      models: partnerModels(mongoose),
      keys: openHubKeys(config),
      hubId: config.hubId,
      now: () => new Date(),
      random: (size) => randomBytes(size),
    });
    try {
      return await use(registry);
    } catch (error) {
      if (error instanceof PartnerError) throw new CommandError(error.code, error.message);
      throw error;
    }
  });
}

async function challenge(id: string, { json }: PartnersOptions): Promise<number> {
  const text = await withRegistry((registry) => registry.challenge(id));
  await print(json === true ? JSON.stringify({ partner: id, challenge: text }) : text);
  return EXIT.done;
}

async function add(file: string, options: PartnersOptions): Promise<number> {
  const { territory = '', scheme, from, until, requireLog, json } = options;
  const sent = await readJson(file, 'registration');
  const scope = {
    territory,
    ...(scheme === undefined ? {} : { schemes: scheme }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  };
  const { id, url, keys } = await withRegistry((registry) =>
    registry.add(sent, { scope, requireLog: requireLog === true }),
  );
  await print(
    json === true
      ? JSON.stringify({ id, url, ...scope, keys: keys.map(({ kid }) => kid) })
      : `${id} counts for ${territory} (${scheme?.join(', ') ?? 'all schemes'}) with ${keys.length} keys.`,
  );
  return EXIT.done;
}

async function list({ all, json }: PartnersOptions): Promise<number> {
  const versions = await withRegistry((registry) =>
    registry.versions(all === true ? undefined : new Date()),
  );
  const shown = versions.filter(({ state }) => all === true || state === 'ACTIVE');
  await print(
    json === true ? JSON.stringify({ partners: shown.map(viewOf) }) : shown.map(line).join('\n'),
  );
  return EXIT.done;
}

const viewOf = ({
  partner,
  version,
  state,
  reason,
  recordedAt,
  retractedAt,
  registration,
}: StoredPartner) => ({
  id: partner,
  version,
  state,
  reason,
  recordedAt,
  retractedAt,
  url: registration.url,
  ...registration.scope,
  requireLog: registration.requireLog,
  keys: registration.keys.map(({ kid }) => kid),
});

const line = ({ partner, version, state, recordedAt, registration }: StoredPartner): string => {
  const { scope, url } = registration;
  const schemes = scope.schemes?.join(', ') ?? 'all schemes';
  return [state, partner, `v${version}`, recordedAt, url, scope.territory, schemes].join('  ');
};

async function revoke(id: string, { reason = '', json }: PartnersOptions): Promise<number> {
  if (reason.trim() === '' || reason.length > MAX_REASON_LENGTH)
    throw new CommandError('USAGE', `Say why, in 1 to ${MAX_REASON_LENGTH} characters.`);
  await withRegistry((registry) => registry.revoke(id, reason));
  await print(json === true ? JSON.stringify({ id, state: 'REVOKED' }) : `${id} counts no more.`);
  return EXIT.done;
}

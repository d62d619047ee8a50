import cluster from 'node:cluster';
import type { Command } from 'commander';
import { IncompatibleStore } from '../../subgraphs/attestations/archive/incompatible-store.ts';
import type { FactsStore } from '../../facts/ledger/facts-store.ts';
import { Lifetime } from './lifetime.ts';
import { CommandError, EXIT, print, tell } from './terminal.ts';

interface ServeOptions {
  readonly requestsPerMinute?: number;
}

/** Milliseconds between looks at readiness while starting. */
const LOOK_AGAIN_MS = 50;
/** MongoDB's codes for an index that is there already in another form. */
const INDEX_CONFLICTS: ReadonlySet<unknown> = new Set([85, 86]);

/** `symbolon serve`: the hub, until it is told to stop. */
export function register(program: Command): void {
  program
    .command('serve')
    .description('run the hub')
    .option(
      '--requests-per-minute <n>',
      'requests one caller may make in a minute; 0: no limit, for a hub behind a limiter',
      quotaOf,
    )
    .addHelpText(
      'after',
      '\nConfigured by the environment (PORT, HOST, DATA_DIR, …: docs/operators.md).' +
        '\nExit: 0 stopped, 3 cannot run (port, store), 78 the environment has faults.',
    )
    .action(serve);
}

function quotaOf(text: string): number {
  if (!/^\d{1,9}$/.test(text))
    throw new CommandError('USAGE', '--requests-per-minute is a whole number.');
  return Number(text);
}

async function serve({ requestsPerMinute }: ServeOptions): Promise<void> {
  // Loaded here: other commands start without the server.
  const { ConfigError, EXIT_CONFIG, readConfig } = await import('../../gateway/config/config.ts');
  const { startHub } = await import('../../gateway/bootstrap/hub.ts');
  const { createLog } = await import('../../gateway/observability/log.ts');
  const { redact } = await import('../../gateway/observability/redact.ts');
  const { startWorkers, WORKER_READY } = await import('../../gateway/bootstrap/workers.ts');
  const { seed, seedPort } = await import('../seed/index.ts');
  const quota =
    requestsPerMinute === undefined
      ? {}
      : { quota: requestsPerMinute === 0 ? null : { points: requestsPerMinute, perSeconds: 60 } };
  const load = async (facts: FactsStore): Promise<void> => {
    const report = await seed(seedPort(facts));
    if (report) tell(`Loaded the bundled data: ${report.added} facts.`);
  };
  try {
    const config = readConfig();
    const log = createLog(config);
    const lifetime = new Lifetime(log);
    if (config.workers > 1 && cluster.isPrimary) {
      const workers = await startWorkers({ config, log, seed: load });
      lifetime.stopBy(() => workers.stop());
      process.on('SIGHUP', () => void workers.restart());
      await print(`symbolon ready ${config.publicUrl}`);
      return;
    }
    // A worker finds the store seeded; it is told to stop by the first process, not by the terminal.
    const hub = await startHub({
      config: cluster.isWorker ? { ...config, seed: 'none' } : config,
      log,
      ...quota,
      seed: load,
    });
    lifetime.stopBy(() => hub.stop());
    // A worker is replaced by the first process, which hears the same signal.
    process.on('SIGHUP', () => (cluster.isWorker ? undefined : void hub.reload()));
    while (!(await hub.ready())) await new Promise((again) => setTimeout(again, LOOK_AGAIN_MS));
    if (cluster.isWorker) process.send?.(WORKER_READY);
    else await print(`symbolon ready ${hub.url}`);
    await hub.preload();
  } catch (error) {
    if (error instanceof ConfigError) {
      tell(error.message);
      for (const fault of error.faults) tell(`  ${fault}`);
      process.exit(EXIT_CONFIG);
    }
    tell(redact(causeOf(error)));
    process.exit(EXIT.unavailable);
  }
}

/** Why the hub cannot run, in one line. */
function causeOf(error: unknown): string {
  const code = (error as { code?: unknown }).code;
  if (INDEX_CONFLICTS.has(code)) return causeOf(new IncompatibleStore());
  const cause = error instanceof Error ? error.message : String(error);
  return typeof code === 'string' ? `${code}: ${cause}` : cause;
}

import { Argument } from 'commander';
import type { Command } from 'commander';
import { SUBGRAPHS } from '../../subgraphs/registry.ts';
import type { SubgraphName } from '../../subgraphs/registry.ts';
import { Lifetime } from './lifetime.ts';
import { EXIT, print, tell } from './terminal.ts';

/** `symbolon subgraph NAME`: one subgraph as a service, until it is told to stop. */
export function register(program: Command): void {
  program
    .command('subgraph')
    .description('run one subgraph as a service; point the gateway at it with SUBGRAPH_URLS')
    .addArgument(new Argument('<name>', 'which one').choices(SUBGRAPHS))
    .addHelpText(
      'after',
      '\nPORT and HOST are its own; DATA_DIR or MONGODB_URI, PUBLIC_URL and HUB_ID those of the hub.' +
        '\nExit: 0 stopped, 3 cannot run (port, store), 78 the environment has faults.',
    )
    .action(run);
}

async function run(name: SubgraphName): Promise<void> {
  // Loaded here: other commands start without the server.
  const { ConfigError, EXIT_CONFIG, readConfig } = await import('../../gateway/config/config.ts');
  const { createLog } = await import('../../gateway/observability/log.ts');
  const { redact } = await import('../../gateway/observability/redact.ts');
  const { startSubgraphService } = await import('../../gateway/services/start.ts');
  try {
    const config = readConfig();
    const lifetime = new Lifetime(createLog(config).child({ subgraph: name }));
    const service = await startSubgraphService(name, config);
    lifetime.stopBy(() => service.stop());
    await print(`symbolon ready ${service.url}`);
  } catch (error) {
    tell(redact(error instanceof Error ? error.message : String(error)));
    if (error instanceof ConfigError) for (const fault of error.faults) tell(`  ${fault}`);
    process.exit(error instanceof ConfigError ? EXIT_CONFIG : EXIT.unavailable);
  }
}

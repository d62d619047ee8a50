/** A hub as `symbolon serve` starts it, but without the limit on requests of one caller. */
import { readConfig } from '../../gateway/config/config.ts';
import { startHub } from '../../gateway/bootstrap/hub.ts';
import { seed, seedPort } from '../seed/index.ts';

const hub = await startHub({
  config: readConfig(),
  quota: null,
  seed: async (facts) => {
    await seed(seedPort(facts));
  },
});
process.once('SIGTERM', () => void hub.stop());
while (!(await hub.ready())) await new Promise((wake) => setTimeout(wake, 50));
process.stdout.write('symbolon ready\n');

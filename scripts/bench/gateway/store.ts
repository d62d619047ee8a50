/** Holds the embedded store of a data directory, so that none of the servers compared pays for it. */
import { connect } from '../../../store/index.ts';

const store = await connect({ uri: undefined, dataDir: process.env['DATA_DIR'] ?? '' });
process.once('SIGTERM', () => void store.close().then(() => process.exit(0)));
setInterval(() => undefined, 60_000);
process.stdout.write('symbolon ready\n');

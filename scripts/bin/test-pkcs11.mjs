/** `npm run test:pkcs11`: the tests of keys in a PKCS#11 token alone, with the binding built first. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { BINDING, provideBinding, tokenEnvironment } from './pkcs11.mjs';
import { root, say } from './run.mjs';
import { untested, missing } from './tools.mjs';

if (missing('token').length > 0 && !provideBinding())
  say(`${BINDING} cannot be built here; it needs npm, python3, make and a C++ compiler.`);
if (missing('token').length > 0) {
  untested().forEach(say);
  process.exit(process.env['CI'] ? 1 : 0);
}

const jest = [
  '--experimental-vm-modules',
  '--no-warnings',
  join(root, 'node_modules/jest/bin/jest.js'),
  `--config=${join(root, 'test/jest.config.mjs')}`,
  'test/subgraphs/attestations/keys/stores',
];
const { status } = spawnSync(process.execPath, jest, {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ...tokenEnvironment() },
});
process.exit(status ?? 1);

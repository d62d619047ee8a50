/**
 * `npm run test:pkcs11`: keys in a PKCS#11 token, with SoftHSM (Debian: softhsm2, opensc). Builds the
 * native binding in a folder of its own, since it is no dependency of the hub.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BINDING = 'pkcs11js@2.1.7';
const LIBRARIES = ['/usr/lib/softhsm', '/usr/lib64/pkcs11', '/opt/homebrew/lib/softhsm', '/usr/local/lib/softhsm']; // prettier-ignore
const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(
  tmpdir(),
  `symbolon-${BINDING.replace('@', '-')}-node${process.versions.modules}`,
);

function skip(why) {
  process.stderr.write(`test:pkcs11 skipped: ${why}\n`);
  process.exit(0);
}

const run = (command, args, options = {}) =>
  spawnSync(command, args, { stdio: ['ignore', 'ignore', 2], ...options }).status === 0;
const isThere = (command) =>
  spawnSync(command, ['--help'], { stdio: 'ignore' }).error === undefined;

const module = LIBRARIES.map((place) => join(place, 'libsofthsm2.so')).find(existsSync);
if (!module || !isThere('softhsm2-util') || !isThere('pkcs11-tool'))
  skip('SoftHSM is not installed (Debian: apt install softhsm2 opensc)');

if (!existsSync(join(folder, 'node_modules/pkcs11js/build/Release/pkcs11.node'))) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  // The headers of this very Node, so that nothing but the package is fetched.
  const headers = dirname(dirname(process.execPath));
  const nodedir = existsSync(join(headers, 'include/node/node.h'))
    ? { npm_config_nodedir: headers }
    : {};
  const env = { ...process.env, ...nodedir };
  if (!run('npm', ['install', '--no-audit', '--no-fund', BINDING], { cwd: folder, env }))
    skip(
      `${BINDING} cannot be installed or built here (it needs npm, python3, make and a C++ compiler)`,
    );
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
  env: { ...process.env, TEST_PKCS11_MODULE: module, NODE_PATH: join(folder, 'node_modules') },
});
process.exit(status ?? 1);

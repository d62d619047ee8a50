/**
 * What keys in a PKCS#11 token are tested with: SoftHSM (Debian: softhsm2, opensc), and the native
 * binding, built in a folder of its own, since it is no dependency of the hub.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const BINDING = 'pkcs11js@2.1.7';
const LIBRARIES = ['/usr/lib/softhsm', '/usr/lib64/pkcs11', '/opt/homebrew/lib/softhsm', '/usr/local/lib/softhsm']; // prettier-ignore
const folder = join(
  tmpdir(),
  `symbolon-${BINDING.replace('@', '-')}-node${process.versions.modules}`,
);

export const softHsmLibrary = () =>
  LIBRARIES.map((place) => join(place, 'libsofthsm2.so')).find(existsSync);

export const bindingIsBuilt = () =>
  existsSync(join(folder, 'node_modules/pkcs11js/build/Release/pkcs11.node'));

/** Builds the binding unless that was done; whether it is there then. */
export function provideBinding() {
  if (bindingIsBuilt()) return true;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  // The headers of this very Node, so that nothing but the package is fetched.
  const headers = dirname(dirname(process.execPath));
  const nodedir = existsSync(join(headers, 'include/node/node.h'))
    ? { npm_config_nodedir: headers }
    : {};
  spawnSync('npm', ['install', '--no-audit', '--no-fund', BINDING], {
    cwd: folder,
    env: { ...process.env, ...nodedir },
    stdio: ['ignore', 'ignore', 2],
  });
  return bindingIsBuilt();
}

/** For the tests: where SoftHSM's library is, and the binding as a package to be found. */
export const tokenEnvironment = () => ({
  TEST_PKCS11_MODULE: softHsmLibrary() ?? '',
  NODE_PATH: join(folder, 'node_modules'),
});

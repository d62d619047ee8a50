/** Programs and libraries of others that some tests run: what is needed, and how it is installed on Debian. */
import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { bindingIsBuilt, provideBinding, softHsmLibrary } from './pkcs11.mjs';
import { run, say } from './run.mjs';

/** Whether a program is at its path, or where programs are looked for. */
const isThere = (program) =>
  isAbsolute(program)
    ? existsSync(program)
    : (process.env['PATH'] ?? '')
        .split(delimiter)
        .some((folder) => folder !== '' && existsSync(join(folder, program)));

/** By name, what a group of tests needs, all of it: programs, what else, and the Debian packages that have them. */
const GROUPS = {
  browser: { tests: 'pages in a browser', programs: ['/usr/bin/chromium'], packages: ['chromium'] },
  scanner: {
    tests: 'QR symbols read by a scanner',
    programs: ['zbarimg'],
    packages: ['zbar-tools'],
  },
  jose: {
    tests: 'attestations verified by the jose command',
    programs: ['jose'],
    packages: ['jose'],
  },
  token: {
    tests: 'keys in a PKCS#11 token',
    programs: ['softhsm2-util', 'pkcs11-tool'],
    others: () => (softHsmLibrary() ? [] : ['libsofthsm2.so']),
    packages: ['softhsm2', 'opensc'],
  },
};

const withoutPackage = ({ programs, others }) => [
  ...programs.filter((program) => !isThere(program)),
  ...(others?.() ?? []),
];

/** What a group of tests lacks here, by name; empty when it can run. */
export function missing(name) {
  const lacking = withoutPackage(GROUPS[name]);
  if (name === 'token' && lacking.length === 0 && !bindingIsBuilt())
    return ['its native binding, see npm run test:pkcs11'];
  return lacking;
}

const APT = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };

/** Installs what is missing where that is asked for (CI or INSTALL_TOOLS=1) and this is root on Debian. */
export async function provideTools({ CI, INSTALL_TOOLS } = process.env) {
  if (!CI && INSTALL_TOOLS !== '1') return;
  const wanted = Object.values(GROUPS)
    .filter((group) => withoutPackage(group).length > 0)
    .flatMap(({ packages }) => packages);
  if (wanted.length > 0 && process.getuid?.() === 0 && isThere('apt-get')) {
    say(`Installing ${wanted.join(', ')}…`);
    await run('apt-get', ['update', '-qq'], APT);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...wanted], APT);
  }
  if (withoutPackage(GROUPS.token).length === 0) provideBinding();
}

/** What is not tested here for want of a tool, and how to have it; empty when all is. */
export function untested() {
  const names = Object.keys(GROUPS).filter((name) => missing(name).length > 0);
  if (names.length === 0) return [];
  const packages = names.filter((name) => withoutPackage(GROUPS[name]).length > 0);
  return [
    ...names.map(
      (name) => `skipped: ${GROUPS[name].tests} (not here: ${missing(name).join(', ')})`,
    ),
    ...packages.map((name) => `To test it too: apt-get install ${GROUPS[name].packages.join(' ')}`),
  ];
}

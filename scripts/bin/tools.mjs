/** Programs of others that some tests run: what has them, and how they are installed on Debian. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, say } from './run.mjs';

/** By program, the Debian package that has it and what is tested with it. */
const TOOLS = {
  chromium: ['chromium', 'pages in a browser'],
  zbarimg: ['zbar-tools', 'QR symbols read by a scanner'],
  jose: ['jose', 'attestations verified by the jose command'],
};

const isThere = (program) =>
  [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'].some((folder) =>
    existsSync(join(folder, program)),
  );

const missing = () => Object.keys(TOOLS).filter((program) => !isThere(program));
const packagesOf = (programs) => programs.map((program) => TOOLS[program][0]);

const APT = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };

/** Installs what is missing where that is asked for (CI or INSTALL_TOOLS=1) and this is root on Debian. */
export async function provideTools({ CI, INSTALL_TOOLS } = process.env) {
  const wanted = packagesOf(missing());
  const isAsked = Boolean(CI) || INSTALL_TOOLS === '1';
  if (wanted.length === 0 || !isAsked || process.getuid?.() !== 0 || !isThere('apt-get')) return;
  say(`Installing ${wanted.join(', ')}…`);
  await run('apt-get', ['update', '-qq'], APT);
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...wanted], APT);
}

/** What is not tested here for want of a program, and how to have it; empty when all is. */
export function untested() {
  const programs = missing();
  if (programs.length === 0) return [];
  return [
    ...programs.map((program) => `skipped: ${TOOLS[program][1]} (${program} is not installed)`),
    `To test it too: apt-get install ${packagesOf(programs).join(' ')}`,
  ];
}

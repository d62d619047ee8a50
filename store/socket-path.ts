import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The socket's name in the data directory. */
const NAME = 'store.sock';

/** The longest path of a unix socket in bytes, on every system (macOS has the least). */
const LONGEST = 103;

/** A path by which the socket of a data directory can be opened. */
export interface SocketPath {
  readonly path: string;
  /** Removes what was made to shorten the path. */
  release(): void;
}

/** The socket's own path, or when that is too long one through a link in the temporary directory. */
export function socketPath(dataDir: string): SocketPath {
  const direct = join(resolve(dataDir), NAME);
  if (Buffer.byteLength(direct) <= LONGEST) return { path: direct, release: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), 'symbolon-'));
  symlinkSync(resolve(dataDir), join(folder, 'data'));
  return {
    path: join(folder, 'data', NAME),
    release: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

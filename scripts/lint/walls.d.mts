import type { Linter } from 'eslint';

/** Why a file may not import another; undefined: it may. Paths are from the root, with `/`. */
export function wallBetween(from: string, to: string): string | undefined;
export const walls: Linter.Config;

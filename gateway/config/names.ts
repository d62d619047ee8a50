/** Letters by which a name may differ from one of ours and still be taken for a slip of the pen. */
const MAX_DISTANCE = 2;
/** Shorter names come near each other by chance. */
const MIN_LENGTH = 8;

/** A variable that the hub does not know, and the one of ours that comes nearest. */
export interface UnknownName {
  readonly name: string;
  readonly nearest: string;
}

/** Warnings about the names of environment variables. */
export interface SuspectNames {
  /** Misspelt names of ours: the hub would ignore them silently. */
  readonly misspelt: readonly UnknownName[];
  /** Not ours, but named as if they were. */
  readonly foreign: readonly UnknownName[];
}

/**
 * Looks for variables that were meant for the hub and are not read by it. Names are compared without
 * regard to case; a variable that is empty says nothing and is left alone.
 */
export function oddNames(
  env: Readonly<Record<string, string | undefined>>,
  ours: readonly string[],
): SuspectNames {
  const known = new Set(ours);
  const prefixes = new Map(ours.flatMap((name) => prefixOf(name).map((prefix) => [prefix, name])));
  const misspelt: UnknownName[] = [];
  const foreign: UnknownName[] = [];
  for (const [name, value = ''] of Object.entries(env)) {
    if (known.has(name) || value.trim() === '') continue;
    const nearest = name.length < MIN_LENGTH ? undefined : nearestOf(name.toUpperCase(), ours);
    const kin = prefixOf(name).map((prefix) => prefixes.get(prefix))[0];
    if (nearest !== undefined) misspelt.push({ name, nearest });
    else if (kin !== undefined) foreign.push({ name, nearest: kin });
  }
  return { misspelt, foreign };
}

/**
 * `OIDC_ISSUER` → `OIDC_`; none: a name of one word. OpenTelemetry has many variables of its own, which
 * the exporter of traces reads.
 */
const prefixOf = (name: string): string[] => /^(?!OTEL_)[^_]+_/.exec(name)?.slice(0, 1) ?? [];

function nearestOf(name: string, ours: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = MAX_DISTANCE + 1;
  for (const one of ours) {
    if (Math.abs(one.length - name.length) >= least) continue;
    const distance = editDistance(name, one);
    if (distance < least) [best, least] = [one, distance];
  }
  return best;
}

/** Characters inserted, deleted or replaced to make one text of the other (Levenshtein). */
export function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let index = 0; index < from.length; index += 1) {
    const next = [index + 1];
    for (let at = 0; at < to.length; at += 1)
      next.push(
        Math.min(
          (row[at] ?? 0) + (from[index] === to[at] ? 0 : 1),
          (row[at + 1] ?? 0) + 1,
          (next[at] ?? 0) + 1,
        ),
      );
    row = next;
  }
  return row[to.length] ?? 0;
}

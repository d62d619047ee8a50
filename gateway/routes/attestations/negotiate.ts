/**
 * The offered media type that an Accept header prefers (RFC 9110 §12.5.1); the first offered one
 * when it has no preference; null when it takes none. Parameters other than `q` are ignored.
 */
export function negotiate(accept: string | undefined, offered: readonly string[]): string | null {
  if (accept === undefined || accept === '*/*' || accept.trim() === '') return offered[0] ?? null;
  const ranges = accept.split(',').map(readRange);
  let best: string | null = null;
  let bestQuality = 0;
  for (const type of offered) {
    const matching = ranges.filter(({ range }) => matches(range, type));
    // The most specific range that matches decides.
    const quality = matching.sort((a, b) => specificity(b.range) - specificity(a.range))[0]?.q ?? 0;
    if (quality > bestQuality) [best, bestQuality] = [type, quality];
  }
  return best;
}

function readRange(text: string): { range: string; q: number } {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const quality = q === undefined ? 1 : Number(q);
  return { range, q: quality >= 0 && quality <= 1 ? quality : 0 };
}

const matches = (range: string, type: string): boolean =>
  range === type || range === '*/*' || range === `${type.slice(0, type.indexOf('/'))}/*`;

const specificity = (range: string): number => (range === '*/*' ? 0 : range.endsWith('/*') ? 1 : 2);

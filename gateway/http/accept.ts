import { parse } from 'content-type';
import Negotiator from 'negotiator';

/** Accept headers kept of those met; clients use a handful. */
const MAX_KEPT = 200;
/** Longer headers are read each time, so that what is kept stays small. */
const MAX_KEPT_LENGTH = 256;

/** The media type chosen among those on offer. */
export interface Chosen<Type extends string> {
  readonly type: Type;
  /** The header has the type itself, not only a wildcard that covers it. */
  readonly isNamed: boolean;
}

/**
 * A choice among media types by the Accept header (RFC 9110 §12.5.1). The highest weight wins; of equal
 * weights the range that is more specific, then the one that the header has first, then the type offered first.
 * Parameters other than `q` are ignored.
 */
export class MediaTypeChoice<Type extends string> {
  readonly offered: readonly Type[];
  readonly #kept = new Map<string, Chosen<Type> | undefined>();

  constructor(offered: readonly Type[]) {
    this.offered = offered;
  }

  /** The preferred type; undefined when the header takes none. Without a header: the first one offered. */
  choose(accept: string | undefined): Chosen<Type> | undefined {
    const header = accept === undefined || accept.trim() === '' ? '*/*' : accept;
    if (this.#kept.has(header)) return this.#kept.get(header);
    const chosen = this.#read(header);
    if (header.length > MAX_KEPT_LENGTH) return chosen;
    if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
    this.#kept.set(header, chosen);
    return chosen;
  }

  #read(header: string): Chosen<Type> | undefined {
    const ranges = rangesOf(header);
    const accept = written(ranges);
    const [type] = new Negotiator({ headers: { accept } }).mediaTypes([...this.offered]) as Type[];
    return type && { type, isNamed: ranges.some(({ range }) => range === type) };
  }
}

interface Range {
  readonly range: string;
  readonly q: number;
}

/** The ranges of a header with their weights. A weight that is no number from 0 to 1 counts as 0. */
function rangesOf(header: string): readonly Range[] {
  const ranges: Range[] = [];
  for (let start = 0; start < header.length;) {
    const { type, parameters, index } = parse(header, { start, comma: true });
    const q = Number(parameters['q'] ?? 1);
    if (type !== '') ranges.push({ range: type, q: q >= 0 && q <= 1 ? q : 0 });
    start = index + 1;
  }
  return ranges;
}

const written = (ranges: readonly Range[]): string =>
  ranges.map(({ range, q }) => `${range};q=${q}`).join(',');

/**
 * The language that an Accept-Language header prefers (RFC 9110 §12.5.4), by primary subtag: `zh-CN` is `zh`. Of
 * equal weights the one that the header has first; undefined when it takes none.
 */
export function chooseLanguage<Language extends string>(
  accepted: string | undefined,
  offered: readonly Language[],
): Language | undefined {
  const primary = rangesOf(accepted ?? '').map(({ range, q }) => ({
    range: range.split('-', 1)[0] ?? '',
    q,
  }));
  if (primary.length === 0) return undefined;
  const headers = { 'accept-language': written(primary) };
  const language = new Negotiator({ headers }).language([...offered]);
  return offered.find((own) => own === language);
}

/**
 * The content coding that an Accept-Encoding header prefers (RFC 9110 §12.5.3), of equal weights the one offered
 * first; undefined when the text is to be sent as it is.
 */
export function chooseCoding<Coding extends string>(
  accepted: string | undefined,
  offered: readonly Coding[],
): Coding | undefined {
  if (accepted === undefined) return undefined;
  const available = [...offered, 'identity'];
  const header: EncodingChoice = new Negotiator({ headers: { 'accept-encoding': accepted } });
  const coding = header.encoding(available, { preferred: available });
  return offered.find((own) => own === coding);
}

/** An option that the published types leave out: which of several of equal weight to prefer. */
interface EncodingChoice {
  encoding(
    available: readonly string[],
    options: { readonly preferred: readonly string[] },
  ): string | undefined;
}

/** The media type of a Content-Type header, in lower case and without parameters; '' if there is none. */
export const mediaTypeOf = (header = ''): string => parse(header, { parameters: false }).type;

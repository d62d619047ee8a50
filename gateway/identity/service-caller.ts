import { createHash } from 'node:crypto';

/**
 * Header that tells a subgraph service whose share of its work a request takes. It grants nothing, and is
 * read of those only who may ask the service at all.
 */
export const CALLER_HEADER = 'x-symbolon-caller';

/** Characters of a digest by which callers are told apart. */
const CHARACTERS = 22;

/** A caller's key, an address or a subject, as one header: it has any characters and is nobody's business. */
export const callerHeader = (caller: string): string =>
  createHash('sha256').update(caller).digest('base64url').slice(0, CHARACTERS);

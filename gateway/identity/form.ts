import {
  isTooDeep,
  MAX_HEADER_LENGTH,
  MAX_TOKEN_LENGTH,
} from '../../subgraphs/attestations/verification/index.ts';

/**
 * True for three parts of base64url no longer and no deeper than a token may be. Asked before anything
 * of it is parsed or verified: libraries parse a header first, whatever it is.
 */
export function isBoundedToken(token: string): boolean {
  const [header = '', payload = '', signature, ...more] = token.split('.', 4);
  return (
    token.length <= MAX_TOKEN_LENGTH &&
    header.length <= MAX_HEADER_LENGTH &&
    signature !== undefined &&
    more.length === 0 &&
    ![header, payload].some((part) => isTooDeep(Buffer.from(part, 'base64url').toString('latin1')))
  );
}

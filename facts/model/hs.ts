/** Codes of the Harmonized System as people write them. */

/** `85.18 21` → `851821`; what is no code stays as it is. */
export const bareHs = (text: string): string =>
  /^[\d. ]+$/.test(text) ? text.replace(/[. ]/g, '') : text;

/** Why a bare code is none, with what was probably meant; null: it is one. */
export function hsFault(code: string): string | null {
  if (/^(?:\d{2}){1,5}$/.test(code)) return null;
  if (/^\d{1,9}$/.test(code))
    return `has ${code.length} digit${code.length === 1 ? '' : 's'}, and HS codes have 2, 4, 6, 8 or 10: a leading zero may be lost (write "0${code}")`;
  return 'is no HS code of 2, 4, 6, 8 or 10 digits';
}

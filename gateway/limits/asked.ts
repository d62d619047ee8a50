/** An object that a request looks up, and what it wants to know of it. */
export interface Lookup {
  /** Kind and name, however the name was typed: `certificate anssi-cc-2023/42`. */
  readonly object: string;
  /** The object and everything that the answer depends on, apart from what is shown of it. */
  readonly question: string;
}

/** White space, and what no reader sees. */
const UNSEEN = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}]/gu;
const DASH = /[\p{Pd}\u2212]/gu;
/** A longer name is nobody's; its beginning is enough to count it by. */
const MAX_CHARACTERS = 256;

/**
 * A certificate's number as the rule compares numbers: without regard to width, white space, the kind of
 * dash and case. Who writes one number in many ways asks for one certificate.
 */
export const spelling = (number: string): string =>
  number
    .slice(0, MAX_CHARACTERS)
    .normalize('NFKC')
    .replaceAll(UNSEEN, '')
    .replaceAll(DASH, '-')
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase();

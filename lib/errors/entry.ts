/** Exit codes of every command: done, answered with "no", bad input, not possible at the moment. */
export const EXIT = { done: 0, no: 1, badInput: 2, unavailable: 3 } as const;

/** Meaning of a code at each door of the hub. */
export interface ErrorEntry {
  /** HTTP status of an answer that ends with it (RFC 9110). */
  readonly status: number;
  /** Exit code of a command that ends with it. */
  readonly exit: (typeof EXIT)[keyof typeof EXIT];
  /** Whether it is shown in GraphQL errors under its own name; others show as what went wrong inside. */
  readonly isGraphql?: true;
  /** Title of its problem document (RFC 9457), for codes that HTTP routes answer with. */
  readonly title?: string;
  /** Its meaning, as a sentence. */
  readonly text: string;
}

/** Everyone's input: the caller can mend it. */
export const input = <const T extends Omit<ErrorEntry, 'exit'>>(
  entry: T,
): T & { readonly exit: 2 } => ({
  ...entry,
  exit: EXIT.badInput,
});

/** Not the caller's doing: the same request may succeed later, or an operator has to act. */
export const later = <const T extends Omit<ErrorEntry, 'exit'>>(
  entry: T,
): T & { readonly exit: 3 } => ({
  ...entry,
  exit: EXIT.unavailable,
});

/** The differences between attestations that say the same to many. */
export interface PlaceholderValues {
  /** Url-safe. */
  readonly id: string;
  readonly audience: string;
  /** Index in the status list. */
  readonly index: number;
}

/** Where one of the particulars stands. */
export type Placeholder = keyof PlaceholderValues;

/** A part of a payload: bytes, or a text that is yet to be encoded. */
export type Piece = Uint8Array | string;

/** A payload with gaps for what differs: parts in UTF-8, and a gap after each but the last. */
export class PayloadTemplate {
  readonly parts: readonly Uint8Array[];
  readonly placeholders: readonly Placeholder[];

  /** @param parts one more than gaps */
  constructor(parts: readonly Piece[], placeholders: readonly Placeholder[]) {
    if (parts.length !== placeholders.length + 1)
      throw new RangeError('A gap stands between two parts.');
    this.parts = parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part));
    this.placeholders = placeholders;
  }

  /** The payload, filled in, in pieces. */
  pieces({ id, audience, index }: PlaceholderValues): readonly Piece[] {
    const values = { id, audience: JSON.stringify(audience).slice(1, -1), index: String(index) };
    const pieces: Piece[] = [];
    for (const [at, part] of this.parts.entries()) {
      pieces.push(part);
      const placeholder = this.placeholders[at];
      if (placeholder !== undefined) pieces.push(values[placeholder]);
    }
    return pieces;
  }
}

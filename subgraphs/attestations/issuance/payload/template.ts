/** What differs between attestations that say the same to many. */
export interface Particulars {
  /** Url-safe. */
  readonly id: string;
  readonly audience: string;
  /** Index in the status list. */
  readonly index: number;
}

/** Where one of the particulars stands. */
export type Gap = keyof Particulars;

/** A part of a payload: bytes, or a text that is yet to be encoded. */
export type Piece = Uint8Array | string;

/** A payload with gaps for what differs: parts in UTF-8, and a gap after each but the last. */
export class PayloadForm {
  readonly parts: readonly Uint8Array[];
  readonly gaps: readonly Gap[];

  /** @param parts one more than gaps */
  constructor(parts: readonly Piece[], gaps: readonly Gap[]) {
    if (parts.length !== gaps.length + 1) throw new RangeError('A gap stands between two parts.');
    this.parts = parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part));
    this.gaps = gaps;
  }

  /** The payload, filled in, in pieces. */
  pieces({ id, audience, index }: Particulars): readonly Piece[] {
    const values = { id, audience: JSON.stringify(audience).slice(1, -1), index: String(index) };
    const pieces: Piece[] = [];
    for (const [at, part] of this.parts.entries()) {
      pieces.push(part);
      const gap = this.gaps[at];
      if (gap !== undefined) pieces.push(values[gap]);
    }
    return pieces;
  }
}

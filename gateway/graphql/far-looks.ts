/** How much the hub holds, as far as the work for an answer depends on it. */
export interface RegisterSize {
  readonly certificates: number;
}

/** Assumed where services hold the facts and this process does not know how many. */
export const UNKNOWN_SIZE: RegisterSize = { certificates: 10_000 };

/** Rows of which a field is read in the time in which one object is loaded by its name. */
const ROWS_FOR_AN_OBJECT = 20;

/** One such look fits into an operation, however many certificates there are: the store ends it in time. */
const MOST = 10_000;

/** Objects that could be loaded in the time that a look at many facts takes. */
export type FieldCost = (size: RegisterSize, items: number) => number;

const rowsRead = ({ certificates }: RegisterSize, fields: number): number =>
  Math.min(MOST, Math.ceil((certificates * fields) / ROWS_FOR_AN_OBJECT));

/**
 * Fields that look at many facts for one answer, by `Type.field`, with what they cost. A counting
 * reads a field of every certificate for each dimension, a simulation decides about many certificates,
 * a history decides once for each change, an explanation tries every gate of every route.
 */
const FAR_LOOKS: ReadonlyMap<string, FieldCost> = new Map<string, FieldCost>([
  ['Query.statistics', (size, dimensions) => Math.max(10, rowsRead(size, 1 + dimensions))],
  ['Query.simulate', (size) => Math.max(2_000, rowsRead(size, 1))],
  ['Query.recognitionHistory', () => 100],
  ['Recognition.explanation', () => 5],
]);

/** The cost of a field that looks at many facts; undefined: it does not. */
export const lookCost = (coordinate: string): FieldCost | undefined => FAR_LOOKS.get(coordinate);

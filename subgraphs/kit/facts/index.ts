/** Facts: what a document may say, and how it is read. */
export { FAULTS, type FaultCode } from './codes.ts';
export { canonical, digestOf } from './canonical.ts';
export { DocumentError, faultLine, faultText, shown, type Fault } from './fault.ts';
export { JsonFault, parseStrictJson, type JsonValue } from './json.ts';
export {
  FACT_KINDS,
  IDENTIFIER,
  SMALL_KINDS,
  isFactKind,
  type Fact,
  type FactKind,
  type FactOf,
  type SmallKind,
} from './kinds.ts';
export { lines, MAX_LINE_BYTES } from './lines.ts';
export { readQuestion, type Asked } from './question.ts';
export { fileSource, type Format, type Source } from './source.ts';
export { utf8Chunks } from './utf8.ts';
export {
  loadDocument,
  validateDocument,
  type Loaded,
  type Validation,
  type ValidateOptions,
} from './validate.ts';

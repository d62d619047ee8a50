/** Facts: what a document may say, and how it is read. */
export { FAULTS, type FaultCode } from './model/codes.ts';
export { canonical, digestOf } from './model/canonical.ts';
export { DocumentError, faultLine, faultText, shown, type DocumentFault } from './model/fault.ts';
export { JsonFault, parseStrictJson, type JsonValue } from './document/json.ts';
export {
  FACT_KINDS,
  identifierOf,
  SMALL_KINDS,
  isFactKind,
  type Fact,
  type FactKind,
  type FactOf,
  type SmallKind,
} from './kinds/kinds.ts';
export { lines, MAX_LINE_BYTES } from './document/lines.ts';
export { readQuestion, type QuestionReading } from './document/question.ts';
export { fileSource, type Format, type Source } from './document/source.ts';
export { utf8Chunks } from './document/utf8.ts';
export {
  loadDocument,
  validateDocument,
  type Loaded,
  type Validation,
  type ValidateOptions,
} from './document/validate.ts';

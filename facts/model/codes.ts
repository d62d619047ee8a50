/**
 * Every fault of a facts document, by stable code. `severity` says what the fault means where a
 * document is only read (`symbolon ask --facts`): a `warning` there is still an error on import,
 * because what is stored stays. `remedy` ends the message.
 */
export const FAULTS = {
  DOC_UNREADABLE: { severity: 'error', remedy: 'Check the name of the file and its rights.' },
  DOC_EMPTY: { severity: 'error', remedy: 'Give at least one fact.' },
  DOC_ENCODING: {
    severity: 'error',
    remedy: 'Save the file as UTF-8, or, of a table, name its encoding (--encoding).',
  },
  DOC_FORMAT: { severity: 'error', remedy: 'Use JSON, NDJSON or CSV, or name the format.' },
  DOC_MALFORMED: { severity: 'error', remedy: 'Correct the syntax.' },
  DOC_DUPLICATE_KEY: { severity: 'error', remedy: 'Keep one of the two members.' },
  DOC_LONE_SURROGATE: { severity: 'error', remedy: 'Write the whole character.' },
  DOC_CONTROL_CHARACTER: { severity: 'error', remedy: 'Remove the character.' },
  DOC_NUMBER_RANGE: { severity: 'error', remedy: 'Use a number that a double can hold.' },
  DOC_TOO_DEEP: { severity: 'error', remedy: 'Facts are never nested that deep.' },
  DOC_TOO_LARGE: { severity: 'error', remedy: 'Split it.' },
  CSV_HEADER: {
    severity: 'error',
    remedy: 'Name the columns as the fields in facts.schema.json or question.schema.json.',
  },
  CSV_QUOTE: { severity: 'error', remedy: 'Close the quote, or double a quote inside a field.' },
  CSV_COLUMNS: { severity: 'error', remedy: 'Give each row as many fields as the header.' },
  CSV_CELL: { severity: 'error', remedy: 'Correct the cell.' },
  CSV_MAP: {
    severity: 'error',
    remedy: 'Write the map as {"Title in the table": "column", "Title to leave out": null}.',
  },
  TABLE_OPTION: { severity: 'error', remedy: 'Say how the table is written.' },
  XLSX_BROKEN: { severity: 'error', remedy: 'Save the sheet again as XLSX, or as CSV.' },
  FACT_UNKNOWN_FIELD: { severity: 'error', remedy: 'Remove it or correct its name.' },
  FACT_MISSING_FIELD: { severity: 'error', remedy: 'Add it.' },
  FACT_WRONG_TYPE: { severity: 'error', remedy: 'Correct the value.' },
  FACT_UNKNOWN_VALUE: { severity: 'error', remedy: 'Use one of the values listed.' },
  FACT_PATTERN: { severity: 'error', remedy: 'Correct the value.' },
  FACT_LENGTH: { severity: 'error', remedy: 'Correct the length.' },
  FACT_RANGE: { severity: 'error', remedy: 'Correct the number.' },
  FACT_DUPLICATE_ITEM: { severity: 'error', remedy: 'Name each item once.' },
  FACT_COMBINATION: { severity: 'error', remedy: 'See facts.schema.json.' },
  FACT_DATE_INVALID: {
    severity: 'error',
    remedy: 'Write dates as 2026-06-30 and instants as 2026-06-30T12:00:00Z.',
  },
  FACT_ID_DUPLICATE: {
    severity: 'error',
    remedy: 'Keep one, or retract the old one no later than the new one is recorded.',
  },
  FACT_INTERVAL_NEGATIVE: { severity: 'warning', remedy: 'Correct one of the two.' },
  FACT_TERRITORY_UNKNOWN: {
    severity: 'warning',
    remedy: 'Use an ISO 3166-1 alpha-2 code, or define the territory in `territories`.',
  },
  FACT_IDENTIFIER: { severity: 'warning', remedy: 'Write it in plain characters.' },
  FACT_TIME_ZONE: {
    severity: 'warning',
    remedy: 'Use an IANA name such as Asia/Shanghai.',
  },
  SNAPSHOT_REGISTER: {
    severity: 'error',
    remedy: 'Record the register first, or leave the column register out.',
  },
  SNAPSHOT_DAY: {
    severity: 'error',
    remedy: 'Give the day as at which the register was exported.',
  },
  SNAPSHOT_STATUS: {
    severity: 'error',
    remedy: 'Use VALID, SUSPENDED, WITHDRAWN, CANCELLED or EXPIRED, or a common word for them.',
  },
  SNAPSHOT_TWICE: { severity: 'error', remedy: 'Keep one of the rows.' },
  SNAPSHOT_CHANGES: {
    severity: 'error',
    remedy:
      'Look at the differences (--dry-run), then say how many may change (--max-changes PERCENT).',
  },
  FACT_LANGUAGE_TAG: { severity: 'warning', remedy: 'Use a language tag such as en or zh.' },
  FACT_CONFLICT: {
    severity: 'error',
    remedy:
      'State a correction: the old record with retractedAt, and the new one with a later recordedAt.',
  },
  FACT_NUMBER_RESEMBLES: {
    severity: 'error',
    remedy: 'Write the number in the letters in which it is on record, or correct that record.',
  },
  FACT_FORBIDDEN: { severity: 'error', remedy: 'Ask for rights that cover this record.' },
  QUESTION_INVALID: { severity: 'error', remedy: 'See question.schema.json.' },
} as const satisfies Record<string, { severity: 'error' | 'warning'; remedy: string }>;

export type FaultCode = keyof typeof FAULTS;

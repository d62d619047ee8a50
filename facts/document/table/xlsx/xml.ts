import { SaxesParser } from 'saxes';
import { broken } from './archive.ts';

/** What is told of a part while it is read. Names are without their prefix. */
export interface XmlSink {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** Levels of nesting; a sheet has 6. */
const MAX_DEPTH = 64;
/** Characters between two tags. */
const MAX_TEXT = 1024 * 1024;

const bare = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Reads XML bytes piece by piece, and gives way after each: `piece` is called when one has been read.
 * Entities of its own a part may not have, so that none multiplies.
 * @throws DocumentError XLSX_BROKEN
 */
export async function* readXml(
  bytes: AsyncIterable<Uint8Array>,
  sink: XmlSink,
): AsyncGenerator<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parser = new SaxesParser();
  let depth = 0;
  let since = 0;
  parser.on('opentag', ({ name, attributes }) => {
    since = parser.position;
    depth += 1;
    if (depth > MAX_DEPTH) throw broken('a part of the workbook is nested too deep');
    sink.open?.(bare(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    since = parser.position;
    depth -= 1;
    sink.close?.(bare(name));
  });
  parser.on('text', (text) => sink.text?.(text));
  parser.on('cdata', (text) => sink.text?.(text));
  parser.on('doctype', () => {
    throw broken('a part of the workbook has a document type');
  });
  parser.on('error', () => {
    throw broken('a part of the workbook is not XML');
  });
  const decoded = (piece?: Uint8Array): string => {
    try {
      return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
    } catch {
      throw broken('a part of the workbook is not UTF-8');
    }
  };
  for await (const piece of bytes) {
    parser.write(decoded(piece));
    if (parser.position - since > MAX_TEXT) throw broken('a text in the workbook is too long');
    yield;
  }
  parser.write(decoded());
  parser.close();
  yield;
}

/** Reads a small part whole. */
export async function wholeXml(bytes: AsyncIterable<Uint8Array>, sink: XmlSink): Promise<void> {
  const steps = readXml(bytes, sink);
  while ((await steps.next()).done !== true);
}

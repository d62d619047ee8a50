import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { FactsDocument } from '../../../schema/generated/facts.ts';
import { DocumentError, faultLine } from '../../../facts/model/fault.ts';
import type { DocumentFault } from '../../../facts/model/fault.ts';
import { fileSource } from '../../../facts/document/source.ts';
import { loadDocument } from '../../../facts/document/validate.ts';
import { locate } from '../../check/lines.ts';
import { lint } from '../../check/lint.ts';
import type { Finding } from '../../check/finding.ts';
import { EXIT, print, run } from '../terminal.ts';

interface Options {
  readonly with: readonly string[];
  readonly json?: true;
}

interface Read {
  readonly facts: FactsDocument | null;
  readonly faults: readonly DocumentFault[];
}

/**
 * The document and what an import would refuse in it, but for unknown territories: those the lint
 * reports, which knows the context.
 */
async function read(file: string): Promise<Read> {
  try {
    const { facts, validation } = await loadDocument(await fileSource(file, { format: 'json' }));
    const warnings = validation.warnings.filter(({ code }) => code !== 'FACT_TERRITORY_UNKNOWN');
    return { facts, faults: [...validation.faults, ...warnings] };
  } catch (error) {
    if (error instanceof DocumentError) return { facts: null, faults: [error.fault] };
    throw error;
  }
}

interface Report {
  readonly file: string;
  readonly faults: readonly DocumentFault[];
  readonly findings: readonly (Finding & { readonly line: number })[];
}

async function check(file: string, context: readonly string[]): Promise<Report> {
  const documents = await Promise.all([file, ...context].map(read));
  const faults = documents.flatMap((document) => document.faults);
  const [facts, ...around] = documents.flatMap((document) => document.facts ?? []);
  if (facts === undefined || faults.length > 0) return { file, faults, findings: [] };
  const text = await readFile(file, 'utf8');
  const located = locate(text.replace(/^\uFEFF/, ''));
  const findings = lint(facts, around)
    .map((finding) => ({ ...finding, line: located.lineOf(finding.path) }))
    .sort((a, b) => a.line - b.line);
  return { file, faults, findings };
}

const exitCode = ({ faults, findings }: Report): number =>
  faults.length > 0 ? EXIT.badInput : findings.length > 0 ? EXIT.no : EXIT.done;

function inWords({ file, faults, findings }: Report): string {
  if (faults.length > 0) return faults.map(faultLine).join('\n');
  if (findings.length === 0) return `${file}: no findings`;
  const lines = findings.map(
    ({ line, code, message }) => `${file}:${String(line)}: ${code}: ${message}`,
  );
  const count = findings.length === 1 ? '1 finding' : `${String(findings.length)} findings`;
  return [...lines, `${file}: ${count}`].join('\n');
}

/** `symbolon check FILE`: looks an agreements document over before it is imported. */
export function register(program: Command): void {
  program
    .command('check')
    .description('lint a facts document: what is valid in form but probably not meant')
    .argument('<file>', 'facts document (JSON)')
    .option('--with <files...>', 'documents whose identifiers count as known', [])
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', '\nExit codes: 0 clean, 1 findings, 2 the file is not a facts document.')
    .action((file: string, options: Options) =>
      run(options.json === true, async () => {
        const report = await check(file, options.with);
        await print(options.json === true ? JSON.stringify(report, null, 2) : inWords(report));
        return exitCode(report);
      }),
    );
}

import { format } from 'prettier';

interface ReasonCode {
  readonly code: string;
  readonly gate: string;
  readonly order: number;
  readonly effect: string;
  readonly en: string;
  readonly zh: string;
}

const EFFECTS: readonly (readonly [effect: string, meaning: string])[] = [
  ['negative', 'the route fails, or the whole question when the certificate itself fails'],
  ['indeterminate', 'the hub cannot say; the answer is neither yes nor no'],
  ['condition', 'recognised, if the condition is met'],
  ['info', 'changes nothing, but the reader should know'],
  ['positive', 'why it is recognised'],
];

const cell = (text: string): string => text.replaceAll('|', '\\|');

function section(gate: string, codes: readonly ReasonCode[]): string {
  const rows = codes.map(
    ({ code, effect, en, zh }) =>
      `| <a id="${code.toLowerCase()}"></a>\`${code}\` | ${effect} | ${cell(en)} | ${cell(zh)} |`,
  );
  return [
    `## ${String(codes[0]?.order ?? '')}. ${gate}`,
    '',
    '| code | effect | meaning | 含义 |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** docs/reason-codes.md: every reason code by gate, in the order in which answers list them. */
export async function reasonCodesPage(codes: readonly ReasonCode[]): Promise<string> {
  const gates = [...new Set(codes.map(({ order, gate }) => `${String(order)} ${gate}`))];
  const text = [
    '<!-- Generated from schema/reason-codes.json by `npm run generate`. Do not edit. -->',
    '',
    '# Reason codes',
    '',
    `Every answer carries its reasons as codes, in the order of this page. There are ${String(codes.length)}.`,
    'A route stops at its first negative code; the other effects add up.',
    '',
    ...EFFECTS.map(([effect, meaning]) => `- **${effect}**: ${meaning}`),
    '',
    ...gates.map((gate) =>
      section(
        gate.replace(/^\d+ /, ''),
        codes.filter((code) => `${String(code.order)} ${code.gate}` === gate),
      ),
    ),
  ].join('\n');
  return format(text, { parser: 'markdown', singleQuote: true, printWidth: 100 });
}

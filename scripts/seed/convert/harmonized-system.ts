import { rows } from './files.ts';

/** Names of the Harmonized System 2022 as the text of a lookup file, one code a line. */
export function harmonizedSystem(codes: string, sections: string): string {
  const names = rows(codes)
    .filter(({ hscode }) => /^\d{2,6}$/.test(hscode ?? ''))
    .sort((a, b) => ((a['hscode'] ?? '') < (b['hscode'] ?? '') ? -1 : 1))
    .map(({ hscode, description }) => `${JSON.stringify(hscode)}: ${JSON.stringify(description)}`);
  const headings = rows(sections).map(
    ({ section, name }) => `${JSON.stringify(section)}: ${JSON.stringify(name)}`,
  );
  const source = 'datasets/harmonized-system @ 905e5a0fa29f5700d62cb3cc1265f21bc8a92329';
  return [
    '{',
    `"edition": "2022", "licence": "ODC-PDDL-1.0", "source": ${JSON.stringify(source)},`,
    `"sections": {\n${headings.join(',\n')}\n},`,
    `"codes": {\n${names.join(',\n')}\n}`,
    '}\n',
  ].join('\n');
}

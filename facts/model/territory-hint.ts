import countries from 'i18n-iso-countries';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { shown } from './fault.ts';

/** Codes of countries that others than ISO 3166-1 give, and names that no list of countries has. */
const OTHERS: Readonly<Record<string, string>> = {
  EL: 'GR',
  UK: 'GB',
  XI: 'GB-NIR',
  'GB-NI': 'GB-NIR',
  'UK-NI': 'GB-NIR',
  UKNI: 'GB-NIR',
  'UK(NI)': 'GB-NIR',
  NORTHERNIRELAND: 'GB-NIR',
  GREATBRITAIN: 'GB-GBN',
  ENGLAND: 'GB-ENG',
  SCOTLAND: 'GB-SCT',
  WALES: 'GB-WLS',
  EUROPEANUNION: 'EU',
  USA: 'US',
  PRC: 'CN',
  KOREA: 'KR',
};

const requireHere = createRequire(import.meta.url);
let named: ReadonlyMap<string, string> | undefined;

/** Letters only: how a name is set off does not matter. */
const bare = (text: string): string =>
  text
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Codes by name in English and Chinese, and by three letters; read when first asked for. */
function names(): ReadonlyMap<string, string> {
  if (named) return named;
  const codes = new Map<string, string>();
  for (const language of ['en', 'zh']) {
    const file = requireHere.resolve(`i18n-iso-countries/langs/${language}.json`);
    const { countries: table } = JSON.parse(readFileSync(file, 'utf8')) as {
      countries: Readonly<Record<string, string | readonly string[]>>;
    };
    for (const [code, some] of Object.entries(table))
      for (const name of [some].flat()) codes.set(bare(name), code);
  }
  for (const [long, short] of Object.entries(countries.getAlpha3Codes())) codes.set(long, short);
  for (const [name, code] of Object.entries(OTHERS)) codes.set(bare(name), code);
  named = codes;
  return codes;
}

/** ` (did you mean "GR"?)` for `EL`, `UK`, `XI`, `DEU`, `de`, `Germany`, `德国` and the like, or nothing. */
export function territoryHint(text: string): string {
  if (text.length > 60) return '';
  const upper = text.trim().toUpperCase();
  const code = OTHERS[upper] ?? names().get(bare(text)) ?? (countries.isValid(upper) ? upper : '');
  return code === '' || code === text ? '' : ` (did you mean ${shown(code)}?)`;
}

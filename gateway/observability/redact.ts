/**
 * What gives a secret away by its form, wherever it turns up in a text: a private key in PEM, the
 * secret members of a JWK (RFC 7518 §6; quotes may be escaped, as in JSON within JSON), a compact
 * token, the credentials in an address. Every repetition is bounded, so that no text takes long.
 */
const SECRETS: readonly (readonly [pattern: RegExp, shown: string])[] = [
  [/-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?:[\w+/=\s:,-]|\\{1,8}[nr]){0,8192}/g, '[redacted]'],
  [
    /(\\{0,8}["'](?:d|k|p|q|dp|dq|qi)\\{0,8}["']\s{0,8}:\s{0,8}\\{0,8}["'])[\w+/=-]{16,8192}/g,
    '$1[redacted]',
  ],
  [/\beyJ[\w-]{6,1024}\.[\w-]{0,20000}\.[\w-]{0,4096}/g, '[redacted]'],
  [/\b([a-z][a-z0-9+.-]{1,19}:\/\/)[^\s/"'@\\]{1,256}@/gi, '$1[redacted]@'],
];

/** A cheap look that most texts pass. */
const SUSPECT = /PRIVATE KEY|eyJ|["'](?:d|k|p|q|dp|dq|qi)\\*["']|:\/\/[^\s/]*@/;

/** A text for a log or a terminal, without what can sign or log in. */
export function redact(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return SECRETS.reduce((rest, [pattern, shown]) => rest.replace(pattern, shown), text);
}

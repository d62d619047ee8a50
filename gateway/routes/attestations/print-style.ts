import { createHash } from 'node:crypto';
import { Html } from '../../portal/html.ts';

/**
 * Style of the printed attestation: one A4 page in black on white, readable on a screen too. Within
 * the page, so that a saved copy looks the same without the hub.
 */
const PRINT_STYLE = `
@page { size: A4; margin: 14mm 16mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 48rem; background: #fff; color: #000;
  font: 10.5pt/1.45 "Noto Sans", "Helvetica Neue", Arial, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
h1 { margin: 0; font-size: 19pt; line-height: 1.2; }
h1 span { display: block; font-size: 15pt; }
h2 { margin: 5mm 0 1.5mm; font-size: 11.5pt; }
header { border-bottom: 1.5pt solid #000; padding-bottom: 3mm; }
.answer { margin: 4mm 0; padding: 3mm 4mm; border: 1.5pt solid #000; font-size: 14pt; font-weight: 700; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 1.1mm 2mm; border-bottom: 0.5pt solid #767676; text-align: start; vertical-align: top; }
th { width: 36%; font-weight: 600; }
td { overflow-wrap: anywhere; }
ul { margin: 0; padding-inline-start: 5mm; }
li { margin-bottom: 1mm; }
code { font: 8.5pt ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
figure { display: flex; gap: 6mm; align-items: center; margin: 5mm 0 0; break-inside: avoid; }
figure svg { flex: none; width: 58mm; height: 58mm; }
figcaption { font-size: 9.5pt; }
figcaption p { margin: 0 0 2mm; }
.scope { margin: 3mm 0 0; font-size: 9.5pt; }
@media print { body { padding: 0; max-width: none; } tr, li { break-inside: avoid; } }
`;

/** In one piece: the policy holds the digest of exactly what is between the tags. */
export const PRINT_STYLE_ELEMENT = new Html(`<style>${PRINT_STYLE}</style>`);

/** Allows this style and nothing else: no scripts, no requests, no frames. */
export const PRINT_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(PRINT_STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

import type { IssuedAttestation, PublicStatus } from '../../subgraphs/attestations/index.ts';
import { SCOPE_STATEMENT } from '../../subgraphs/attestations/credential.ts';
import { reason } from '../../subgraphs/kit/reasons.ts';

interface Printed {
  readonly attestation: IssuedAttestation;
  readonly status: PublicStatus;
  readonly url: string;
  /** SVG of the link's QR symbol. */
  readonly qr: string;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML, set apart so that no character in it can turn the text around it. */
const text = (value: string): string =>
  `<bdi>${value.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')}</bdi>`;

const STATUS_TEXT: Readonly<Record<PublicStatus, string>> = {
  VALID: 'In force / 有效',
  SUSPENDED: 'Suspended / 暂停',
  REVOKED: 'Revoked / 撤销',
  EXPIRED: 'Expired / 过期',
};

/** An attestation as a page to be printed: plain, without scripts, readable without the hub. */
export function printView({ attestation, status, url, qr }: Printed): string {
  const { question, answer, audience, kid, knownAt, digest } = attestation;
  const instant = (seconds: number): string => new Date(seconds * 1000).toISOString();
  const rows: readonly (readonly [string, string])[] = [
    ['Certificate / 证书', question.certificate],
    ['Market / 市场', question.market],
    ['For / 致', audience],
    [
      'Decision / 结论',
      answer.status === 'RECOGNISED'
        ? 'Recognised / 承认'
        : 'Recognised with conditions / 附条件承认',
    ],
    ['Agreement / 协定', answer.route ?? 'DOMESTIC'],
    ['Issued / 签发', instant(attestation.issuedAt)],
    ['Ends / 失效', instant(attestation.expiresAt)],
    ['Known at / 依据时点', knownAt],
    ['Status when printed / 打印时状态', STATUS_TEXT[status]],
    ['Key / 密钥', kid],
    ['SHA-256', digest],
    ['Address / 地址', url],
  ];
  const reasons = answer.reasons.map(reason);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Recognition attestation</title>
</head>
<body>
<h1>Recognition attestation / 承认证明</h1>
<p>${text(SCOPE_STATEMENT)}</p>
<table>
${rows.map(([name, value]) => `<tr><th scope="row">${name}</th><td>${text(value)}</td></tr>`).join('\n')}
</table>
<h2>Reasons / 理由</h2>
<ul>
${reasons.map(({ code, en, zh }) => `<li>${text(code)}: ${text(en)} ${text(zh)}</li>`).join('\n')}
</ul>
<figure>
${qr.trim()}
<figcaption>${text(url)}</figcaption>
</figure>
</body>
</html>
`;
}

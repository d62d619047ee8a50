import type { IssuedAttestation, PublicStatus } from '../../../subgraphs/attestations/index.ts';
import { SCOPE_STATEMENT } from '../../../subgraphs/attestations/issuance/payload/credential.ts';
import { reason } from '../../../subgraphs/federation/reasons.ts';
import { Html, html } from '../../portal/html.ts';
import { PRINT_STYLE_ELEMENT } from './print-style.ts';

interface Printed {
  readonly attestation: IssuedAttestation;
  readonly status: PublicStatus;
  readonly url: string;
  /** SVG of the QR symbol with the short form. */
  readonly qr: string;
  readonly at: Date;
}

/** A text in both languages of the page. */
type Both = readonly [en: string, zh: string];

const STATUS_TEXT: Readonly<Record<PublicStatus, Both>> = {
  VALID: ['In force', '有效'],
  SUSPENDED: ['Suspended', '暂停'],
  REVOKED: ['Revoked', '已撤销'],
  EXPIRED: ['Expired', '已过期'],
};

const DECISION_TEXT = {
  RECOGNISED: ['Recognised', '承认'],
  RECOGNISED_WITH_CONDITIONS: ['Recognised with conditions', '附条件承认'],
} as const satisfies Record<string, Both>;

const SCOPE_ZH =
  '本证明仅说明所列证书在所列市场获得承认；它不代替证书本身，也不对产品作出任何说明。';

const HOW: readonly Both[] = [
  [
    'The symbol holds this attestation in short, signed. Read it with a QR reader and give its text to symbolon verify, which needs no network.',
    '二维码内含经签名的证明简式。用扫码器读出文本，交由 symbolon verify 离线验证。',
  ],
  [
    'Paper alone proves nothing: trust what the verification shows, not what is printed here.',
    '纸面本身不能作为证明：请以验证结果为准，而非以打印内容为准。',
  ],
];

const both = ([en, zh]: Both): Html => html`${en} <span lang="zh">${zh}</span>`;

/** Set apart, so that no character in a value can turn the text around it. */
const value = (text: string): Html => html`<bdi>${text}</bdi>`;

const moment = (seconds: number): string =>
  `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;

const row = (name: Both, content: Html): Html =>
  html`<tr>
    <th scope="row">${both(name)}</th>
    <td>${content}</td>
  </tr>`;

/**
 * An attestation as one A4 page in English and Chinese, without scripts and without anything that
 * would have to be fetched: readable without the hub.
 */
export function printView({ attestation, status, url, qr, at }: Printed): string {
  const { question, answer, audience, kid, digest, knownAt } = attestation;
  const decision = answer.status === 'RECOGNISED' ? 'RECOGNISED' : 'RECOGNISED_WITH_CONDITIONS';
  const rows = [
    row(['Certificate', '证书'], value(question.certificate)),
    row(['Market', '市场'], value(question.market)),
    row(['Recognised under', '承认依据'], value(agreementOf(attestation))),
    row(['On the day', '所问日期'], value(question.asOf)),
    row(['Addressed to', '致'], value(audience)),
    row(['Issued', '签发'], value(moment(attestation.issuedAt))),
    row(['Valid until', '有效期至'], value(moment(attestation.expiresAt))),
    row(['Known at', '依据时点'], value(knownAt)),
    row(
      ['Status when printed', '打印时状态'],
      html`${both(STATUS_TEXT[status])} (${value(`${at.toISOString().slice(0, 16)}Z`)})`,
    ),
  ];
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Recognition attestation ${question.certificate}</title>
        ${PRINT_STYLE_ELEMENT}
      </head>
      <body>
        <header>
          <h1>Recognition attestation <span lang="zh">承认证明</span></h1>
          <p class="scope">${SCOPE_STATEMENT} <span lang="zh">${SCOPE_ZH}</span></p>
        </header>
        <main>
          <p class="answer">${both(DECISION_TEXT[decision])}</p>
          <table>
            ${rows}
          </table>
          <h2>${both(['Reasons', '理由'])}</h2>
          <ul>
            ${answer.reasons.map(reasonItem)}
          </ul>
          <figure>
            ${new Html(qr.trim().replace('<svg ', '<svg role="img" aria-label="QR code of this attestation" '))}
            <figcaption>
              ${HOW.map((text) => html`<p>${both(text)}</p>`)}
              <p>${both(['Full attestation', '完整证明'])}: <code>${value(url)}</code></p>
              <p>SHA-256 <code>${value(digest)}</code></p>
              <p>${both(['Key', '密钥'])} <code>${value(kid)}</code></p>
            </figcaption>
          </figure>
        </main>
      </body>
    </html> `.text;
}

/** The agreement and annex; certificates of the market itself need none. */
function agreementOf({ answer }: IssuedAttestation): string {
  if (!answer.route) return 'domestic law / 本国法';
  return answer.annex ? `${answer.route}, ${answer.annex}` : answer.route;
}

function reasonItem(code: IssuedAttestation['answer']['reasons'][number]): Html {
  const { en, zh } = reason(code);
  return html`<li>${both([en, zh])} <code>${code}</code></li>`;
}

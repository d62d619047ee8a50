import { html } from './html.ts';
import type { Html } from './html.ts';
import type { Language, Texts } from './texts.ts';
import { TEXTS } from './texts.ts';

/** Input as typed. */
export interface VerifyQuery {
  readonly certificate: string;
  readonly market: string;
  readonly asOf: string;
}

/** The answer as the graph gives it. */
export interface Answer {
  readonly status: 'RECOGNISED' | 'RECOGNISED_WITH_CONDITIONS' | 'NOT_RECOGNISED' | 'INDETERMINATE';
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
  readonly route: { readonly id: string; readonly name: string | null } | null;
  readonly changesOn: string | null;
  readonly asOf: string;
  readonly knownAt: string;
}

const other: Readonly<Record<Language, Language>> = { en: 'zh', zh: 'en' };

/**
 * A page of the portal.
 * @param here its own address, ready for a further parameter
 * @param head what else belongs into its head
 */
export function page(
  language: Language,
  title: string,
  here: string,
  body: Html,
  head?: Html,
): string {
  const texts = TEXTS[language];
  const elsewhere = other[language];
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/portal.css" />
        <link rel="icon" href="data:," />
        ${head}
      </head>
      <body>
        <header>
          <a href="/?lang=${language}"><strong>${texts.title}</strong></a>
          <a href="${here}lang=${elsewhere}" lang="${elsewhere}" hreflang="${elsewhere}"
            >${texts.otherLanguage}</a
          >
        </header>
        <main>${body}</main>
      </body>
    </html>`.text;
}

function form(language: Language, texts: Texts, asked?: VerifyQuery): Html {
  return html`<form action="/ask" method="get">
    <input type="hidden" name="lang" value="${language}" />
    <label
      >${texts.certificate}
      <input name="certificate" required maxlength="200" value="${asked?.certificate}" />
    </label>
    <label
      >${texts.market} <small id="market-hint">${texts.marketHint}</small>
      <input
        name="market"
        required
        maxlength="16"
        autocapitalize="characters"
        aria-describedby="market-hint"
        value="${asked?.market}"
      />
    </label>
    <label
      >${texts.asOf} <small id="day-hint">${texts.asOfHint}</small>
      <input name="asOf" type="date" aria-describedby="day-hint" value="${asked?.asOf}" />
    </label>
    <button>${texts.ask}</button>
  </form>`;
}

/** The first page: what this is, a question to ask, where to go next. */
export function homePage(language: Language): string {
  const texts = TEXTS[language];
  return page(
    language,
    texts.title,
    '/?',
    html`<h1>${texts.title}</h1>
      <p>${texts.tagline}</p>
      <h2>${texts.question}</h2>
      ${form(language, texts)}
      <nav aria-label="${texts.links}">
        <h2>${texts.links}</h2>
        <ul>
          <li><a href="/verify?lang=${language}">${texts.verify}</a></li>
          <li><a href="/graphiql">${texts.explorer}</a></li>
          <li><a href="/openapi.json">${texts.api}</a></li>
          <li><a href="/.well-known/jwks.json">${texts.keys}</a></li>
          <li><a href="/feed">${texts.feed}</a></li>
        </ul>
      </nav>`,
  );
}

const hereOf = ({ certificate, market, asOf }: VerifyQuery): string =>
  `/ask?${new URLSearchParams({ certificate, market, asOf }).toString()}&`;

/** A summary of the register, for those who do not find a certificate in it. */
export interface Coverage {
  readonly certificates: number;
  readonly knownAt: string;
  readonly groups: readonly { readonly scheme: string | null }[];
}

/** Schemes named on a page; a register may be of hundreds. */
const MAX_SCHEMES = 20;
const NOT_HERE: readonly string[] = ['CERT_NOT_FOUND', 'CERT_NOT_IN_COMPLETE_REGISTER'];

/** Whether the answer rests on the register not having the certificate: that is nobody's verdict on it. */
export const isNotHere = ({ reasons }: Answer): boolean =>
  reasons.some(({ code }) => NOT_HERE.includes(code));

function notHere(texts: Texts, coverage: Coverage | null | undefined): Html {
  const schemes = (coverage?.groups ?? []).flatMap(({ scheme }) => scheme ?? []);
  const named = schemes.slice(0, MAX_SCHEMES).join(', ');
  const text = texts.coverage
    .replace('{count}', String(coverage?.certificates ?? ''))
    .replace('{schemes}', () => (schemes.length > MAX_SCHEMES ? `${named} …` : named));
  return html`<h2>${texts.notHere}</h2>
    <p>${texts.notHereMeans}</p>
    ${coverage && html`<p>${text} <time>${coverage.knownAt}</time></p>`}`;
}

/** The page that answers a question. */
export function answerPage(
  language: Language,
  asked: VerifyQuery,
  answer: Answer,
  at: Date,
  coverage?: Coverage | null,
): string {
  const texts = TEXTS[language];
  const title = texts.askedFor.replace(
    /\{(certificate|market|asOf)\}/g,
    (_, name: keyof VerifyQuery) => ({ ...asked, asOf: answer.asOf })[name],
  );
  const headline = isNotHere(answer) ? texts.notHere : texts[answer.status];
  return page(
    language,
    `${headline} – ${title}`,
    hereOf(asked),
    html`<h1>${title}</h1>
      <p class="answer ${answer.status}">${texts[answer.status]}</p>
      ${isNotHere(answer) && notHere(texts, coverage)}
      <h2>${texts.reasons}</h2>
      <ul>
        ${answer.reasons.map(({ code, message }) => html`<li>${message} <code>${code}</code></li>`)}
      </ul>
      ${
        answer.route &&
        html`<h2>${texts.agreement}</h2>
          <p>${answer.route.name ?? ''} <code>${answer.route.id}</code></p>`
      }
      <p>
        ${
          answer.changesOn === null
            ? texts.never
            : html`${texts.changesOn} <time>${answer.changesOn}</time>`
        }
      </p>
      <p>${texts.checkedAt} <time>${at.toISOString()}</time></p>
      <h2>${texts.again}</h2>
      ${form(language, texts, asked)}`,
  );
}

/** The page for a question that has no answer, with the reason and the form to correct it. */
export function problemPage(language: Language, asked: VerifyQuery, message: string): string {
  const texts = TEXTS[language];
  return page(
    language,
    texts.problem,
    hereOf(asked),
    html`<h1>${texts.problem}</h1>
      <p role="alert">${message}</p>
      ${form(language, texts, asked)}`,
  );
}

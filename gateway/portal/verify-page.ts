import { createHash } from 'node:crypto';
import { PAGE_POLICY } from '../http/security-headers.ts';
import { VERIFY_TEXTS } from './browser/texts.ts';
import { Html, html } from './html.ts';
import type { BrowserModules } from './modules.ts';
import { page } from './pages.ts';
import type { Language } from './texts.ts';

/** Path, in the build, of the script of the page. */
export const VERIFIER = 'gateway/portal/browser/verifier.js';

/** A page and what its browser may run. */
export interface VerifyPage {
  readonly text: string;
  readonly policy: string;
}

/** Address of a module. */
const addressOf = ({ version }: BrowserModules, path: string): string =>
  `/verify/${version}/${path}`;

/** The page on which a browser verifies attestations. */
export function verifyPage(language: Language, modules: BrowserModules): VerifyPage {
  const texts = VERIFY_TEXTS[language];
  const importMap = JSON.stringify({
    imports: Object.fromEntries(
      [...modules.packages].map(([name, path]) => [name, addressOf(modules, path)]),
    ),
  });
  // Named all at once, they load side by side, not each after the one that imports it.
  const preloads = [...modules.files.keys()].map(
    (path) => html`<link rel="modulepreload" href="${addressOf(modules, path)}" />`,
  );
  // In one piece: the policy holds the digest of exactly this text.
  const script = new Html(`<script type="importmap">${importMap}</script>`);
  const head = html`${script} ${preloads}
    <script type="module" src="${addressOf(modules, VERIFIER)}"></script>`;
  const body = html`<h1>${texts.title}</h1>
    <p>${texts.intro}</p>
    <noscript><p role="alert">${texts.noScript}</p></noscript>
    <p id="state" role="status"></p>
    <form id="verify" hidden>
      <label
        >${texts.token} <small id="token-hint">${texts.tokenHint}</small>
        <textarea
          id="token"
          required
          spellcheck="false"
          autocomplete="off"
          autocapitalize="off"
          aria-describedby="token-hint"
        ></textarea>
      </label>
      <label>${texts.file} <input id="file" type="file" /></label>
      <label
        >${texts.audience} <small id="audience-hint">${texts.audienceHint}</small>
        <input id="audience" maxlength="300" aria-describedby="audience-hint" />
      </label>
      <button>${texts.verify}</button>
    </form>
    <section id="result" tabindex="-1" aria-live="polite" aria-label="${texts.outcome}"></section>`;
  const digest = createHash('sha256').update(importMap).digest('base64');
  return {
    text: page(language, texts.title, '/verify?', body, head),
    policy: PAGE_POLICY.replace("script-src 'self'", `script-src 'self' 'sha256-${digest}'`),
  };
}

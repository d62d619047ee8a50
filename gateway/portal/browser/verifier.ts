import {
  MAX_TOKEN_LENGTH,
  QR_PREFIX,
  isObject,
  statusListCheck,
  verifyAttestation,
  verifyQr,
} from '../../../subgraphs/attestations/verification/index.ts';
import type {
  Check,
  JsonObject,
  Verification,
} from '../../../subgraphs/attestations/verification/index.ts';
import { inChinese } from './chinese.ts';
import { elementOf, make, pageLanguage } from './dom.ts';
import type { Element } from './dom.ts';
import { fetchMaterials } from './materials.ts';
import type { Materials } from './materials.ts';
import { VERIFY_TEXTS } from './texts.ts';

/** A clock before this was never set: it tells no time. */
const EARLIEST_CLOCK = Date.parse('2026-01-01T00:00:00Z');

const texts = VERIFY_TEXTS[pageLanguage() === 'zh' ? 'zh' : 'en'];
const [form, state, result] = [elementOf('verify'), elementOf('state'), elementOf('result')];
const [token, file, audience] = [elementOf('token'), elementOf('file'), elementOf('audience')];

/** State of the keys. */
let keysState: string = texts.loading;
let loading: Promise<Materials | null> | undefined;

/** The script of the page `/verify`: shows the form once the keys were asked for, and the verdict of each token. */
async function start(): Promise<void> {
  await materials();
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void show();
  });
  file.addEventListener('change', () => {
    void readFile();
  });
}

/** Keys and lists of the hub; null when they cannot be had now: they are then fetched again when next asked for. */
const materials = (): Promise<Materials | null> => (loading ??= load());

async function load(): Promise<Materials | null> {
  state.textContent = keysState = texts.loading;
  const loaded = await fetchMaterials().catch(() => null);
  state.textContent = keysState = loaded ? texts.ready : texts.noKeys;
  if (!loaded) loading = undefined;
  return loaded;
}

async function readFile(): Promise<void> {
  const chosen = file.files?.[0];
  if (!chosen) return;
  const text = chosen.size > MAX_TOKEN_LENGTH ? null : await chosen.text().catch(() => null);
  token.value = text ?? '';
  state.textContent = text === null ? texts.unreadable : keysState;
}

/** Tokens given so far. */
let given = 0;

async function show(): Promise<void> {
  const turn = (given += 1);
  const [text, asAudience] = [token.value.trim(), audience.value.trim()];
  result.replaceChildren(); // a verdict belongs to the token that is given now, or is none
  const loaded = await materials();
  const verification = loaded && (await verify(text, asAudience, loaded));
  // If another was given meanwhile, its verdict is the one to show.
  if (!verification || turn !== given) return;
  const { verdict, checks, claims } = verification;
  const isSaid = claims && verdict !== 'invalid';
  result.replaceChildren(
    make('p', { className: `answer ${verdict}` }, texts[verdict]),
    ...(isSaid ? [make('h2', {}, texts.says), said(claims)] : []),
    make('h2', {}, texts.checks),
    table(checks),
  );
  result.focus();
}

async function verify(
  text: string,
  asAudience: string,
  { keys, listsFor }: Materials,
): Promise<Verification> {
  const now = Date.now() < EARLIEST_CLOCK ? null : new Date();
  const verifier = text.startsWith(QR_PREFIX) ? verifyQr : verifyAttestation;
  return verifier(text, {
    keys,
    now,
    ...(asAudience === '' ? {} : { audience: asAudience }),
    enquiries: [statusListCheck(await listsFor(text), { keys, now })],
  });
}

/** The claims that a reader looks for, as a list of terms. */
function said(claims: JsonObject): Element {
  const { sub, iss, aud, exp } = claims;
  const mra = isObject(claims['mra']) ? claims['mra'] : {};
  const question = isObject(mra['question']) ? mra['question'] : mra;
  const rows: readonly (readonly [string, unknown])[] = [
    [texts.certificate, question['certificate'] ?? sub],
    [texts.decision, mra['decision']],
    [texts.market, question['market']],
    [texts.issuer, iss],
    [texts.audiences, Array.isArray(aud) ? aud.join(', ') : undefined],
    [texts.until, typeof exp === 'number' ? new Date(exp * 1000).toISOString() : undefined],
  ];
  const list = make('dl', {});
  for (const [name, value] of rows)
    if (typeof value === 'string') list.append(make('dt', {}, name), make('dd', {}, value));
  return list;
}

function table(checks: readonly Check[]): Element {
  const head = [texts.check, texts.outcome, texts.explanation].map((name) =>
    make('th', { scope: 'col' }, name),
  );
  return make(
    'table',
    {},
    make('thead', {}, make('tr', {}, ...head)),
    make('tbody', {}, ...checks.map(row)),
  );
}

function row(check: Check): Element {
  const { name, outcome, message, code } = check;
  const chinese = texts === VERIFY_TEXTS.zh ? inChinese(check) : undefined;
  const explanation = chinese ?? message;
  return make(
    'tr',
    {},
    make('th', { scope: 'row' }, texts.names[name]),
    make('td', {}, texts[outcome]),
    make(
      'td',
      { lang: chinese === undefined ? 'en' : 'zh' },
      explanation,
      ...(code ? [' ', make('code', {}, code)] : []),
    ),
  );
}

void start();

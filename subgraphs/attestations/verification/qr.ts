import { fail, notChecked, pass, verdictOf } from './checks.ts';
import type { Check, CheckCode } from './checks.ts';
import { checkAudience, checkPeriod, checkTime } from './claims.ts';
import { DECISIONS } from './content.ts';
import { isObject } from './format/json.ts';
import type { JsonObject } from './format/json.ts';
import type { HeaderProfile } from './jws.ts';
import { checkKey } from './key-period.ts';
import { verifySignature } from './verify-signature.ts';
import { statusListCheck } from './status-list.ts';
import { clockOf } from './verify.ts';
import type { Verification, VerifyOptions } from './verify.ts';

/** Header of the token in a QR symbol: another type, so that neither passes for the other. */
export const QR_HEADER: HeaderProfile = { typ: 'mra-qr+jwt' };

/** Prefix of the digits in a QR symbol. */
export const QR_PREFIX = 'mra:/';
/** Digits of the largest QR symbol (version 40-L, numeric mode). */
const MAX_DIGITS = 7089;
/** Character code that is written 00. */
const FIRST = '-'.charCodeAt(0);

/**
 * The digits of a compact JWS: two for each character, its code in ASCII less 45 (`-`), so that the
 * characters of base64url and the dot have the numbers from 00 to 77 (`z`). A QR symbol in numeric
 * mode has ten bits for three digits: 6.7 bits a character, where byte mode takes eight.
 */
export const numericOf = (jws: string): string =>
  Array.from(jws, (character) => String(character.charCodeAt(0) - FIRST).padStart(2, '0')).join('');

const JWS_CHARACTERS = /^[A-Za-z0-9_.-]+$/;

/** The JWS in the text of a QR symbol, or null when it is anything but `mra:/` and digits of one. */
export function readQrText(text: string): string | null {
  if (!text.startsWith(QR_PREFIX)) return null;
  const digits = text.slice(QR_PREFIX.length);
  if (digits.length > MAX_DIGITS || !/^(?:[0-7][0-9])+$/.test(digits)) return null;
  const jws = digits.replace(/../g, (pair) => String.fromCharCode(FIRST + Number(pair)));
  return JWS_CHARACTERS.test(jws) ? jws : null;
}

/**
 * Verifies the text of an attestation's QR symbol as strictly as the attestation itself. What it says
 * is enough to decide; whether a full attestation belongs to it, its digest tells.
 */
export async function verifyQr(text: string, options: VerifyOptions): Promise<Verification> {
  const jws = readQrText(text);
  if (jws === null) {
    const checks = [
      fail('format', 'NOT_A_QR_CODE', 'It is not the text of an attestation’s QR code.'),
    ];
    return { verdict: 'invalid', checks };
  }
  const { keys, platform, knowsEveryIssuer } = options;
  const { checks, opened } = await verifySignature(jws, QR_HEADER, 'attestation', keys, platform, {
    knowsEveryIssuer,
  });
  if (!opened) return { verdict: verdictOf(checks), checks };
  const { claims, key } = opened;
  const { now, skew } = clockOf(options);
  const all = [
    ...checks,
    checkKey(key, claims),
    checkIssuer(claims, key.issuer),
    checkAudience(claims, options.audience),
    checkTime(claims, now, skew),
    checkPeriod(claims),
    checkContent(claims),
  ];
  for (const enquire of options.enquiries ?? [statusListCheck([], options)])
    all.push(await enquire(opened));
  if (!all.some(({ name }) => name === 'status'))
    all.push(notChecked('status', 'Whether it has been revoked was not asked.'));
  all.push(notChecked('log', 'The log holds the full attestation, not this short form.'));
  return { verdict: verdictOf(all), checks: all, claims };
}

const checkIssuer = ({ iss }: JsonObject, owner: string): Check =>
  iss === owner
    ? pass('issuer', 'The issuer is the owner of the key.')
    : fail('issuer', 'ISSUER_MISMATCH', 'The issuer named is not the owner of the key.');

function checkContent(claims: JsonObject): Check {
  const fault = contentFault(claims);
  return fault === undefined
    ? pass('content', 'It is the short form of a recognition attestation.')
    : fail('content', fault, 'It is not the short form of a recognition attestation.');
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const DIGEST = /^sha-256:[A-Za-z0-9_-]{43}$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const MEMBERS: ReadonlySet<string> = new Set('iss jti sub aud iat nbf exp mra status'.split(' '));
const RECORD: ReadonlySet<string> = new Set('decision agreement market asOf digest'.split(' '));

function contentFault(claims: JsonObject): CheckCode | undefined {
  const { jti, sub, mra } = claims;
  if (!isObject(mra) || !DECISIONS.has(mra['decision'])) return 'NO_RECOGNITION';
  const members = [...Object.keys(claims)].every((name) => MEMBERS.has(name));
  if (!members || !Object.keys(mra).every((name) => RECORD.has(name))) return 'UNKNOWN_MEMBER';
  if (!isText(jti)) return 'NO_IDENTIFIER';
  const { agreement, market, asOf, digest } = mra;
  const isComplete =
    isText(sub) && isText(market) && isText(asOf) && DAY.test(asOf) && 'agreement' in mra;
  if (!isComplete || (agreement !== null && !isText(agreement))) return 'NO_RECOGNITION';
  return isText(digest) && DIGEST.test(digest) ? undefined : 'DIGEST_MISMATCH';
}

import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';
import { SUBGRAPHS } from '../../subgraphs/registry.ts';
import { readManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';

const parseUrl = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);

export const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be from ${min} to ${max}`);

export const httpUrl = z.string().refine((text) => {
  const url = parseUrl(text);
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:');
}, 'must be an http or https URL');

export const baseUrl = httpUrl
  .refine((text) => {
    const url = parseUrl(text);
    return url?.search === '' && url.hash === '' && url.username === '' && url.password === '';
  }, 'must have no query, fragment or credentials')
  .transform((text) => text.replace(/\/+$/, ''));

const isLocal = ({ hostname }: URL): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(hostname);

/** RFC 8725 asks for a trusted channel to the issuer; plain http is for a test issuer only. */
export const issuerUrl = httpUrl.refine((text) => {
  const url = parseUrl(text);
  return url !== null && (url.protocol === 'https:' || isLocal(url));
}, 'must be an https URL (http only on localhost)');

/** Items separated by commas, each held against a test. */
export const listOf = (isGood: (item: string) => boolean, expected: string) =>
  z
    .string()
    .transform((text) => text.split(',').map((item) => item.trim()))
    .refine((items) => items.every(isGood), expected);

/** An address or a network; one of half the internet is a mistake. */
export function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  if (prefix === undefined) return true;
  const bits = Number(prefix);
  return /^\d{1,3}$/.test(prefix) && bits >= 8 && bits <= (version === 4 ? 32 : 128);
}

/** An origin as browsers send it (RFC 6454): exact, and https beyond this machine. */
export function isOrigin(text: string): boolean {
  const url = parseUrl(text);
  if (url?.origin !== text || text.includes('*')) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLocal(url));
}

export const manifestFile = z.string().transform((path, context): Manifest => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    context.addIssue('must be a file that can be read');
    return z.NEVER;
  }
  try {
    return readManifest(text);
  } catch (error) {
    context.addIssue(`is not a persisted query manifest: ${(error as Error).message}`);
    return z.NEVER;
  }
});

export const subgraphUrls = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('must be JSON like {"certificates":"http://localhost:4001/graphql"}');
      return z.NEVER;
    }
  })
  .pipe(z.partialRecord(z.enum(SUBGRAPHS), httpUrl));

export const command = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('must be JSON like ["/usr/local/bin/signer","--profile","hub"]');
      return z.NEVER;
    }
  })
  .pipe(z.array(z.string().min(1)).min(1));

import { issueToken, openTokenKey } from '../../gateway/identity/index.ts';
import type { TokenRequest } from '../../gateway/identity/index.ts';
import { start } from '../bench/servers.ts';
import type { Server } from '../bench/servers.ts';
import type { Target, Tokens } from './attack.ts';
import { Calls } from './calls.ts';

/** A hub with the bundled data, and what its attackers have in hand. */
export interface TargetHub {
  readonly hub: Server;
  readonly origin: string;
  readonly target: Target;
  readonly tokens: Tokens;
}

const NUMBER = 'ANSSI-CC-2023/42';
const LOOK = `query ($number: String!) {
  certificate(number: $number) {
    level issuer { id territory } recognition(market: "US", asOf: "2024-01-10") { status }
  }
}`;
const ISSUE = `mutation ($input: IssueAttestationInput!) {
  issueAttestation(input: $input) { ... on Attestation { jws } }
}`;

interface Looked {
  readonly level: string;
  readonly issuer: { readonly id: string; readonly territory: string };
  readonly recognition: { readonly status: string };
}

/** Starts the hub and looks, while it is quiet, at what will be asked about. */
export async function openTargetHub(dataDir: string): Promise<TargetHub> {
  const hub = await start('hub', '../symbolon.js', ['serve'], {
    DATA_DIR: dataDir,
    LOG_LEVEL: 'fatal',
  });
  const { origin } = new URL(hub.url);
  const key = await openTokenKey(dataDir);
  const tokenOf = (request: TokenRequest): Promise<string> =>
    issueToken(key, origin, request, new Date());
  const tokens: Tokens = {
    issuer: await tokenOf({ role: 'attestation:issue', subject: 'issuer' }),
    holder: await tokenOf({ role: 'attestation:issue', subject: 'holder', holder: 'H-NOBODY' }),
    foreign: await tokenOf({ role: 'facts:write', subject: 'foreign', territory: 'NZ' }),
  };
  const calls = new Calls(origin, '127.0.0.1', tokens.issuer);
  const data = async (query: string, variables: object): Promise<Record<string, unknown>> => {
    const { text } = await calls.graphql(query, variables);
    const { data: found } = JSON.parse(text) as { data?: Record<string, unknown> };
    if (!found) throw new Error(`The hub cannot be asked: ${text}`);
    return found;
  };
  const looked = (await data(LOOK, { number: NUMBER }))['certificate'] as Looked;
  const question = { certificate: NUMBER, market: 'US' };
  const issued = await data(ISSUE, { input: { question, audience: 'urn:example:us' } });
  const { jws } = issued['issueAttestation'] as { jws: string };
  const { level, issuer, recognition } = looked;
  const { id, territory } = issuer;
  return {
    hub,
    origin,
    tokens,
    target: { number: NUMBER, level, issuer: id, territory, status: recognition.status, jws },
  };
}

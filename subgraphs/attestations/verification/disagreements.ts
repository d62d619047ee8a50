import { encodeBase64url } from './format/base64url.ts';
import { canonicalJson, isObject } from './format/json.ts';
import type { Json, JsonObject } from './format/json.ts';

/** Values of one thing as stated in several places; undefined where a place does not state it. */
type Statements = readonly (Json | undefined)[];

/** SHA-256, where the platform has a faster one than WebCrypto. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;

const webSha256: Sha256 = async (bytes) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes.slice()));

/**
 * What signed claims say in two ways: the first thing on which their members disagree, or null. An
 * attestation says most things twice, in the vocabulary of credentials and in the hub's own terms; a
 * signer that says two different things would be tested for one and believed in the other.
 */
export async function disagreement(
  claims: JsonObject,
  sha256: Sha256 = webSha256,
): Promise<string | null> {
  for (const [thing, statements] of Object.entries(statementsOf(claims)))
    if (!areOne(statements)) return thing;
  const { mra } = claims;
  const record = at(mra, 'certificate');
  if (!isObject(record)) return null;
  const digest = await sha256(new TextEncoder().encode(canonicalJson(record)));
  return at(mra, 'sourceDigest') === `sha-256:${encodeBase64url(digest)}` ? null : 'digest';
}

/** True when all that state it state the same. */
function areOne(statements: Statements): boolean {
  const stated = statements.filter((one) => one !== undefined);
  return stated.every((one) => one === stated[0]);
}

/** The kind of object of a certificate record, in the words of the vocabulary. */
const ATTESTATION_TYPES: ReadonlyMap<Json | undefined, string> = new Map([
  ['CERTIFICATE', 'certification'],
  ['TEST_REPORT', 'testing'],
  ['INSPECTION_REPORT', 'inspection'],
  ['MARKET_STATUS', 'verification'],
]);

/** Everything that claims state more than once, by what it is about. */
function statementsOf(claims: JsonObject): Readonly<Record<string, Statements>> {
  const { jti, sub, name, mra, credentialSubject: subject } = claims;
  const question = at(mra, 'question');
  const claimed = at(question, 'claimed');
  const record = at(mra, 'certificate');
  const scheme = at(subject, 'referenceScheme');
  const shown = at(subject, 'conformityCertificate');
  const party = at(subject, 'issuedToParty');
  const base = typeof jti === 'string' ? jti.slice(0, jti.lastIndexOf('/attestations/')) : '';
  const under = (kind: string, id: Json | undefined) => lastSegment(`${base}/${kind}/`, id);
  const title = between('Recognition attestation ', ' -> ', name);
  const authorisations = list(at(subject, 'authorisation'));
  const grounds = authorisations.map((one) =>
    between('', ' as conformity assessment body, recognised under ', at(one, 'name')),
  );
  const authorities = authorisations.map((one) => at(one, 'issuingAuthority'));
  const has = (value: Json | undefined) => isObject(value) || undefined;
  return {
    subject: [sub, at(subject, 'id'), at(shown, 'linkURL')],
    certificate: [
      at(record, 'number'),
      at(question, 'certificate'),
      at(shown, 'linkName'),
      under('certificates', sub),
      after('Certificate ', at(subject, 'name')),
      title?.[0],
    ],
    market: [at(question, 'market'), at(mra, 'importing'), title?.[1]],
    territory: [
      at(record, 'issuerTerritory'),
      at(mra, 'exporting'),
      at(claimed, 'issuerTerritory'),
      ...authorities.map((one) => under('territories', at(one, 'id'))),
      ...authorities.map((one) => after('Authority of ', at(one, 'name'))),
    ],
    scheme: [
      at(record, 'scheme'),
      at(scheme, 'name'),
      at(claimed, 'scheme'),
      under('schemes', at(scheme, 'id')),
    ],
    issuer: [
      at(record, 'issuer'),
      at(question, 'issuer'),
      at(claimed, 'issuer'),
      issuerBelow(`${base}/certificates/`, sub),
      ...grounds.map((ground) => ground?.[0]),
    ],
    agreement: [
      at(mra, 'agreement') === null ? 'domestic law' : at(mra, 'agreement'),
      ...grounds.map((ground) => ground?.[1]),
    ],
    holder: [
      has(record) && (at(at(record, 'holder'), 'id') ?? null),
      at(party, 'registeredId'),
      under('holders', at(party, 'id')),
    ],
    object: [
      has(record) && (ATTESTATION_TYPES.get(at(record, 'object') ?? 'CERTIFICATE') ?? null),
      at(subject, 'attestationType'),
    ],
    issued: [at(record, 'issued'), at(claimed, 'issued')],
    knownAt: [at(mra, 'knownAt'), at(question, 'knownAt')],
    ...placesOf(claims),
  };
}

/** The place in a status list, of the token form and of the W3C form beside it. */
function placesOf({ status, credentialStatus: entry }: JsonObject): Record<string, Statements> {
  const reference = at(status, 'status_list');
  const [address, fragment] = split(at(entry, 'id'), '#');
  const index = at(entry, 'statusListIndex');
  return {
    'status list': [
      listOf(at(reference, 'uri')),
      listOf(at(entry, 'statusListCredential')),
      listOf(address),
    ],
    'status index': [
      written(at(reference, 'idx')),
      typeof index === 'string' ? index : written(index),
      fragment,
    ],
  };
}

const at = (value: Json | undefined, name: string): Json | undefined =>
  isObject(value) ? value[name] : undefined;

const list = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];

const written = (value: Json | undefined): string | undefined =>
  value === undefined ? undefined : canonicalJson(value);

/** The rest of a text after its beginning; undefined when it does not begin so. */
const after = (beginning: string, text: Json | undefined): string | undefined =>
  typeof text === 'string' && text.startsWith(beginning) ? text.slice(beginning.length) : undefined;

/** The last segment of an address below another, decoded; undefined when it is not below it. */
function lastSegment(base: string, address: Json | undefined): string | undefined {
  const below = after(base, address);
  if (below === undefined) return undefined;
  const path = pathOf(below);
  const segment = path.slice(path.lastIndexOf('/') + 1);
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The segment before the last, decoded; undefined where there is none: older attestations name no issuer there. */
function issuerBelow(base: string, address: Json | undefined): string | undefined {
  const below = after(base, address);
  const cut = below?.indexOf('/') ?? -1;
  return below === undefined || cut < 0 ? undefined : lastSegment('', below.slice(0, cut));
}

/** The two parts of a text that begins so and holds this in between; undefined when it does not. */
function between(
  beginning: string,
  middle: string,
  text: Json | undefined,
): readonly [string, string] | undefined {
  if (typeof text !== 'string' || !text.startsWith(beginning)) return undefined;
  const cut = text.lastIndexOf(middle);
  return cut < beginning.length
    ? undefined
    : [text.slice(beginning.length, cut), text.slice(cut + middle.length)];
}

/** A text before and after a character. */
function split(text: Json | undefined, mark: string): readonly (string | undefined)[] {
  if (typeof text !== 'string') return [];
  const cut = text.indexOf(mark);
  return cut < 0 ? [text] : [text.slice(0, cut), text.slice(cut + 1)];
}

/** The name of a list in its address: host and last segment; the two forms may differ in between. */
function listOf(address: Json | undefined): Json | undefined {
  if (typeof address !== 'string') return address;
  const path = pathOf(address);
  const root = path.indexOf('/', path.indexOf('//') + 2);
  const host = root < 0 ? path : path.slice(0, root);
  return `${host} ${path.slice(path.lastIndexOf('/') + 1)}`;
}

/** An address without what follows its path. */
function pathOf(address: string): string {
  const query = address.indexOf('?');
  const path = query < 0 ? address : address.slice(0, query);
  const fragment = path.indexOf('#');
  return fragment < 0 ? path : path.slice(0, fragment);
}

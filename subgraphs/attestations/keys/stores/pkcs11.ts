import { createHash, randomBytes } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isExposed } from '../../../../lib/key-file.ts';
import type { Pkcs11Binding, Pkcs11Constants, Template } from './pkcs11-binding.ts';
import { KeyStoreError } from './store.ts';
import type { KeyStore, KeyStoreFault } from './store.ts';

export interface Pkcs11Options {
  readonly module: string;
  readonly token: string;
  readonly pinFile: string;
}

/** The binding that was tried; native code, so it is the operator's choice to install it. */
const BINDING = 'pkcs11js';
/** DER of the object identifier of P-256 (prime256v1). */
const P256 = Buffer.from('06082a8648ce3d030107', 'hex');
/** DER of an OCTET STRING with an uncompressed point: 04 ‖ 41 ‖ 04 ‖ x ‖ y. */
const POINT_HEADER = Buffer.from('044104', 'hex');
const COORDINATE_BYTES = 32;
/** Sessions that sign side by side; one session does one thing at a time. */
const SESSIONS = 4;

/** A PKCS#11 token (Cryptoki 2.40): an HSM, a smart card, SoftHSM. Private keys never leave it. */
export function pkcs11Store(options: Pkcs11Options): KeyStore {
  const token = new Token(options);
  return {
    name: 'pkcs11',
    generate: (purpose) => token.generate(purpose),
    sign: (handle, bytes) => token.sign(handle, createHash('sha256').update(bytes).digest()),
    discard: (handle) => {
      token.discard(handle);
    },
  };
}

/** A logged-in token, opened when it is first needed. */
class Token {
  readonly #options: Pkcs11Options;
  readonly #c: Pkcs11Constants;
  readonly #cryptoki: Pkcs11Binding;
  readonly #slot: Buffer;
  readonly #main: Buffer;
  readonly #idle: Buffer[] = [];
  readonly #waiting: ((session: Buffer) => void)[] = [];
  readonly #keys = new Map<string, Buffer>();
  #opened = 0;

  constructor(options: Pkcs11Options) {
    this.#options = options;
    this.#c = load();
    this.#cryptoki = new this.#c.PKCS11();
    this.#try(
      'PKCS11_MODULE_UNUSABLE',
      'The PKCS#11 library of PKCS11_MODULE cannot be used',
      () => {
        this.#cryptoki.load(options.module);
        this.#initialise();
      },
    );
    this.#slot = this.#findSlot();
    this.#main = this.#session();
    this.#login();
  }

  generate(purpose: string): { publicJwk: JsonWebKey; handle: string } {
    const c = this.#c;
    const id = randomBytes(16);
    const label = `symbolon ${purpose} ${id.toString('hex', 0, 4)}`;
    const named: Template = [
      { type: c.CKA_TOKEN, value: true },
      { type: c.CKA_ID, value: id },
      { type: c.CKA_LABEL, value: label },
    ];
    return this.#try('KEY_STORE_REFUSED', 'The token makes no P-256 key', () => {
      const pair = this.#cryptoki.C_GenerateKeyPair(
        this.#main,
        { mechanism: c.CKM_EC_KEY_PAIR_GEN, parameter: null },
        [...named, { type: c.CKA_VERIFY, value: true }, { type: c.CKA_EC_PARAMS, value: P256 }],
        [
          ...named,
          { type: c.CKA_PRIVATE, value: true },
          { type: c.CKA_SENSITIVE, value: true },
          { type: c.CKA_EXTRACTABLE, value: false },
          { type: c.CKA_SIGN, value: true },
        ],
      );
      const [point] = this.#cryptoki.C_GetAttributeValue(this.#main, pair.publicKey, [
        { type: c.CKA_EC_POINT },
      ]);
      return { publicJwk: jwkOf(point?.value), handle: id.toString('hex') };
    });
  }

  async sign(handle: string, digest: Buffer): Promise<Uint8Array> {
    const key = this.#privateKey(handle);
    const session = await this.#borrow();
    try {
      this.#cryptoki.C_SignInit(session, { mechanism: this.#c.CKM_ECDSA, parameter: null }, key);
      return await this.#cryptoki.C_SignAsync(session, digest, Buffer.alloc(2 * COORDINATE_BYTES));
    } catch (error) {
      throw fault('KEY_STORE_UNAVAILABLE', 'The token did not sign', error);
    } finally {
      this.#give(session);
    }
  }

  discard(handle: string): void {
    const { CKA_ID } = this.#c;
    for (const object of this.#find([{ type: CKA_ID, value: Buffer.from(handle, 'hex') }]))
      this.#cryptoki.C_DestroyObject(this.#main, object);
  }

  #privateKey(handle: string): Buffer {
    const known = this.#keys.get(handle);
    if (known) return known;
    const c = this.#c;
    const [found] = this.#find([
      { type: c.CKA_CLASS, value: c.CKO_PRIVATE_KEY },
      { type: c.CKA_ID, value: Buffer.from(handle, 'hex') },
    ]);
    if (!found)
      throw new KeyStoreError('KEY_NOT_IN_STORE', 'The token does not hold the private key.');
    this.#keys.set(handle, found);
    return found;
  }

  #find(template: Template): Buffer[] {
    this.#cryptoki.C_FindObjectsInit(this.#main, template);
    try {
      return this.#cryptoki.C_FindObjects(this.#main, 10);
    } finally {
      this.#cryptoki.C_FindObjectsFinal(this.#main);
    }
  }

  #initialise(): void {
    try {
      this.#cryptoki.C_Initialize({ flags: this.#c.CKF_OS_LOCKING_OK });
    } catch (error) {
      if (!isCode(error, this.#c.CKR_CRYPTOKI_ALREADY_INITIALIZED)) throw error;
    }
  }

  #findSlot(): Buffer {
    const slots = this.#cryptoki.C_GetSlotList(true);
    const slot = slots.find(
      (one) => this.#cryptoki.C_GetTokenInfo(one).label.trim() === this.#options.token,
    );
    if (!slot)
      throw new KeyStoreError(
        'PKCS11_TOKEN_NOT_FOUND',
        `No token has the label of PKCS11_TOKEN among ${slots.length} present.`,
      );
    return slot;
  }

  #session(): Buffer {
    const { CKF_SERIAL_SESSION, CKF_RW_SESSION } = this.#c;
    return this.#try('KEY_STORE_UNAVAILABLE', 'The token opens no session', () =>
      this.#cryptoki.C_OpenSession(this.#slot, CKF_SERIAL_SESSION | CKF_RW_SESSION),
    );
  }

  #login(): void {
    const pin = readPin(this.#options.pinFile);
    try {
      this.#cryptoki.C_Login(this.#main, this.#c.CKU_USER, pin);
    } catch (error) {
      if (!isCode(error, this.#c.CKR_USER_ALREADY_LOGGED_IN))
        throw fault('PKCS11_LOGIN_REFUSED', 'The token refuses the PIN of PKCS11_PIN_FILE', error);
    }
  }

  #borrow(): Promise<Buffer> {
    const session = this.#idle.pop();
    if (session) return Promise.resolve(session);
    if (this.#opened < SESSIONS) {
      this.#opened += 1;
      return Promise.resolve(this.#session());
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #give(session: Buffer): void {
    const next = this.#waiting.shift();
    if (next) next(session);
    else this.#idle.push(session);
  }

  #try<T>(code: KeyStoreFault, what: string, body: () => T): T {
    try {
      return body();
    } catch (error) {
      throw fault(code, what, error);
    }
  }
}

function load(): Pkcs11Constants {
  try {
    return createRequire(import.meta.url)(BINDING) as Pkcs11Constants;
  } catch {
    throw new KeyStoreError(
      'PKCS11_NOT_INSTALLED',
      `KEY_STORE is pkcs11, which needs the native package ${BINDING}: npm install --no-save ${BINDING}@2.1.7`,
    );
  }
}

function readPin(file: string): string {
  try {
    if (isExposed(file))
      throw new KeyStoreError(
        'PKCS11_LOGIN_REFUSED',
        'Others can read the file of PKCS11_PIN_FILE: change the PIN, then chmod 600.',
      );
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (error instanceof KeyStoreError) throw error;
    throw new KeyStoreError('PKCS11_LOGIN_REFUSED', 'The file of PKCS11_PIN_FILE cannot be read.');
  }
}

function jwkOf(point: Buffer | undefined): JsonWebKey {
  const isPoint =
    point?.length === POINT_HEADER.length + 2 * COORDINATE_BYTES &&
    point.subarray(0, POINT_HEADER.length).equals(POINT_HEADER);
  if (!isPoint) throw new RangeError('unexpected form of the public point');
  const x = point.subarray(POINT_HEADER.length, POINT_HEADER.length + COORDINATE_BYTES);
  const y = point.subarray(POINT_HEADER.length + COORDINATE_BYTES);
  return { kty: 'EC', crv: 'P-256', x: x.toString('base64url'), y: y.toString('base64url') };
}

const isCode = (error: unknown, code: number): boolean =>
  (error as { code?: unknown } | null)?.code === code;

/** The cause as the token names it (`CKR_…`); nothing else of it is shown. */
function fault(code: KeyStoreFault, what: string, error: unknown): KeyStoreError {
  if (error instanceof KeyStoreError) return error;
  const name = /CKR_[A-Z_]+/.exec(error instanceof Error ? error.message : '')?.[0];
  return new KeyStoreError(code, `${what}${name === undefined ? '' : ` (${name})`}.`);
}

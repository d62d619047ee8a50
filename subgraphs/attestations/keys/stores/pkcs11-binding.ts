/** The part of the package pkcs11js that is used; it is not among the dependencies of the hub. */
export interface Pkcs11Binding {
  load(path: string): void;
  C_Initialize(options: { flags: number }): void;
  C_GetSlotList(tokenPresent: boolean): Buffer[];
  C_GetTokenInfo(slot: Buffer): { readonly label: string };
  C_OpenSession(slot: Buffer, flags: number): Buffer;
  C_Login(session: Buffer, userType: number, pin: string): void;
  C_GenerateKeyPair(
    session: Buffer,
    mechanism: Mechanism,
    publicTemplate: Template,
    privateTemplate: Template,
  ): { readonly publicKey: Buffer; readonly privateKey: Buffer };
  C_GetAttributeValue(session: Buffer, object: Buffer, template: Template): { value: Buffer }[];
  C_FindObjectsInit(session: Buffer, template: Template): void;
  C_FindObjects(session: Buffer, max: number): Buffer[];
  C_FindObjectsFinal(session: Buffer): void;
  C_DestroyObject(session: Buffer, object: Buffer): void;
  C_SignInit(session: Buffer, mechanism: Mechanism, key: Buffer): void;
  C_SignAsync(session: Buffer, data: Buffer, signature: Buffer): Promise<Buffer>;
}

export interface Mechanism {
  readonly mechanism: number;
  readonly parameter: null;
}

export type Template = readonly {
  readonly type: number;
  readonly value?: boolean | number | string | Buffer;
}[];

type Constant =
  | 'CKA_CLASS'
  | 'CKA_EC_PARAMS'
  | 'CKA_EC_POINT'
  | 'CKA_EXTRACTABLE'
  | 'CKA_ID'
  | 'CKA_LABEL'
  | 'CKA_PRIVATE'
  | 'CKA_SENSITIVE'
  | 'CKA_SIGN'
  | 'CKA_TOKEN'
  | 'CKA_VERIFY'
  | 'CKF_OS_LOCKING_OK'
  | 'CKF_RW_SESSION'
  | 'CKF_SERIAL_SESSION'
  | 'CKM_ECDSA'
  | 'CKM_EC_KEY_PAIR_GEN'
  | 'CKO_PRIVATE_KEY'
  | 'CKR_CRYPTOKI_ALREADY_INITIALIZED'
  | 'CKR_USER_ALREADY_LOGGED_IN'
  | 'CKU_USER';

/** The module as it exports itself: the class and the constants of Cryptoki. */
export type Pkcs11Constants = { readonly PKCS11: new () => Pkcs11Binding } & Readonly<
  Record<Constant, number>
>;

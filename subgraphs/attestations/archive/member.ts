/** The members that distinguish an attestation within its batch. */
export interface Member {
  /** Its identifier without that of the batch. */
  readonly own: string;
  /** Which of the bases of its batch. */
  readonly basis: number;
  /** Which of the payload templates of its batch. */
  readonly form: number;
  readonly audience: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
  /** Index in the status list. */
  readonly index: number;
  /** Subject of the token with which it was asked for. */
  readonly requestedBy: string;
}

/** As it is stored: without names, since there are many. */
type StoredMember = readonly [
  own: string,
  basis: number,
  form: number,
  audience: string,
  expiresAt: number,
  index: number,
  requestedBy: string,
];

/** The members of a batch as JSON. */
export const writeMembers = (members: readonly Member[]): string =>
  JSON.stringify(
    members.map(({ own, basis, form, audience, expiresAt, index, requestedBy }): StoredMember => [
      own,
      basis,
      form,
      audience,
      expiresAt,
      index,
      requestedBy,
    ]),
  );

/** The result of `writeMembers`. */
export const readMembers = (json: string): readonly Member[] =>
  (JSON.parse(json) as StoredMember[]).map(
    ([own, basis, form, audience, expiresAt, index, requestedBy]) => ({
      own,
      basis,
      form,
      audience,
      expiresAt,
      index,
      requestedBy,
    }),
  );

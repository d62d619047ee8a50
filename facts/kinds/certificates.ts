import { numberKey } from '../../schema/spelling.ts';
import { stated, type KindDescription } from './description.ts';

/** Grounds of a number: as written, which is what older attestations stand on, and as numbers are compared. */
export const ofNumber = (number: string): readonly string[] => [
  ...new Set([`certificates:${number}`, `certificates:${numberKey(number)}`]),
];

/** Certificates (ISO/IEC 17065), in the name of their issuer. */
export const certificates: KindDescription<'certificates'> = {
  identifier: 'number',
  indexes: [
    { likeness: 1 },
    { grams: 1, _id: 1 },
    { 'fact.issued': 1, _id: 1 },
    { 'fact.validUntil': 1, _id: 1 },
    { 'fact.issuer': 1, key: 1 },
    { 'fact.holder.id': 1, key: 1 },
    { 'fact.scheme': 1, key: 1 },
    { 'fact.issuerTerritory': 1, key: 1 },
  ],
  isArrangement: false,
  claims: ({ issuer, issuerTerritory, register }) => ({
    territories: [issuerTerritory],
    bodies: [issuer],
    registers: stated(register),
  }),
  // Another body's certificate of the same number is another certificate (RULE §1).
  isForeign: (own, other) =>
    own.issuer === other.issuer && own.issuerTerritory !== other.issuerTerritory,
  dependencies: ({ number }) => ofNumber(number),
  impact: ({ number }) => ({ number: [number] }),
};

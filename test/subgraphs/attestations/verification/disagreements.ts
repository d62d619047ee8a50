/** Claims with another value at a path (`mra.certificate.scheme`); undefined takes it out. */
export function changed(
  claims: Readonly<Record<string, unknown>>,
  path: string,
  value: unknown,
): Record<string, unknown> {
  const copy = structuredClone(claims) as Record<string, unknown>;
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let at = copy;
  for (const step of steps) at = at[step] as Record<string, unknown>;
  at[last] = value;
  return copy;
}

/** Each place in which an attestation says something that it says elsewhere too, and another value for it. */
export const DISAGREEMENTS: readonly (readonly [path: string, value: unknown])[] = [
  ['id', 'https://hub.example.org/attestations/x'],
  ['jti', 'https://hub.example.org/attestations/x'],
  ['iss', 'did:web:other.example'],
  ['issuer.id', 'did:web:other.example'],
  ['sub', 'https://hub.example.org/certificates/X'],
  ['sub', 'https://hub.example.org/certificates/OTHER/CNNZ-01'],
  ['credentialSubject.id', 'https://hub.example.org/certificates/X'],
  ['credentialSubject.conformityCertificate.linkURL', 'https://hub.example.org/certificates/X'],
  ['credentialSubject.conformityCertificate.linkName', 'X'],
  ['credentialSubject.name', 'Certificate X'],
  ['mra.question.certificate', 'X'],
  ['mra.certificate.number', 'X'],
  ['name', 'Recognition attestation X -> CN'],
  ['name', 'Recognition attestation SYN-NZ-CCC-1 -> US'],
  ['mra.question.market', 'US'],
  ['mra.importing', 'US'],
  ['mra.exporting', 'FR'],
  ['mra.certificate.issuerTerritory', 'FR'],
  [
    'credentialSubject.authorisation.0.issuingAuthority.id',
    'https://hub.example.org/territories/FR',
  ],
  ['credentialSubject.authorisation.0.issuingAuthority.name', 'Authority of FR'],
  ['mra.question.claimed', { issuerTerritory: 'FR' }],
  ['credentialSubject.referenceScheme.name', 'CC-2014'],
  ['credentialSubject.referenceScheme.id', 'https://hub.example.org/schemes/CC-2014'],
  ['mra.certificate.scheme', 'CC-2014'],
  ['mra.question.claimed', { scheme: 'CC-2014' }],
  ['mra.certificate.issuer', 'ANSSI'],
  ['mra.question.claimed', { issuer: 'ANSSI' }],
  ['mra.question.issuer', 'ANSSI'],
  [
    'credentialSubject.authorisation.0.name',
    'ANSSI as conformity assessment body, recognised under CN-NZ-EEE',
  ],
  ['mra.agreement', 'CCRA'],
  ['mra.certificate.object', 'TEST_REPORT'],
  ['credentialSubject.attestationType', 'testing'],
  ['credentialSubject.issuedToParty.registeredId', 'somebody'],
  ['mra.certificate.holder', { id: 'somebody', name: { en: 'Somebody' } }],
  ['mra.certificate.issued', '1999-01-01'],
  ['mra.question.claimed', { issued: '1999-01-01' }],
  ['mra.question.knownAt', '2020-01-01T00:00:00.000Z'],
  ['nbf', 1],
  ['exp', 1_799_999_999],
  ['validFrom', '2026-11-22T08:11:28Z'],
  ['validUntil', '2026-11-29T08:11:28Z'],
  ['mra.sourceDigest', `sha-256:${'A'.repeat(43)}`],
  ['credentialSubject.conformityCertificate.digestMultibase', `uEiA${'A'.repeat(43)}`],
  ['mra.certificate.level', 'EAL7'],
  ['status.status_list.idx', 411],
  ['status.status_list.uri', 'https://hub.example.org/status/8'],
  ['credentialStatus.statusListIndex', 411],
  ['credentialStatus.statusListIndex', '411'],
  ['credentialStatus.statusListCredential', 'https://hub.example.org/status/8?format=bitstring'],
  ['credentialStatus.id', 'https://hub.example.org/status/7?format=bitstring#411'],
  ['credentialStatus.id', 'https://other.example/status/7?format=bitstring#412'],
];

import type {
  Body,
  Certificate,
  FactsDocument,
  Register,
} from '../../../schema/generated/facts.ts';

/** A row of the reduced sec-certs table. */
export interface CommonCriteriaRow {
  readonly certId: string;
  readonly product: string;
  readonly status: 'active' | 'archived';
  readonly category: string;
  readonly holder: string;
  readonly issuerCountry: string;
  readonly assurance: readonly string[];
  readonly eal: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly lab: string | null;
  readonly protectionProfiles: readonly string[];
  readonly reportUrl: string | null;
}

/** The day after the youngest certificate of the table; the source does not say when it was read. */
const READ_ON = '2023-09-30';

const REGISTER: Register = {
  id: 'CC-PORTAL-2023',
  name: { en: 'Common Criteria portal as read by sec-certs in 2023' },
  coverage: 'PARTIAL',
  schemes: ['COMMON_CRITERIA'],
  snapshots: [{ asAt: READ_ON, recordedAt: READ_ON }],
  // Bundled to be tried out: a register in use would say days, or weeks.
  maxAgeDays: 3650,
  note: 'Smart cards and similar devices of four issuing countries only: absence proves nothing.',
};

const BODIES: Readonly<Record<string, Body>> = {
  DE: {
    id: 'BSI',
    name: {
      de: 'Bundesamt für Sicherheit in der Informationstechnik',
      en: 'Federal Office for Information Security (BSI)',
      zh: '德国联邦信息安全办公室',
    },
    kind: 'CERTIFICATION_BODY',
    territory: 'DE',
  },
  FR: {
    id: 'ANSSI',
    name: {
      en: 'National Cybersecurity Agency of France (ANSSI)',
      fr: "Agence nationale de la sécurité des systèmes d'information",
      zh: '法国国家信息系统安全局',
    },
    kind: 'CERTIFICATION_BODY',
    territory: 'FR',
    note: 'Certificates before July 2009 were issued by its predecessor, the DCSSI.',
  },
  NL: {
    id: 'NSCIB',
    name: {
      en: 'Netherlands Scheme for Certification in the Area of IT Security (NSCIB)',
      zh: '荷兰信息技术安全认证体系',
    },
    kind: 'CERTIFICATION_BODY',
    territory: 'NL',
    note: 'The scheme stands for its certification body, which the source does not name.',
  },
  ES: {
    id: 'CCN',
    name: {
      en: 'National Cryptologic Centre (CCN)',
      es: 'Centro Criptológico Nacional',
      zh: '西班牙国家密码中心',
    },
    kind: 'CERTIFICATION_BODY',
    territory: 'ES',
  },
  SE: {
    id: 'CSEC',
    name: { en: 'Swedish Certification Body for IT Security (CSEC)', zh: '瑞典信息安全认证机构' },
    kind: 'CERTIFICATION_BODY',
    territory: 'SE',
  },
};

/** Certificates whose certification reports state more than the table: how they were accepted. */
const FROM_REPORTS: readonly Certificate[] = [
  {
    number: 'BSI-DSZ-CC-0517-2009',
    issuer: 'BSI',
    issuerTerritory: 'DE',
    scheme: 'COMMON_CRITERIA',
    issued: '2009-02-20',
    level: 'EAL2',
    components: ['ALC_FLR.1'],
    note: 'real',
  },
  {
    number: 'BSI-DSZ-CC-0683-2014',
    issuer: 'BSI',
    issuerTerritory: 'DE',
    scheme: 'COMMON_CRITERIA',
    issued: '2014-12-05',
    level: 'EAL3',
    components: ['ALC_FLR.1'],
    acceptedIntoProcess: '2014-09-07',
    note: 'real; acceptance "before 08 September 2014", latest possible day entered',
  },
  {
    number: 'CSEC2018013',
    issuer: 'CSEC',
    issuerTerritory: 'SE',
    scheme: 'COMMON_CRITERIA',
    issued: '2020-06-15',
    level: 'EAL3',
    components: ['ALC_FLR.2'],
    validUntil: '2025-06-15',
    note: 'real: NetIQ Identity Manager 4.7',
  },
];

const SMART_CARDS = 'ICs, Smart Cards and Smart Card-Related Devices and Systems';

function issuerOf(row: CommonCriteriaRow): Body {
  const body = BODIES[row.issuerCountry];
  if (body === undefined) throw new Error(`${row.certId}: no body known for ${row.issuerCountry}`);
  return body;
}

/** The day on which the DCSSI became the ANSSI. */
const ANSSI_SINCE = '2009-07-08';

interface Mended {
  readonly number: string;
  readonly validUntil: string | undefined;
  /** Why either is not what the source has. */
  readonly reasons: readonly string[];
}

/** What the source is known to have wrong, as the reports themselves (which it links) have it. */
function mended({ certId, validFrom, validUntil }: CommonCriteriaRow): Mended {
  const reasons: string[] = [];
  let number = certId;
  // A number with a counter of re-certifications was given a second ending.
  if (/-CR\d+-CR$/.test(number)) number = number.slice(0, -'-CR'.length);
  // All French numbers were given the present name of the body.
  if (number.startsWith('ANSSI-CC-') && validFrom < ANSSI_SINCE)
    number = number.replace('ANSSI-CC-', 'DCSSI-');
  if (number !== certId) reasons.push(`number in the source: ${certId}`);
  if (validUntil <= validFrom) {
    reasons.push(`end not stated: the source gives ${validUntil}, the day of issue`);
    return { number, validUntil: undefined, reasons };
  }
  return { number, validUntil, reasons };
}

/** The package without its plus sign; what the plus stands for is in the components. */
const levelOf = (eal: string): string => eal.replace(/\+$/, '');

function certificate(row: CommonCriteriaRow): Certificate {
  const issuer = issuerOf(row);
  const components = row.assurance.filter((item) => !item.startsWith('EAL'));
  const { number, validUntil, reasons } = mended(row);
  const note = [
    ...reasons,
    ...(row.lab === null ? [] : [`laboratory: ${row.lab}`]),
    `status in the source: ${row.status}`,
    ...(row.reportUrl === null ? [] : [`report: ${row.reportUrl}`]),
  ];
  return {
    number,
    issuer: issuer.id,
    holder: { id: `${REGISTER.id}:${row.holder}`, name: { en: row.holder } },
    product: { name: { en: row.product } },
    issuerTerritory: issuer.territory,
    scheme: 'COMMON_CRITERIA',
    level: levelOf(row.eal),
    ...(components.length > 0 && { components }),
    ...(row.protectionProfiles.length > 0 && { profiles: row.protectionProfiles }),
    ...(row.category === SMART_CARDS && { domain: 'SMARTCARDS_AND_SIMILAR' }),
    issued: row.validFrom,
    ...(validUntil !== undefined && { validUntil }),
    register: REGISTER.id,
    recordedAt: READ_ON,
    note: note.join('\n'),
  };
}

/**
 * Common Criteria certificates as facts. A number that comes twice with the same content becomes
 * one certificate; with different content it is an error, for a person to settle.
 */
export function commonCriteria(table: readonly CommonCriteriaRow[]): FactsDocument {
  const certificates = new Map(FROM_REPORTS.map((record) => [record.number, record]));
  for (const row of table) {
    const record = certificate(row);
    const earlier = certificates.get(record.number);
    if (earlier !== undefined && JSON.stringify(earlier) !== JSON.stringify(record))
      throw new Error(`${record.number} comes twice with different content`);
    certificates.set(record.number, record);
  }
  return {
    note:
      'Common Criteria certificates 2005-2023, from crocs-muni/sec-certs (MIT), commit ' +
      '57f072cd08d2d290a667844b069ecbe38d4b0d4d, ecdf_archival_data.csv; facts of ' +
      'commoncriteriaportal.org. The first three are transcribed from certification reports. ' +
      'validUntil is what the source gives: for archived certificates the day of archiving. Numbers and days that ' +
      'the source has wrong are mended; the note of the certificate says how.',
    bodies: Object.values(BODIES),
    registers: [REGISTER],
    certificates: [...certificates.values()],
  };
}

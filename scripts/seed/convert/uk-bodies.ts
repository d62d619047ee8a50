import type {
  Approval,
  Body,
  Designation,
  FactsDocument,
} from '../../../schema/generated/facts.ts';

/** A body of the UK register (public fields only). */
export interface UkBody {
  readonly cabId: string;
  readonly name: string;
  readonly cabNumber: string | null;
  readonly status: 'Published' | 'Historical';
  readonly registeredOfficeLocation: string;
  readonly bodyTypes: readonly string[];
  readonly mraCountries: readonly string[];
  readonly legislativeAreas: readonly { readonly name: string }[];
  readonly schedules: readonly { readonly label: string; readonly legislativeArea: string }[];
  readonly publicationEvents: readonly { readonly action: string; readonly at: string }[];
}

const SEATS: Readonly<Record<string, string>> = {
  'United Kingdom': 'GB',
  'United States': 'US',
  Australia: 'AU',
  Canada: 'CA',
  'New Zealand': 'NZ',
  Hungary: 'HU',
  France: 'FR',
};

interface Partner {
  readonly country: string;
  /** How the register's labels name the agreement (spelling as found there). */
  readonly label: RegExp;
  readonly agreement: string;
  /** Annex by legislative area; null: the agreement has one annex for all. */
  readonly annexes: Readonly<Record<string, string>> | null;
}

const PARTNERS: readonly Partner[] = [
  {
    country: 'USA',
    label: /UK-USA? M/,
    agreement: 'UK-US-MRA',
    annexes: { 'Electromagnetic compatibility': 'emc', 'Radio equipment': 'radio' },
  },
  { country: 'Australia', label: /UK-Austrai?lia/, agreement: 'UK-AU-MRA', annexes: null },
  { country: 'New Zealand', label: /New Zealand MRA/, agreement: 'UK-NZ-MRA', annexes: null },
  {
    country: 'Canada',
    label: /UK-Canada/,
    agreement: 'UK-CA-MRA',
    annexes: { 'Radio equipment': 'radio' },
  },
];

const LABORATORY = new Set(['UK body designated under MRA', 'Overseas body']);
const INSPECTORS = new Set(['User inspectorate', 'Recognised third-party']);

const idOf = (entry: UkBody): string => `GB-CAB-${entry.cabNumber ?? entry.cabId.slice(0, 8)}`;

/** The day from which the register shows the entry; the appointment itself is not dated there. */
function shownSince(entry: UkBody): string {
  const first = entry.publicationEvents.find(({ action }) => action === 'Published');
  if (first === undefined) throw new Error(`${entry.name}: no day of publication`);
  return first.at.slice(0, 10);
}

function kindOf(types: readonly string[]): Body['kind'] {
  if (types.every((type) => LABORATORY.has(type))) return 'LABORATORY';
  return types.every((type) => INSPECTORS.has(type)) ? 'INSPECTION_BODY' : 'CERTIFICATION_BODY';
}

function body(entry: UkBody): Body {
  const territory = SEATS[entry.registeredOfficeLocation];
  if (territory === undefined) throw new Error(`Unknown seat ${entry.registeredOfficeLocation}`);
  const areas = [...new Set(entry.legislativeAreas.map(({ name }) => name.trim()))].sort();
  return {
    id: idOf(entry),
    name: { en: entry.name },
    kind: kindOf(entry.bodyTypes),
    territory,
    note:
      `${entry.status} in the UK register as ${entry.bodyTypes.join(', ')}; ` +
      `legislative areas: ${areas.join('; ')}`,
  };
}

/** Sectors, as the agreements name them, of the legislative areas of the register. */
const SECTORS: Readonly<Record<string, string>> = {
  'Construction products': 'construction-products',
  Ecodesign: 'ecodesign',
  'Electromagnetic compatibility': 'emc',
  'Equipment and protective systems for use in potentially explosive atmospheres': 'atex',
  Explosives: 'civil-explosives',
  'Gas appliances and related': 'gas-appliances',
  Lifts: 'lifts',
  Machinery: 'machinery',
  'Marine equipment': 'marine',
  'Measuring instruments': 'measuring-instruments',
  'Medical devices': 'medical-devices',
  'Noise emissions in the environment by equipment for use outdoors': 'outdoor-noise',
  'Non-automatic weighing instruments': 'nawi',
  'Personal protective equipment': 'ppe',
  'Pressure equipment': 'pressure-equipment',
  Pyrotechnics: 'pyrotechnics',
  'Radio equipment': 'radio',
  'Railway interoperability': 'rail',
  'Recreational craft': 'recreational-craft',
  'Simple pressure vessels': 'simple-pressure-vessels',
  Toys: 'toys',
  'Transportable pressure equipment': 'transportable-pressure-equipment',
};

/** What the body is approved for. @throws for an area that has no sector */
function sectorsOf(entry: UkBody): string[] {
  const sectors = entry.legislativeAreas.map(({ name }) => {
    const sector = SECTORS[name.trim()];
    if (sector === undefined) throw new Error(`No sector for ${name}`);
    return sector;
  });
  if (sectors.length === 0) throw new Error(`${entry.name}: approved for nothing`);
  return [...new Set(sectors)].sort();
}

function approvals(entry: UkBody): Approval[] {
  const since = { from: shownSince(entry), note: 'first day in the register; appointment undated' };
  const types = new Set(entry.bodyTypes);
  return [
    // An overseas body is approved through a mutual recognition agreement, by whose rules it counts.
    ...(types.has('Approved body') && !types.has('Overseas body')
      ? [
          {
            body: idOf(entry),
            territory: 'GB-GBN',
            schemes: ['UKCA'],
            sectors: sectorsOf(entry),
            ...since,
          },
        ]
      : []),
    ...(types.has('NI Notified body')
      ? [
          {
            body: idOf(entry),
            territory: 'GB-NIR',
            schemes: ['UKNI'],
            sectors: sectorsOf(entry),
            ...since,
          },
        ]
      : []),
  ];
}

function designations(entry: UkBody): Designation[] {
  if (entry.registeredOfficeLocation !== 'United Kingdom') return [];
  return PARTNERS.flatMap(({ country, label, agreement, annexes }) => {
    const labels = entry.schedules.filter((schedule) => label.test(schedule.label));
    if (labels.length === 0 && !entry.mraCountries.includes(country)) return [];
    const known = labels.flatMap(({ legislativeArea }) => annexes?.[legislativeArea.trim()] ?? []);
    if (annexes !== null && known.length === 0) return [];
    return {
      body: idOf(entry),
      agreement,
      ...(annexes !== null && { annexes: [...new Set(known)].sort() }),
      by: 'GB',
      from: shownSince(entry),
      note: 'first day in the register; designation undated',
    };
  });
}

/**
 * Bodies of the UK register. Only entries that the register shows as current give approvals and
 * designations: of historical ones it says neither when they began nor when they ended.
 */
export function ukBodies(entries: readonly UkBody[]): FactsDocument {
  const sorted = [...entries].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  const current = sorted.filter(({ status }) => status === 'Published');
  return {
    note:
      '100 bodies of the UK Market Conformity Assessment Bodies register, from ' +
      'OfficeForProductSafetyAndStandards/ukmcab (MIT), commit ' +
      '129eab7afeca57fbecf3981a0d6c55a324444c87, cab-data.json, public fields.',
    bodies: sorted.map(body),
    approvals: current.flatMap(approvals),
    designations: current.flatMap(designations),
  };
}

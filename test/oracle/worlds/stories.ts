import type { Dice } from './dice.ts';

/**
 * What a world may be about: features that only say something together. A story raises the world's
 * taste for its features and lowers it for all others, so that rare codes are reached.
 */
export const STORIES: Readonly<Record<string, readonly string[]>> = {
  designation: ['designations', 'events of designations'],
  'designation contested': ['designations', 'contested'],
  'designation lapsed': ['designations', 'lapsed designations', 'events of designations'],
  'designation inherited from a predecessor': ['designations', 'succession', 'ended agreements'],
  'accreditation lost': [
    'accreditation agreements',
    'accreditation',
    'events of accreditations',
    'transfer windows',
  ],
  'signatory lost': [
    'accreditation agreements',
    'accreditation',
    'events of signatories',
    'lapsed signatories',
    'succession',
  ],
  levels: ['levels', 'level rules'],
  products: ['product lists', 'catalogues', 'measures', 'origin'],
  'products not described closely': ['product lists', 'loose products', 'scopes', 'spellings'],
  'catalogues about products not described closely': ['catalogues', 'measures', 'loose products'],
  'whose number it is': ['namesakes', 'spellings', 'misprints', 'transfers', 'measures'],
  'orders under appeal': ['debarments', 'events of debarments', 'renewals'],
  renewals: ['renewals', 'certificate events', 'sunset', 'designations', 'accreditation'],
  sectors: ['no sectors', 'approvals', 'accreditation', 'scheme sectors', 'annex parties'],
  'divided markets': ['divided markets', 'measures', 'limited certificates', 'conditions'],
  'lists not known yet': ['knowledge', 'product lists', 'requirements', 'annex parties', 'levels'],
  'scope changes': ['scopes', 'certificate events'],
  'certificate in trouble': ['certificate events', 'recorded events'],
  'late knowledge': ['knowledge', 'recorded events', 'certificate events'],
  editions: ['old editions', 'certificate events'],
  'bodies in trouble': ['debarments', 'events of approvals', 'approvals'],
  'domestic schemes': ['domestic schemes', 'events of approvals', 'limited certificates'],
  exchanges: ['exchanges', 'conditions'],
  'the end of an agreement': ['ended agreements', 'succession', 'sunset'],
  'parties come and go': ['moving parties', 'sunset', 'exclusions'],
  requirements: ['modes', 'requirements', 'conditions'],
  registers: ['ageing registers', 'transfers', 'duplicates'],
  outages: ['outages', 'accreditation', 'designations', 'ageing registers'],
};

/** Most worlds follow one or two stories; the others are of everything a little. */
export function tellStories(dice: Dice): void {
  if (dice.chance(0.2)) return;
  const told = dice.times(dice.between(1, 2), () => dice.pick(Object.values(STORIES)));
  dice.favour(told.flat());
}

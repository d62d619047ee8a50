import type { Attack } from '../attack.ts';
import { DOOR_ATTACKS } from './doors.ts';
import { NAMES_ATTACKS } from './names.ts';
import { WORK_ATTACKS } from './work.ts';

/** Everything that is tried. */
export const ATTACKS: readonly Attack[] = [...NAMES_ATTACKS, ...WORK_ATTACKS, ...DOOR_ATTACKS];

/** The clients beside the honest one: what each of them tries, by turns. */
export const CLIENTS = 8;

/** What a client tries: one attack, or two by turns where there are more attacks than clients. */
export const attacksOf = (client: number): readonly Attack[] =>
  ATTACKS.filter((_, index) => index % CLIENTS === client);

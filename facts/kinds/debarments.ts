import { stated, type KindDescription } from './description.ts';

/** Orders against bodies or persons: in one market, or everywhere by the body of the territory. */
export const debarments: KindDescription<'debarments'> = {
  indexes: [{ 'fact.body': 1 }, { 'fact.person': 1 }],
  isArrangement: false,
  claims: ({ market, body, by }) => {
    if (market !== undefined) return { territories: [market], authorities: stated(by) };
    return body === undefined ? null : { bodies: [body], authorities: stated(by) };
  },
  dependencies: ({ body, person }) => [
    ...stated(body).map((id) => `bodies:${id}`),
    ...stated(person).map((id) => `persons:${id}`),
  ],
  impact: ({ body, person }) => ({ issuer: stated(body), person: stated(person) }),
};

import type { GraphQLError } from 'graphql';
import { MAX_STRING_CHARACTERS, MAX_VARIABLE_DEPTH } from '../config/limits.ts';
import { publicError } from './codes.ts';

/**
 * Measures the variables of a request, whatever their types: how deep they nest and how long their
 * strings are. Stops at the first excess.
 */
export function exceededByVariables(variables: unknown): GraphQLError | undefined {
  let level: unknown[] = [variables];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_VARIABLE_DEPTH)
      return publicError(
        'BAD_USER_INPUT',
        `Variables may nest at most ${MAX_VARIABLE_DEPTH} levels deep.`,
      );
    const below: unknown[] = [];
    for (const value of level) {
      if (typeof value === 'string' && value.length > MAX_STRING_CHARACTERS)
        return publicError(
          'BAD_USER_INPUT',
          `A string in the variables may have at most ${MAX_STRING_CHARACTERS} characters.`,
        );
      if (typeof value === 'object' && value !== null)
        for (const item of Object.values(value)) below.push(item);
    }
    level = below;
  }
  return undefined;
}

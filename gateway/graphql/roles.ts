import { Kind, parse } from 'graphql';
import type { DirectiveNode } from 'graphql';
import type { Identity } from '../../subgraphs/federation/subgraph.ts';
import { publicError } from './codes.ts';

/** A field that asks for a role: `@requiresRole` of our schema. */
export interface Restriction {
  /** Scopes of which one suffices. */
  readonly scopes: readonly string[];
}

/** Restrictions by schema coordinate (`Mutation.issueAttestation`). */
export type RoleRules = ReadonlyMap<string, Restriction>;

/** Permits whatever any role permits. */
const ADMINISTRATOR = 'hub:admin';

/** Composition may prefix a directive with the name of its specification. */
const DIRECTIVE = /^(?:\w+__)?requiresRole$/;

/** Reads the restrictions that composition kept in the supergraph. */
export function roleRules(supergraphSdl: string): RoleRules {
  const rules = new Map<string, Restriction>();
  for (const definition of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const field of definition.fields ?? []) {
      const directive = field.directives?.find(({ name }) => DIRECTIVE.test(name.value));
      if (directive)
        rules.set(`${definition.name.value}.${field.name.value}`, { scopes: scopesOf(directive) });
    }
  }
  return rules;
}

function scopesOf(directive: DirectiveNode): string[] {
  const value = directive.arguments?.find(({ name }) => name.value === 'scopes')?.value;
  if (value?.kind !== Kind.LIST) return [];
  return value.values.flatMap((item) => (item.kind === Kind.STRING ? [item.value] : []));
}

/**
 * Refuses an operation early when the caller's token cannot permit it. The subgraph decides again,
 * where ownership is known.
 */
export function refusal(
  restrictions: readonly Restriction[],
  identity: Identity | null,
): ReturnType<typeof publicError> | undefined {
  for (const { scopes } of restrictions) {
    if (!identity) return publicError('UNAUTHENTICATED');
    if (identity.scopes.has(ADMINISTRATOR) || scopes.some((scope) => identity.scopes.has(scope)))
      continue;
    return publicError('FORBIDDEN', `The access token needs the scope ${scopes.join(' or ')}.`);
  }
  return undefined;
}

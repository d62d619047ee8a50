import { Kind } from 'graphql';
import type { DocumentNode, SelectionSetNode } from 'graphql';
import type { SubgraphError } from '../source.ts';
import type { Entity, EntityRequest } from './planning/plan.ts';

/**
 * What an outage of a subgraph means. Evidence fields are inputs of a decision that knows how to
 * answer without them ("don't know"): they become null, and the decision is still made. Anything
 * else stays an error.
 */
export interface OutageRules {
  readonly isEvidence: (typename: string, field: string) => boolean;
  /** Told of every failed call, for logs and metrics; never of its content to a caller. */
  readonly report: (subgraph: string, error: unknown) => void;
}

export const noOutageRules: OutageRules = {
  isEvidence: () => false,
  report: () => undefined,
};

/** The evidence that one entity fetch brings. */
export interface FetchEvidence {
  /** Makes evidence that did not arrive an explicit null. */
  readonly markMissing: (entities: readonly Entity[]) => void;
  /** Whether the decision itself will report this error, as evidence that is missing. Who drops it reports it. */
  readonly explains: (error: SubgraphError) => boolean;
  /** The error of a source that is too busy for the evidence: no decision is made without it. */
  readonly delayedBy: (errors: readonly SubgraphError[]) => SubgraphError | undefined;
}

/** Error names which mean that a source, or something that it needs, did not answer. */
const OUTAGES: ReadonlySet<unknown> = new Set([
  'SUBGRAPH_UNAVAILABLE',
  'AUTH_UNAVAILABLE',
  // Of services that are not ours: what the system says of a connection.
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
const isOutage = (code: unknown): boolean => OUTAGES.has(code);

/** The error that a caller gets for a call that failed. */
export const UNAVAILABLE: SubgraphError = {
  message: 'A data source did not answer.',
  extensions: { code: 'SUBGRAPH_UNAVAILABLE' },
};
const MISTAKES = [TypeError, RangeError, ReferenceError] as const;

/**
 * A call that failed, as an error of its answer: the source did not answer, or this program made a
 * mistake in calling it, which is no outage.
 */
export function failedCall(error: unknown): SubgraphError {
  const isMistake = MISTAKES.some((type) => error instanceof type);
  if (!isMistake || 'code' in (error as Error)) return UNAVAILABLE;
  return { message: 'The call failed.', originalError: error as Error };
}

/** The report of an error that the decision accounts for. */
export const reportOf = ({ extensions, originalError }: SubgraphError): Error =>
  originalError ?? new Error(`It answered with ${String(extensions?.['code'])}`);

/** The error of a source that works but is busy. */
export const BUSY: SubgraphError = { message: '', extensions: { code: 'UNAVAILABLE' } };

const isBusy = ({ extensions }: SubgraphError): boolean =>
  extensions?.['code'] === BUSY.extensions?.['code'];

/** The same of an answer's own fields: below them may be evidence, or what it is found by. */
export const delayedWithin = (errors: readonly SubgraphError[]): SubgraphError | undefined =>
  errors.find((error) => isBusy(error) && (error.path?.length ?? 0) > 1);

const none: FetchEvidence = {
  markMissing: () => undefined,
  explains: () => false,
  delayedBy: () => undefined,
};

/** Finds the evidence fields in the operation of an entity fetch. */
export function evidenceOf(
  document: DocumentNode,
  requests: readonly EntityRequest[],
  rules: OutageRules,
): FetchEvidence {
  const roots = new Set(requests.map(({ key }) => key));
  const evidence = new Map<string, Set<string>>();
  let others = 0;
  const visit = (selectionSet: SelectionSetNode, typename: string): void => {
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT)
        visit(selection.selectionSet, selection.typeCondition?.name.value ?? typename);
      else if (selection.kind === Kind.FIELD) {
        const name = selection.name.value;
        const key = (selection.alias ?? selection.name).value;
        if (typename === '' && selection.selectionSet && roots.has(key))
          visit(selection.selectionSet, typename);
        else if (rules.isEvidence(typename, name)) {
          const fields = evidence.get(typename) ?? new Set<string>();
          fields.add(key);
          evidence.set(typename, fields);
        } else if (name !== '__typename') others += 1;
      }
    }
  };
  for (const definition of document.definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION) visit(definition.selectionSet, '');
  if (evidence.size === 0) return none;

  const names = new Set([...evidence.values()].flatMap((fields) => [...fields]));
  return {
    markMissing(entities) {
      for (const entity of entities)
        for (const name of evidence.get(String(entity['__typename'])) ?? []) entity[name] ??= null;
    },
    explains({ path, extensions }) {
      // A mistake of the program is an error, whatever the decision would make of its absence.
      if (!isOutage(extensions?.['code'])) return false;
      const field = path?.[2];
      return field === undefined ? others === 0 : names.has(String(field));
    },
    delayedBy: (errors) => errors.find(isBusy),
  };
}

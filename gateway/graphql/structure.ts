import { Kind, visit } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLError,
  SelectionSetNode,
} from 'graphql';
import {
  MAX_ALIASES,
  MAX_DEPTH,
  MAX_DIRECTIVES,
  MAX_FIELD_PAIRS,
  MAX_INTROSPECTION_DEPTH,
  MAX_ROOT_FIELDS,
  MAX_SELECTIONS,
  MAX_STRING_CHARACTERS,
} from '../config/limits.ts';
import { publicError } from './codes.ts';
import { HubError } from '../../lib/errors/hub-error.ts';

/**
 * Measures a document before it is validated, since validation itself takes time that grows faster
 * than the document: fragments expanded, at most {@link MAX_SELECTIONS} steps.
 * @returns the first limit exceeded, or undefined
 */
export function exceededLimit(document: DocumentNode): GraphQLError | undefined {
  try {
    countLeaves(document);
    new Expansion(document).run();
    return undefined;
  } catch (error) {
    if (error instanceof Exceeded) return error.reason;
    throw error;
  }
}

/** Ends the measuring of a document; never leaves this module. */
class Exceeded extends HubError<'LIMIT_EXCEEDED'> {
  readonly reason: GraphQLError;

  constructor(reason: GraphQLError) {
    super('LIMIT_EXCEEDED', reason.message);
    this.reason = reason;
  }
}

function atMost(limit: number, count: number, what: string): void {
  if (count > limit)
    throw new Exceeded(
      publicError('LIMIT_EXCEEDED', `An operation may have at most ${limit} ${what}.`),
    );
}

function countLeaves(document: DocumentNode): void {
  let directives = 0;
  visit(document, {
    Directive() {
      directives += 1;
      atMost(MAX_DIRECTIVES, directives, 'directives');
    },
    StringValue({ value }) {
      atMost(MAX_STRING_CHARACTERS, value.length, 'characters in a string');
    },
  });
}

/** A field found while expanding, with what it adds to the limits that follow a path. */
interface Found {
  readonly node: FieldNode;
}

class Expansion {
  readonly #document: DocumentNode;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  #selections = 0;
  #pairs = 0;
  #aliases = 0;

  constructor(document: DocumentNode) {
    this.#document = document;
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION)
        this.#fragments.set(definition.name.value, definition);
  }

  run(): void {
    for (const definition of this.#document.definitions) {
      // Fragments count by themselves too: validation looks at those that nobody spreads. Their
      // depth counts where they are spread.
      if (!('selectionSet' in definition)) continue;
      const isOperation = definition.kind === Kind.OPERATION_DEFINITION;
      this.#aliases = 0;
      const maxDepth = isOperation ? MAX_DEPTH : Number.POSITIVE_INFINITY;
      this.#level([definition.selectionSet], 1, maxDepth, isOperation);
    }
  }

  /** Selections at one place of the response, of however many selection sets that meet there. */
  #level(
    sets: readonly SelectionSetNode[],
    depth: number,
    maxDepth: number,
    isRoot: boolean,
  ): void {
    atMost(maxDepth, depth, 'levels of fields');
    const byName = new Map<string, Found[]>();
    for (const set of sets) this.#collect(set, byName, []);
    if (isRoot)
      atMost(
        MAX_ROOT_FIELDS,
        [...byName.values()].reduce((sum, found) => sum + found.length, 0),
        'root fields',
      );
    for (const found of byName.values()) {
      this.#pairs += (found.length * (found.length - 1)) / 2;
      atMost(MAX_FIELD_PAIRS, this.#pairs, 'pairs of fields with the same name');
      const below = found.flatMap(({ node }) => node.selectionSet ?? []);
      if (below.length === 0) continue;
      const introspective = found.every(({ node }) => node.name.value.startsWith('__'));
      this.#level(below, depth + 1, introspective ? MAX_INTROSPECTION_DEPTH : maxDepth, false);
    }
  }

  #collect(set: SelectionSetNode, byName: Map<string, Found[]>, within: readonly string[]): void {
    for (const selection of set.selections) {
      this.#selections += 1;
      atMost(MAX_SELECTIONS, this.#selections, 'selections, fragments expanded');
      switch (selection.kind) {
        case Kind.FIELD: {
          if (selection.alias) {
            this.#aliases += 1;
            atMost(MAX_ALIASES, this.#aliases, 'aliases');
          }
          const name = (selection.alias ?? selection.name).value;
          const found = byName.get(name);
          if (found) found.push({ node: selection });
          else byName.set(name, [{ node: selection }]);
          break;
        }
        case Kind.INLINE_FRAGMENT:
          this.#collect(selection.selectionSet, byName, within);
          break;
        case Kind.FRAGMENT_SPREAD:
          this.#spread(selection.name.value, byName, within);
      }
    }
  }

  #spread(name: string, byName: Map<string, Found[]>, within: readonly string[]): void {
    const fragment = this.#fragments.get(name);
    if (!fragment) return; // validation says so
    if (within.includes(name)) throw new Exceeded(cycle(name));
    this.#collect(fragment.selectionSet, byName, [...within, name]);
  }
}

const cycle = (name: string): GraphQLError =>
  publicError('GRAPHQL_VALIDATION_FAILED', `Fragment "${name}" spreads itself.`);

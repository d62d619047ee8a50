import { doTypesOverlap, getNamedType, isCompositeType, Kind, print, visit } from 'graphql';
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLField,
  GraphQLSchema,
  SelectionSetNode,
} from 'graphql';
import { isIntrospection, isLeftOut } from './conditions.ts';
import type { Conditions } from './conditions.ts';
import { fieldOf } from './fields.ts';
import { Level } from './level.ts';
import { Shape } from './shape.ts';
import type { CanonicalVariables } from './variables.ts';

/** Input for naming the fields of an operation. */
export interface NamingContext {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly conditions: Conditions;
  readonly variables: CanonicalVariables;
  readonly prefix: string;
}

/** The selection of an operation under names of ours. */
export interface NamedSelection {
  readonly shape: Shape;
  /** The part for the subgraphs. */
  readonly fields: Level;
  /** The part about the schema (introspection). */
  readonly introspection: Level;
}

/** Selections that meet at one place, each with the level that it is written to. */
interface Meeting {
  readonly level: Level;
  readonly set: SelectionSetNode;
}

/** A field as a caller selected it. */
interface Member {
  readonly node: FieldNode;
  readonly level: Level;
  readonly field: GraphQLField<unknown, unknown>;
}

/** Members that can meet on one object, and therefore ask the same under the same name. */
interface Group {
  readonly members: Member[];
  readonly parents: Set<GraphQLCompositeType>;
}

/** Names every field that an operation selects. */
export function nameSelections(
  root: GraphQLCompositeType,
  set: SelectionSetNode,
  context: NamingContext,
): NamedSelection {
  const fields = new Level(root);
  const naming = new Naming(context, new Level(root));
  const shape = naming.place([{ level: fields, set }]);
  return { shape, fields, introspection: naming.introspection };
}

class Naming {
  readonly introspection: Level;
  readonly #context: NamingContext;
  /** Names of ours by what they stand for. */
  readonly #names = new Map<string, string>();

  constructor(context: NamingContext, introspection: Level) {
    this.#context = context;
    this.introspection = introspection;
  }

  /**
   * Names what is selected at one place. A name stands for one field with one set of arguments on
   * types that can meet, throughout the operation: whatever a planner merges, of places or of types
   * that exclude each other, no two fields that differ have one name.
   */
  place(meetings: readonly Meeting[]): Shape {
    const members: Member[] = [];
    for (const { level, set } of meetings) this.#collect(level, set, members);
    const shape = new Shape();
    const taken = new Set<string>();
    for (const group of groupsOf(members, this.#context.schema)) {
      const [first] = group.members;
      if (!first) continue;
      const given = this.#arguments(first);
      const parents = [...group.parents].map((parent) => parent.name).sort();
      const ours = this.#name([parents, first.field.name, ...given.map(print)].join('\n'), taken);
      const below: Meeting[] = [];
      for (const { level, node, field } of group.members) {
        const type = getNamedType(field.type);
        const known = level.fields.get(ours) ?? {
          name: field.name,
          arguments: given,
          below: isCompositeType(type) ? new Level(type) : undefined,
        };
        level.fields.set(ours, known);
        if (known.below && node.selectionSet)
          below.push({ level: known.below, set: node.selectionSet });
      }
      shape.add({
        ours,
        asked: responseName(first.node),
        parents,
        below: this.place(below),
      });
    }
    return shape;
  }

  /** @param taken names given at the place: a field asked for twice is fetched twice */
  #name(standsFor: string, taken: Set<string>): string {
    for (let time = 0; ; time += 1) {
      const key = `${time}\n${standsFor}`;
      let ours = this.#names.get(key);
      if (ours === undefined)
        this.#names.set(key, (ours = `${this.#context.prefix}${this.#names.size}`));
      if (taken.has(ours)) continue;
      taken.add(ours);
      return ours;
    }
  }

  #collect(level: Level, set: SelectionSetNode, members: Member[]): void {
    const { schema, fragments, conditions } = this.#context;
    for (const selection of set.selections) {
      if (isLeftOut(selection.directives, conditions)) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const within = level.condition(schema, selection.typeCondition?.name.value);
        this.#collect(within, selection.selectionSet, members);
      } else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const name = selection.name.value;
        const fragment = fragments.get(name);
        if (!fragment || level.spread.has(name)) continue;
        level.spread.add(name);
        const within = level.condition(schema, fragment.typeCondition.name.value);
        this.#collect(within, fragment.selectionSet, members);
      } else if (selection.name.value === '__typename') level.askType();
      else {
        const field = fieldOf(level.type, selection.name.value);
        const to = isIntrospection(selection) ? this.introspection : level;
        members.push({ node: selection, level: to, field });
      }
    }
  }

  #arguments({ node, field }: Member) {
    return field.args.flatMap(({ name, type }) => {
      const given = node.arguments?.find((argument) => argument.name.value === name);
      return given ? [{ ...given, value: this.#context.variables.lift(given.value, type) }] : [];
    });
  }
}

const responseName = (node: FieldNode): string => (node.alias ?? node.name).value;

function groupsOf(members: readonly Member[], schema: GraphQLSchema): Group[] {
  const byIdentity = new Map<string, Group[]>();
  for (const member of members) {
    const identity = identityOf(member.node);
    const groups = byIdentity.get(identity) ?? [];
    const parent = member.level.type;
    const meets = ({ parents }: Group): boolean =>
      [...parents].some((other) => doTypesOverlap(schema, other, parent));
    const [first = { members: [], parents: new Set<GraphQLCompositeType>() }, ...joined] =
      groups.filter(meets);
    for (const { members: more, parents } of joined) {
      first.members.push(...more);
      for (const other of parents) first.parents.add(other);
    }
    first.members.push(member);
    first.parents.add(parent);
    byIdentity.set(identity, [
      ...groups.filter((group) => group !== first && !joined.includes(group)),
      first,
    ]);
  }
  return [...byIdentity.values()].flat();
}

/** Equal for selections of the same response name, field and arguments. */
function identityOf(node: FieldNode): string {
  const given = (node.arguments ?? []).map(({ name, value }) => {
    const sorted = visit(value, {
      ObjectValue: {
        leave: (object) => ({
          ...object,
          fields: object.fields.toSorted((a, b) => (a.name.value < b.name.value ? -1 : 1)),
        }),
      },
    });
    return `${name.value}:${print(sorted)}`;
  });
  return [responseName(node), node.name.value, ...given.sort()].join('\n');
}

import { isAbstractType, isInterfaceType, isObjectType, Kind } from 'graphql';
import type {
  ArgumentNode,
  FieldNode,
  GraphQLCompositeType,
  GraphQLSchema,
  InlineFragmentNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';

/** A field of a canonical selection. */
export interface LevelField {
  readonly name: string;
  readonly arguments: readonly ArgumentNode[];
  /** Undefined: it has no fields. */
  readonly below: Level | undefined;
}

const name = (value: string) => ({ kind: Kind.NAME, value }) as const;

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: name('__typename') };

/** The selection on objects of one type at one place; conditions on the type are levels within. */
export class Level {
  readonly type: GraphQLCompositeType;
  /** By response name of ours. */
  readonly fields = new Map<string, LevelField>();
  /** Names of the fragments that are in it. */
  readonly spread = new Set<string>();
  readonly #within: Level;
  readonly #conditions = new Map<string, Level>();
  /** Whether the caller asks of which type the objects are. */
  #asksType = false;

  /** @param within the level of the whole place */
  constructor(type: GraphQLCompositeType, within?: Level) {
    this.type = type;
    this.#within = within ?? this;
  }

  askType(): void {
    this.#within.#asksType = true;
  }

  /** The level of a type condition. */
  condition(schema: GraphQLSchema, condition: string | undefined): Level {
    if (condition === undefined || condition === this.type.name) return this;
    const type = schema.getType(condition);
    if (!isAbstractType(type) && !isObjectType(type)) throw new Error(`No type ${condition}`);
    const isMet =
      isAbstractType(type) &&
      (isObjectType(this.type) || isInterfaceType(this.type)) &&
      schema.isSubType(type, this.type);
    if (isMet) return this;
    let level = this.#conditions.get(condition);
    if (!level) this.#conditions.set(condition, (level = new Level(type, this.#within)));
    return level;
  }

  /** Undefined: nothing is selected, at the root of an operation or under a condition. */
  print(): SelectionSetNode | undefined {
    const selections: SelectionNode[] = [...this.fields].map(([alias, field]) => ({
      kind: Kind.FIELD,
      alias: name(alias),
      name: name(field.name),
      arguments: field.arguments,
      ...(field.below ? { selectionSet: field.below.#printPlace() } : {}),
    }));
    for (const [condition, level] of this.#conditions) {
      const selectionSet = level.print();
      if (selectionSet) selections.push(fragment(condition, selectionSet));
    }
    return selections.length > 0 ? { kind: Kind.SELECTION_SET, selections } : undefined;
  }

  /** Object types are known without asking; but a place of which nothing is asked needs something. */
  #printPlace(): SelectionSetNode {
    const selections = this.print()?.selections ?? [];
    const asksType = selections.length === 0 || (this.#asksType && isAbstractType(this.type));
    return {
      kind: Kind.SELECTION_SET,
      selections: asksType ? [TYPENAME, ...selections] : selections,
    };
  }
}

const fragment = (condition: string, selectionSet: SelectionSetNode): InlineFragmentNode => ({
  kind: Kind.INLINE_FRAGMENT,
  typeCondition: { kind: Kind.NAMED_TYPE, name: name(condition) },
  selectionSet,
});

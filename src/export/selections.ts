import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';

type Values = Readonly<Record<string, unknown>>;

const nameNode = (value: string) => ({ kind: Kind.NAME, value }) as const;

/** A field that is asked for, with the fields under it: fragments are put in, and what `skip` leaves out is gone. */
export class Asked {
  constructor(
    readonly parent: GraphQLObjectType,
    readonly field: GraphQLField<unknown, unknown>,
    readonly responseName: string,
    readonly args: Values,
    readonly children: readonly Asked[],
    private readonly argumentNodes: readonly ArgumentNode[] = [],
  ) {}

  get fieldName(): string {
    return this.field.name;
  }

  /** Of the arguments that were given. */
  get argumentNames(): readonly string[] {
    return this.argumentNodes.map(({ name }) => name.value);
  }

  get isList(): boolean {
    return isListType(getNullableType(this.field.type));
  }

  /** Name of the type, without list and null. */
  get typeName(): string {
    return getNamedType(this.field.type).name;
  }

  get objectType(): GraphQLObjectType | null {
    const type = getNamedType(this.field.type as GraphQLOutputType);
    return isObjectType(type) ? type : null;
  }

  child(fieldName: string): Asked | undefined {
    return this.children.find((each) => each.fieldName === fieldName);
  }

  with(children: readonly Asked[]): Asked {
    return new Asked(this.parent, this.field, this.responseName, this.args, children, this.argumentNodes);
  }

  /** With these arguments in the place of those it has of the same names; null leaves one out. */
  withArguments(given: Readonly<Record<string, ValueNode | null>>): Asked {
    const kept = this.argumentNodes.filter(({ name }) => !(name.value in given));
    const added = Object.entries(given).flatMap(([name, value]) =>
      value === null ? [] : [{ kind: Kind.ARGUMENT, name: nameNode(name), value } as const],
    );
    return new Asked(this.parent, this.field, this.responseName, this.args, this.children, [...kept, ...added]);
  }

  /** With these fields too; those that are asked for already are left alone. */
  adding(...fieldNames: readonly string[]): Asked {
    const missing = fieldNames.filter((name) => this.child(name) === undefined);
    return this.with([...this.children, ...missing.flatMap((name) => this.fresh(name) ?? [])]);
  }

  /** A field of its type that was not asked for, under a name that is not taken. */
  fresh(fieldName: string): Asked | null {
    const type = this.objectType;
    const field = type?.getFields()[fieldName];
    if (!type || field === undefined) return null;
    const taken = this.children.some(({ responseName }) => responseName === fieldName);
    return new Asked(type, field, taken ? `export_${fieldName}` : fieldName, {}, []);
  }

  toField(): FieldNode {
    const selections = this.children.map((child) => child.toField());
    return {
      kind: Kind.FIELD,
      name: nameNode(this.fieldName),
      alias: nameNode(this.responseName),
      arguments: this.argumentNodes,
      ...(selections.length === 0 ? {} : { selectionSet: { kind: Kind.SELECTION_SET, selections } }),
    };
  }
}

/** Reads what an operation asks for. */
export class Selections {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #variables: Record<string, unknown>;

  constructor(document: DocumentNode, variables: Record<string, unknown>) {
    const fragments = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
    this.#variables = variables;
  }

  /** The fields of a valid selection, in their order, those of one name merged. */
  under(type: GraphQLObjectType, sets: readonly SelectionSetNode[]): readonly Asked[] {
    const byName = new Map<string, FieldNode[]>();
    for (const node of sets.flatMap((set) => this.#fieldsOf(set))) {
      const name = node.alias?.value ?? node.name.value;
      byName.set(name, [...(byName.get(name) ?? []), node]);
    }
    return [...byName].flatMap(([name, nodes]) => this.#asked(type, name, nodes) ?? []);
  }

  #asked(type: GraphQLObjectType, name: string, nodes: readonly FieldNode[]): Asked | null {
    const [node] = nodes;
    const field = node === undefined ? undefined : type.getFields()[node.name.value];
    if (node === undefined || field === undefined) return null;
    const args = getArgumentValues(field, node, this.#variables);
    const inner = getNamedType(field.type);
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const children = isObjectType(inner) ? this.under(inner, sets) : [];
    return new Asked(type, field, name, args, children, this.#given(node));
  }

  /** An argument whose variable has no value is not given. */
  #given({ arguments: nodes = [] }: FieldNode): readonly ArgumentNode[] {
    return nodes.filter(({ value }) => value.kind !== Kind.VARIABLE || value.name.value in this.#variables);
  }

  #fieldsOf({ selections }: SelectionSetNode): readonly FieldNode[] {
    return selections.flatMap((selection) => {
      if (!this.#isIncluded(selection)) return [];
      if (selection.kind === Kind.FIELD) return [selection];
      if (selection.kind === Kind.INLINE_FRAGMENT) return this.#fieldsOf(selection.selectionSet);
      const fragment = this.#fragments.get(selection.name.value);
      return fragment === undefined ? [] : this.#fieldsOf(fragment.selectionSet);
    });
  }

  #isIncluded(selection: SelectionNode): boolean {
    const skip = getDirectiveValues(GraphQLSkipDirective, selection, this.#variables);
    const include = getDirectiveValues(GraphQLIncludeDirective, selection, this.#variables);
    return skip?.if !== true && include?.if !== false;
  }
}

/** What belongs together in several files, so that whoever forgets one is told its name. */
import { Kind, parse as parseSdl } from 'graphql';
import ts from 'typescript';
import { parse as parseYaml } from 'yaml';

/** The files of the project: as they are, or as a change would leave them. */
export interface ProjectFiles {
  readonly paths: readonly string[];
  readonly read: (path: string) => string;
}

type Faults = readonly string[];
type Json = Readonly<Record<string, unknown>>;

const REASONS = 'schema/reason-codes.json';
const QUESTION = 'schema/question.schema.json';
const FACTS = 'schema/facts.schema.json';
const DECISION = 'subgraphs/agreements/decision/';
const KINDS = 'facts/kinds/kinds.ts';
const COMMANDS = 'scripts/symbolon.ts';

const missing = (wanted: Iterable<string>, from: Iterable<string>): readonly string[] => {
  const there = new Set(from);
  return [...wanted].filter((one) => !there.has(one));
};

/** Text literals of a source that look like a code of a reason. */
const literalsOf = (source: string): readonly string[] =>
  [...source.matchAll(/'([A-Z]+(?:_[A-Z]+)+)'/g)].flatMap(([, code]) => code ?? []);

/** A reason has its text, may be answered, and is given by a rule. */
export function reasonFaults({ paths, read }: ProjectFiles): Faults {
  const codes = (JSON.parse(read(REASONS)) as { code: string }[]).map(({ code }) => code);
  const question = JSON.parse(read(QUESTION)) as { $defs: Json };
  const allowed = codesIn(question.$defs);
  const sources = paths.filter((path) => path.startsWith(DECISION) && path.endsWith('.ts'));
  // Conditions that an annex sets are named in the facts.
  const given = [
    ...sources.flatMap((path) => literalsOf(read(path))),
    ...literalsOf(read(FACTS).replaceAll('"', "'")),
  ];
  const added = sources.flatMap((path) =>
    [...read(path).matchAll(/found\.add\('([A-Z_]+)'\)/g)].flatMap(([, code]) => code ?? []),
  );
  return [
    ...missing(new Set([...added, ...allowed]), codes).map(
      (code) => `${REASONS}: has no text for ${code}`,
    ),
    ...missing(codes, allowed).map((code) => `${QUESTION}: does not allow ${code}`),
    ...missing(codes, given).map((code) => `${DECISION}: no rule gives ${code}`),
  ];
}

/** The codes of the enumeration that has CERT_EXPIRED. */
function codesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) {
    if (value.includes('CERT_EXPIRED')) return value as string[];
    return value.flatMap(codesIn);
  }
  return Object.values(value).flatMap(codesIn);
}

/** A kind of fact is described in the schema and listed among the kinds. */
export function kindFaults({ paths, read }: ProjectFiles): Faults {
  const schema = JSON.parse(read(FACTS)) as { properties: Json; $defs: Json };
  const described = Object.keys(schema.properties).filter((name) =>
    Object.hasOwn(schema.$defs, name),
  );
  const list = /DESCRIPTIONS = \{([^}]*)\}/.exec(read(KINDS))?.[1] ?? '';
  const listed = [...list.matchAll(/^ {2}(\w+),$/gm)].flatMap(([, kind]) => kind ?? []);
  const own = paths.flatMap((path) => {
    const kind = /^facts\/kinds\/(\w+)\.ts$/.exec(path)?.[1];
    return kind !== undefined && read(path).includes(`export const ${kind}: KindDescription`)
      ? kind
      : [];
  });
  return [
    ...missing(new Set([...listed, ...described]), own).map(
      (kind) => `facts/kinds/${kind}.ts: is missing`,
    ),
    ...missing(own, listed).map((kind) => `${KINDS}: does not list ${kind}`),
    ...missing(listed, described).map((kind) => `${FACTS}: does not describe ${kind}`),
    ...missing(described, listed).map((kind) => `${KINDS}: does not list ${kind}`),
  ];
}

/** A field of Certificate comes from the record or from a resolver, and a resolver has its field. */
export function certificateFaults({ paths, read }: ProjectFiles): Faults {
  const [sdlFile, resolverFile] = [
    'schema/certificates.graphql',
    'subgraphs/certificates/resolvers.ts',
  ];
  const fields = fieldsOf(read(sdlFile), 'Certificate');
  const { $defs } = JSON.parse(read(FACTS)) as { $defs: { certificates: { properties: Json } } };
  const resolved = membersOf(read(resolverFile), 'Certificate');
  // What is shown of a record may have members of its own.
  const sources = paths.filter((path) => path.startsWith('subgraphs/certificates/')).map(read);
  const isShown = (field: string): boolean =>
    sources.some((source) => new RegExp(`\\b${field}\\b`).test(source));
  const known = [
    ...resolved,
    ...Object.keys($defs.certificates.properties),
    ...fields.filter(isShown),
  ];
  return [
    ...missing(fields, known).map(
      (field) => `${resolverFile}: does not resolve Certificate.${field}`,
    ),
    ...missing(resolved, [...fields, '__resolveReference']).map(
      (field) => `${sdlFile}: Certificate has no field ${field}`,
    ),
  ];
}

function fieldsOf(sdl: string, type: string): readonly string[] {
  return parseSdl(sdl).definitions.flatMap((definition) =>
    (definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
      definition.kind === Kind.OBJECT_TYPE_EXTENSION) &&
    definition.name.value === type
      ? (definition.fields ?? [])
          .filter(
            ({ directives = [] }) => !directives.some(({ name }) => name.value === 'external'),
          )
          .map(({ name }) => name.value)
      : [],
  );
}

/** Names of the members of an object literal that is the value of a member with this name. */
function membersOf(source: string, name: string): readonly string[] {
  const found: string[] = [];
  const nameOf = (node: ts.ObjectLiteralElementLike): string | undefined =>
    node.name && (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name))
      ? node.name.text
      : undefined;
  const visit = (node: ts.Node): void => {
    if (
      ts.isPropertyAssignment(node) &&
      nameOf(node) === name &&
      ts.isObjectLiteralExpression(node.initializer)
    )
      found.push(...node.initializer.properties.flatMap((member) => nameOf(member) ?? []));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest));
  return found;
}

/** A command is in a file of its own that the program lists. */
export function commandFaults({ paths, read }: ProjectFiles): Faults {
  const own = paths.filter(
    (path) =>
      path.startsWith('scripts/commands/') && read(path).includes('export function register('),
  );
  const listed = [...read(COMMANDS).matchAll(/import\('\.\/(commands\/[^']+)'\)/g)].map(
    ([, path]) => `scripts/${path ?? ''}`,
  );
  return [
    ...missing(own, listed).map((path) => `${COMMANDS}: does not list ${path}`),
    ...missing(listed, paths).map((path) => `${path}: is listed in ${COMMANDS} and not there`),
  ];
}

/** A subgraph has its folder, its SDL, its place in the supergraph and its entry. */
export function subgraphFaults({ paths, read }: ProjectFiles): Faults {
  const listed = (parseYaml(read('supergraph.yaml')) as { subgraphs: Json }).subgraphs;
  const registry =
    /REGISTRY = (\{[\s\S]*?\n\}) as const/.exec(read('subgraphs/registry.ts'))?.[1] ?? '';
  const entered = [...registry.matchAll(/^ {2}(\w+): \{/gm)].flatMap(([, name]) => name ?? []);
  const sdl = paths
    .flatMap((path) => /^schema\/([a-z]+)\.graphql$/.exec(path)?.[1] ?? [])
    .filter((name) => /extend schema\s+@link/.test(read(`schema/${name}.graphql`)));
  const folders = paths.flatMap((path) => /^subgraphs\/(\w+)\/index\.ts$/.exec(path)?.[1] ?? []);
  const all = new Set([
    ...Object.keys(listed),
    ...entered,
    ...sdl,
    ...folders.filter((name) => name !== 'federation'),
  ]);
  return [
    ...missing(all, Object.keys(listed)).map((name) => `supergraph.yaml: does not name ${name}`),
    ...missing(all, entered).map((name) => `subgraphs/registry.ts: has no entry for ${name}`),
    ...missing(all, sdl).map((name) => `schema/${name}.graphql: is missing`),
    ...missing(all, folders).map((name) => `subgraphs/${name}/index.ts: is missing`),
  ];
}

/** Everything that was forgotten. */
export const forgotten = (files: ProjectFiles): Faults =>
  [reasonFaults, kindFaults, certificateFaults, commandFaults, subgraphFaults].flatMap((faults) =>
    faults(files),
  );

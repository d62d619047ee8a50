/** One edit of a file that is there, or a new file. */
export type Edit =
  | { readonly file: string; readonly replace: readonly [from: string, to: string] }
  | { readonly file: string; readonly write: string };

/** What somebody new to the project would add, and in how many files of those that are there or not. */
export interface Change {
  readonly what: string;
  /** Files written by hand; what `npm run generate` writes is not among them. */
  readonly maxFiles: number;
  readonly edits: readonly Edit[];
}

const REASON: Change = {
  what: 'a reason code',
  maxFiles: 3,
  edits: [
    {
      file: 'schema/reason-codes.json',
      replace: [
        ' {\n  "code": "CERT_EXPIRED",',
        ` {
  "code": "CERT_NUMBER_TOO_LONG",
  "gate": "CERTIFICATE",
  "order": 2,
  "effect": "negative",
  "en": "The number has more than 60 characters.",
  "zh": "编号超过60个字符。"
 },
 {
  "code": "CERT_EXPIRED",`,
      ],
    },
    {
      file: 'schema/question.schema.json',
      replace: ['"CERT_EXPIRED",', '"CERT_NUMBER_TOO_LONG",\n"CERT_EXPIRED",'],
    },
    {
      file: 'subgraphs/agreements/decision/gates/certificate.ts',
      replace: [
        "found.add('CERT_EXPIRED');",
        "found.add('CERT_EXPIRED');\n  if (certificate.number.length > 60) found.add('CERT_NUMBER_TOO_LONG');",
      ],
    },
  ],
};

const KIND: Change = {
  what: 'a kind of fact',
  maxFiles: 4,
  edits: [
    {
      file: 'schema/facts.schema.json',
      replace: [
        '  "registers": {\n   "type": "array",',
        `  "remarks": {
   "type": "array",
   "items": {
    "$ref": "#/$defs/remarks"
   },
   "description": "Remarks."
  },
  "registers": {
   "type": "array",`,
      ],
    },
    {
      file: 'schema/facts.schema.json',
      replace: [
        ' "$defs": {\n',
        ` "$defs": {
  "remarks": {
   "type": "object",
   "additionalProperties": false,
   "required": ["id", "text"],
   "properties": {
    "id": { "type": "string", "description": "Identifier." },
    "text": { "type": "string", "description": "What it says." },
    "recordedAt": { "$ref": "#/$defs/instant", "description": "When it became known." },
    "retractedAt": { "$ref": "#/$defs/instant", "description": "When it was taken back." }
   }
  },
`,
      ],
    },
    {
      file: 'facts/kinds/remarks.ts',
      write: `import type { KindDescription } from './description.ts';

/** Remarks, which nobody answers by and everybody may read. */
export const remarks: KindDescription<'remarks'> = {
  identifier: 'id',
  indexes: [],
  isArrangement: false,
  claims: () => null,
  dependencies: () => [],
  impact: () => ({}),
};
`,
    },
    {
      file: 'facts/kinds/kinds.ts',
      replace: ['  registers,\n', '  registers,\n  remarks,\n'],
    },
    {
      file: 'facts/kinds/kinds.ts',
      replace: [
        "import { schemes } from './schemes.ts';",
        "import { remarks } from './remarks.ts';\nimport { schemes } from './schemes.ts';",
      ],
    },
  ],
};

const FIELD: Change = {
  what: 'a field of Certificate',
  maxFiles: 3,
  edits: [
    {
      file: 'schema/certificates.graphql',
      replace: [
        '  "Number as printed by the issuer."\n  number: String!\n',
        '  "Number as printed by the issuer."\n  number: String!\n  "Characters of the number."\n  numberLength: Int!\n',
      ],
    },
    {
      file: 'subgraphs/certificates/resolvers.ts',
      replace: [
        "object: ({ object }) => object ?? 'CERTIFICATE',",
        "object: ({ object }) => object ?? 'CERTIFICATE',\n      numberLength: ({ number }) => number.length,",
      ],
    },
  ],
};

const COMMAND: Change = {
  what: 'a command',
  maxFiles: 2,
  edits: [
    {
      file: 'scripts/commands/greet.ts',
      write: `import type { Command } from 'commander';
import { EXIT, print, run } from './terminal.ts';

/** \`symbolon greet\`: says hello. */
export function register(program: Command): void {
  program
    .command('greet')
    .argument('<name>', 'whom')
    .action((name: string) =>
      run(false, async () => {
        await print(\`Hello, \${name}.\`);
        return EXIT.done;
      }),
    );
}
`,
    },
    {
      file: 'scripts/symbolon.ts',
      replace: [
        "  serve: () => import('./commands/serve.ts'),",
        "  serve: () => import('./commands/serve.ts'),\n  greet: () => import('./commands/greet.ts'),",
      ],
    },
  ],
};

const SUBGRAPH: Change = {
  what: 'a subgraph with one entity',
  maxFiles: 4, // its folder, its SDL, supergraph.yaml, one entry of the registry
  edits: [
    {
      file: 'schema/notices.graphql',
      write: `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])

"What can be asked, by anyone: the data are public."
type Query {
  "The notice with this identifier; null: unknown."
  notice(
    "Identifier, exact."
    id: ID!
  ): Notice
}

"What an authority has made known."
type Notice @key(fields: "id") {
  "Identifier."
  id: ID!
  "What it says."
  text: String!
}
`,
    },
    {
      file: 'subgraphs/notices/index.ts',
      write: `import { buildSubgraph, type Subgraph } from '../federation/subgraph.ts';

const notice = ({ id }: { readonly id: string }) => ({ id, text: \`Notice \${id}\` });

/** Notices of authorities. */
export const createNoticesSubgraph = (): Subgraph =>
  buildSubgraph('notices', {
    Query: { notice: (_: unknown, given: { readonly id: string }) => notice(given) },
    Notice: { __resolveReference: notice },
  });
`,
    },
    {
      file: 'supergraph.yaml',
      replace: [
        'subgraphs:\n',
        'subgraphs:\n  notices:\n    routing_url: http://localhost:4005/graphql\n    schema:\n      file: ./schema/notices.graphql\n',
      ],
    },
    {
      file: 'subgraphs/registry.ts',
      replace: [
        'export const REGISTRY = {\n',
        `export const REGISTRY = {
  notices: {
    create: async () => (await import('./notices/index.ts')).createNoticesSubgraph(),
    lookups: { notice: { kind: 'notice', argument: 'id' } },
  },
`,
      ],
    },
  ],
};

export const CHANGES: readonly Change[] = [REASON, KIND, FIELD, COMMAND, SUBGRAPH];

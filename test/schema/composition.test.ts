import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  parse,
  print,
} from 'graphql';
import type { DefinitionNode } from 'graphql';
import { compose, CompositionError } from '../../scripts/generate/compose.ts';
import { readSupergraphConfig } from '../../scripts/generate/supergraph-config.ts';
import { REASON_CODES } from '../../schema/generated/reason-codes.ts';

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const ENTRIES = readSupergraphConfig(read('supergraph.yaml'));
const SUBGRAPHS = ENTRIES.map((entry) => ({ ...entry, sdl: read(entry.file) }));
const API = buildSchema(read('schema/api.graphql'));

const changed = (name: string, change: (sdl: string) => string) =>
  SUBGRAPHS.map((one) => (one.name === name ? { ...one, sdl: change(one.sdl) } : one));

describe('the supergraph', () => {
  it('is what the four subgraphs compose to', () => {
    expect(SUBGRAPHS.map(({ name }) => name)).toEqual([
      'certificates',
      'bodies',
      'agreements',
      'attestations',
    ]);
    const { supergraph, api } = compose(SUBGRAPHS);
    expect(read('schema/supergraph.graphql')).toBe(supergraph);
    expect(read('schema/api.graphql')).toBe(api);
  });

  it('does not compose when a subgraph requires evidence that nobody gives', () => {
    const without = changed('bodies', (sdl) => sdl.replace(/^.*\ntype Recognition[^}]*}/m, ''));
    expect(() => compose(without)).toThrow(CompositionError);
    expect(() => compose(without)).toThrow(/bodyEvidence/);
  });

  it('does not compose when two subgraphs describe the same type differently', () => {
    const differing = changed('certificates', (sdl) =>
      sdl.replace('"Where a page lies (Relay)."', '"Something else."'),
    );
    expect(() => compose(differing)).toThrow(/INCONSISTENT_DESCRIPTION/);
  });

  it('starts in routers that refuse the vendor authorisation directives', () => {
    const supergraph = read('schema/supergraph.graphql');
    for (const refused of ['@authenticated', '@requiresScopes', '@policy'])
      expect(supergraph).not.toContain(refused);
    expect(supergraph).toContain('@requiresRole(scopes: ["attestation:issue"])');
    expect(supergraph).toContain('@requiresRole(scopes: ["attestation:revoke"])');
  });
});

describe('supergraph.yaml', () => {
  it('is read as rover reads it, or not at all', () => {
    const entry = 'a: {routing_url: "http://a", schema: {file: ./a.graphql}} # flow style';
    expect(readSupergraphConfig(`subgraphs:\n  ${entry}\n`)).toEqual([
      { name: 'a', url: 'http://a', file: 'a.graphql' },
    ]);
  });

  it.each([
    ['subgraphs: {a: 1}', /subgraphs.a.routing_url must be a string/],
    ['subgraphs:\n  - a', /subgraphs must be a mapping/],
    ['federation_version: =2.14.4', /subgraphs must be a mapping/],
    ['subgraphs:\n  a:\n    routing_url: http://a', /a.schema.file must be a string/],
    ['subgraphs:\n  a: {b: c', /supergraph.yaml:2: /],
    ['subgraphs:\n  a: 1\n  a: 2', /supergraph.yaml:3: .*unique/],
    ['subgraphs:\n  a: !include b.yaml', /supergraph.yaml:2: .*tag/],
    ['a: 1\n---\nb: 2', /supergraph.yaml:2: /],
  ])('%j is refused', (text, message) => {
    expect(() => readSupergraphConfig(text)).toThrow(message);
  });
});

describe('the schema that clients see', () => {
  const types = Object.values(API.getTypeMap()).filter(({ name }) => !name.startsWith('__'));

  it('has the questions and actions of the contract', () => {
    const query = API.getQueryType()?.getFields() ?? {};
    expect(
      Object.fromEntries(Object.values(query).map(({ name, type }) => [name, String(type)])),
    ).toMatchObject({
      certificate: 'Certificate',
      certificates: 'CertificateConnection!',
      body: 'Body',
      bodies: 'BodyConnection!',
      agreement: 'Agreement',
      agreements: 'AgreementConnection!',
      recognition: 'Recognition!',
      recognitions: '[Recognition!]!',
      attestation: 'Attestation',
      verifyAttestation: 'Verification!',
      verifyAttestations: '[Verification!]!',
    });
    const mutation = API.getMutationType()?.getFields() ?? {};
    expect(String(mutation['issueAttestation']?.type)).toBe('IssueAttestationResult!');
    expect(String(mutation['issueAttestations']?.type)).toBe('[IssueAttestationResult!]!');
    expect(String(mutation['revokeAttestation']?.type)).toBe('RevokeAttestationResult!');
    for (const list of ['certificates', 'bodies', 'agreements'])
      expect(query[list]?.args.find(({ name }) => name === 'first')?.defaultValue).toBe(20);
  });

  it('describes every type, field, argument and value', () => {
    const silent = types.flatMap((type) => {
      if (isScalarType(type) && ['ID', 'String', 'Int', 'Float', 'Boolean'].includes(type.name))
        return [];
      const parts: { name: string; description?: string | null | undefined }[] = [type];
      if (isEnumType(type)) parts.push(...type.getValues());
      if (isInputObjectType(type)) parts.push(...Object.values(type.getFields()));
      if (isObjectType(type) || isInterfaceType(type))
        for (const field of Object.values(type.getFields())) parts.push(field, ...field.args);
      return parts
        .filter(({ description }) => !description)
        .map(({ name }) => `${type.name}.${name}`);
    });
    expect(silent).toEqual([]);
  });

  it('shows no evidence and no untyped JSON', () => {
    expect(
      types
        .filter(isScalarType)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['Boolean', 'Date', 'DateTime', 'ID', 'Int', 'String', 'TerritoryCode']);
    const recognition = API.getType('Recognition');
    const fields = isObjectType(recognition) ? Object.keys(recognition.getFields()) : [];
    expect(fields).toContain('changesOn');
    expect(fields.filter((name) => name.endsWith('Evidence'))).toEqual([]);
  });

  it('shows no persons: they are personal data', () => {
    const named = types.flatMap((type) =>
      isObjectType(type)
        ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)
        : [],
    );
    expect(named.filter((path) => /person|auditor/i.test(path))).toEqual([]);
  });

  it('has the gates and effects of the table of reasons', () => {
    const values = (name: string): string[] => {
      const type = API.getType(name);
      return isEnumType(type) ? type.getValues().map((value) => value.name) : [];
    };
    expect(values('Gate')).toEqual([...new Set(REASON_CODES.map(({ gate }) => gate))]);
    expect(values('ReasonEffect').sort()).toEqual(
      [...new Set(REASON_CODES.map(({ effect }) => effect.toUpperCase()))].sort(),
    );
  });

  it('lets every field from another subgraph be null', () => {
    const foreign: Readonly<Record<string, readonly string[]>> = {
      Certificate: ['issuer', 'scheme', 'standard', 'accreditation', 'recognition'],
      Recognition: ['certificate', 'route'],
      Body: ['certificates'],
      Agreement: ['designations', 'signatories'],
      Designation: ['agreement'],
      Attestation: ['recognition', 'certificate'],
    };
    for (const [name, fields] of Object.entries(foreign)) {
      const type = API.getType(name);
      for (const field of fields) {
        const found = isObjectType(type) ? type.getFields()[field] : undefined;
        expect([name, field, found && String(found.type)]).toEqual([
          name,
          field,
          found && String(getNamedType(found.type)),
        ]);
      }
    }
  });
});

describe('what several subgraphs state alike', () => {
  /** Definitions that are not entities, by name, as each subgraph writes them. */
  const shared = new Map<string, Set<string>>();
  for (const { sdl } of SUBGRAPHS)
    for (const definition of parse(sdl).definitions) {
      const name = nameOf(definition);
      if (name === undefined || print(definition).includes('@key') || name === 'Query') continue;
      shared.set(name, (shared.get(name) ?? new Set()).add(print(definition)));
    }

  it('is written the same everywhere', () => {
    const differing = [...shared].filter(([, texts]) => texts.size > 1).map(([name]) => name);
    expect(differing).toEqual([]);
  });
});

function nameOf(definition: DefinitionNode): string | undefined {
  return 'name' in definition ? definition.name.value : undefined;
}

import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as resolvers from '@graphql-codegen/typescript-resolvers';
import { parse } from 'graphql';

type Parents = Readonly<Record<string, string>>;

const REFERENCE = '{ readonly id: string }';
/** The knowledge in which what a fact names is looked up. */
const KNOWN = '{ readonly asKnownAt?: string | undefined }';
const REASON =
  '{ readonly code: string; readonly gate: Gate; readonly effect: ReasonEffect; readonly en: string; readonly zh: string }';
const COMPARED =
  '{ readonly certificate: string; readonly market: string; readonly before: Asked.Answer; readonly after: Asked.Answer }';
const COMPARED_ATTESTATION = `${COMPARED} & { readonly id: string }`;
const TRANSITIONS = 'readonly StatusTransition[]';
const SIMULATION =
  '{ readonly id: string; readonly examined: number; readonly unlisted: number; readonly knownAt: string; ' +
  `readonly transitions: ${TRANSITIONS}; readonly attestationTransitions: ${TRANSITIONS}; ` +
  `readonly changes: readonly (${COMPARED})[]; readonly attestations: readonly (${COMPARED_ATTESTATION})[] }`;

/**
 * What resolvers receive as parent, where that is not the GraphQL type itself: the fact as it was
 * recorded, or the key alone for a type that another subgraph describes.
 */
const PARENTS: Readonly<Record<string, Parents>> = {
  certificates: {
    Certificate:
      'Facts.Certificate & { readonly digest: string; readonly conflicting: boolean; readonly shared?: boolean }',
    CertificateConnection:
      "Omit<CertificateConnection, 'edges' | 'nodes' | 'totalCount' | 'totalCountExact'> & { readonly edges: readonly { readonly cursor: string; readonly node: ResolversTypes['Certificate'] }[]; readonly nodes: readonly ResolversTypes['Certificate'][]; readonly of: { readonly filter: CertificateFilter; readonly today: string } }",
    CertifiedProduct: 'Facts.CertificateProduct',
    CertificateEvent: 'Facts.CertificateEvent',
    Scope: 'Facts.ScopeLists',
    Holder: 'Facts.CertificateHolder',
    Transfer: 'Facts.CertificateTransferredFrom',
    Register: 'Facts.Register',
    Simulation: SIMULATION,
    SimulatedChange: COMPARED,
    SimulatedAttestation: COMPARED_ATTESTATION,
    SimulatedAnswer: 'Asked.Answer',
    Reason: REASON,
    Recognition: REFERENCE,
    RecognitionHistory: REFERENCE,
    Body: REFERENCE,
  },
  bodies: {
    Body: `Facts.Body & ${KNOWN}`,
    Accreditation: `Facts.Accreditation & ${KNOWN}`,
    AccreditationScope: 'Facts.AccreditationScope',
    Approval: `Facts.Approval & ${KNOWN}`,
    Signatory: `Facts.Signatory & ${KNOWN}`,
    Designation: `Facts.Designation & ${KNOWN}`,
    Debarment: 'Facts.Debarment',
    LifecycleEvent: 'Facts.LifecycleEvent',
    Period: 'Facts.DesignationContested',
    Recognition: '{ readonly id: string; readonly certificateEvidence?: unknown }',
    RecognitionHistory: '{ readonly id: string; readonly certificateEvidence?: unknown }',
    Certificate: '{ readonly number: string; readonly certificateEvidence?: unknown }',
    Agreement: REFERENCE,
  },
  agreements: {
    Agreement: `Facts.Agreement & ${KNOWN}`,
    AgreementParty: 'Facts.AgreementParty',
    AgreementExchange: 'Facts.AgreementExchange',
    SunsetClause: 'Facts.AgreementSunset',
    Succession: `Facts.AgreementSuccessor & ${KNOWN}`,
    Annex: `Facts.AgreementAnnex & ${KNOWN}`,
    RequirementSet: 'Facts.AgreementAnnexRequirement',
    ListedProduct: 'Facts.ProductItem',
    TechnicalDomain: 'Facts.AgreementAnnexDomain',
    LegacyClause: 'Facts.AgreementAnnexLegacy',
    AnnexCondition: 'Facts.AgreementAnnexCondition',
    OriginRule: 'Facts.AgreementAnnexOrigin',
    SuspensionPeriod: 'Facts.AgreementAnnexSuspension',
    Scheme: `Pick<Facts.Scheme, 'id'> & Partial<Facts.Scheme> & ${KNOWN}`,
    Standard: `Pick<Facts.Standard, 'id'> & Partial<Facts.Standard> & ${KNOWN}`,
    StandardEdition: 'Facts.StandardEdition',
    StandardEquivalence:
      "Omit<Facts.StandardEquivalent, 'standard' | 'ofEdition'> & { readonly standard: { readonly id: string }; readonly otherEdition: string | undefined; readonly adopts: boolean }",
    SchemeCounterpart:
      "Omit<Facts.SchemeCounterpart, 'scheme'> & { readonly scheme: { readonly id: string } }",
    StandardDifference: 'Facts.StandardEquivalentDifference',
    Market: `Facts.Territory & ${KNOWN}`,
    MarketMember: 'Facts.TerritoryMember',
    Recognition:
      "{ readonly id: string; readonly question: Asked.Question; readonly answer: () => Asked.Answer; readonly named: (of: { readonly route?: string | null; readonly annex?: string | null }) => { readonly agreement: Facts.Agreement | null; readonly annex: Facts.AgreementAnnex | null }; readonly explanation: () => ResolversParentTypes['Explanation'] }",
    RecognitionHistory:
      "{ readonly id: string; readonly question: Asked.Question; readonly intervals: () => readonly ResolversParentTypes['RecognitionInterval'][] }",
    Route:
      "Pick<Asked.AnswerAlternative, 'route' | 'status' | 'reasons'> & { readonly agreement: Facts.Agreement | null; readonly annex: Facts.AgreementAnnex | null }",
    Acceptance: 'Asked.AnswerAccepts',
    AskedQuestion: 'Asked.Question',
    Product: 'Asked.QuestionProduct',
    Claim: 'Asked.QuestionClaimed',
    Certificate:
      '{ readonly number: string; readonly certificateEvidence?: unknown; readonly bodyEvidence?: unknown; readonly issuerAmongSeveral?: string | null }',
    Reason: REASON,
  },
  attestations: {
    Recognition: REFERENCE,
    Certificate: '{ readonly id: string }',
    Reason: REASON,
  },
};

const CONFIG = {
  federation: true,
  useTypeImports: true,
  enumsAsTypes: true,
  immutableTypes: true,
  strictScalars: true,
  skipTypename: true,
  noSchemaStitching: true,
  contextType: 'unknown',
  avoidOptionals: { field: true },
  inputMaybeValue: 'T | null | undefined',
  scalars: {
    ID: 'string',
    Date: 'string',
    DateTime: 'string',
    TerritoryCode: 'string',
    Evidence: 'unknown',
    _FieldSet: 'string',
  },
};

/** TypeScript types of a subgraph's SDL and of its resolvers, as the text of a module. */
export async function resolverTypes(name: string, sdl: string, source: string): Promise<string> {
  const body = await codegen({
    filename: `${name}.ts`,
    schema: parse(sdl),
    documents: [],
    config: { ...CONFIG, mappers: PARENTS[name] ?? {} },
    plugins: [{ typescript: {} }, { resolvers: {} }],
    pluginMap: { typescript, resolvers },
  });
  const imports = [
    body.includes('Facts.') ? "import type * as Facts from './facts.ts';\n" : '',
    body.includes('Asked.') ? "import type * as Asked from './question.ts';\n" : '',
  ];
  return `/* Generated from ${source} by \`npm run generate\`. Do not edit. */\n${imports.join('')}${body}`;
}

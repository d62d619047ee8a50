import type { Resolvers, RecognitionQuestion } from '../../schema/generated/attestations.ts';
import type { Question } from '../../schema/generated/question.ts';
import { requireScope } from '../kit/authorise.ts';
import { codedError } from '../kit/errors.ts';
import { reasonResolvers } from '../kit/reasons.ts';
import type { RequestContext } from '../kit/subgraph.ts';
import type { IssueRequest } from './input.ts';
import type { RecordedStatus } from './rules.ts';
import type { AttestationService } from './service.ts';
import { attestationView, notRecognisedView, presentedView, verificationView } from './views.ts';

const MAX_REASON_LENGTH = 500;

/** The resolvers: each asks the service and shows the outcome. */
export function attestationResolvers(service: AttestationService): Resolvers<RequestContext> {
  const find = async (id: string) => {
    const found = await service.find(id);
    return found && attestationView(found, service);
  };
  const change = async (
    { id, reason }: { readonly id: string; readonly reason: string },
    status: RecordedStatus,
    context: RequestContext,
  ) => {
    requireScope(context, ['attestation:revoke']);
    if (reason.trim() === '' || reason.length > MAX_REASON_LENGTH)
      return {
        message: 'Nothing was changed: correct the input.',
        faults: [
          {
            code: 'REASON_LENGTH',
            path: 'reason',
            message: `Say why, in 1 to ${MAX_REASON_LENGTH} characters.`,
          },
        ],
      };
    const changed = await service.change(id, status, reason);
    return changed
      ? attestationView(changed, service)
      : { message: 'This hub issued no attestation with this identifier.', id };
  };
  return {
    Query: {
      attestation: (_, { id }) => find(id),
      verifyAttestation: async (_, { jws, audience }) =>
        verificationView(await service.verify(jws, audience ?? undefined)),
    },
    Mutation: {
      async issueAttestation(_, { input }, context) {
        const requester = requireScope(context, ['attestation:issue']);
        const outcome = await service.issue(requestOf(input), requester);
        switch (outcome.kind) {
          case 'issued':
            return attestationView(outcome.attestation, service);
          case 'not-recognised':
            return notRecognisedView(outcome.recognised);
          case 'invalid':
            return {
              message: 'Nothing was signed: correct the input.',
              faults: outcome.faults,
            };
          case 'forbidden':
            throw codedError(
              'FORBIDDEN',
              'The access token permits attestations of certificates of its own holder only.',
            );
        }
      },
      async presentAttestation(_, { input }, context) {
        const { subject } = requireScope(context, ['attestation:issue', 'facts:write']);
        const presented = await service.present(input.jws, subject, input.logProof ?? undefined);
        return presented
          ? presentedView(presented)
          : {
              message: 'Nothing was taken from it.',
              faults: [
                {
                  code: 'ISSUER_NO_PARTNER',
                  path: 'jws',
                  message: 'It is no attestation of a partner that is registered here.',
                },
              ],
            };
      },
      revokeAttestation: (_, { input }, context) => change(input, 'REVOKED', context),
      suspendAttestation: (_, { input }, context) => change(input, 'SUSPENDED', context),
      reinstateAttestation: (_, { input }, context) => change(input, 'VALID', context),
    },
    PresentAttestationResult: {
      __resolveType: (result) => ('faults' in result ? 'InvalidInput' : 'PresentedAttestation'),
    },
    Attestation: { __resolveReference: ({ id }) => find(id) },
    IssueAttestationResult: {
      __resolveType: (result) =>
        'jws' in result ? 'Attestation' : 'faults' in result ? 'InvalidInput' : 'NotRecognised',
    },
    RevokeAttestationResult: { __resolveType: typeOfChange },
    SuspendAttestationResult: { __resolveType: typeOfChange },
    ReinstateAttestationResult: { __resolveType: typeOfChange },
    Reason: reasonResolvers,
  };
}

const typeOfChange = (result: object) =>
  'jws' in result ? 'Attestation' : 'faults' in result ? 'InvalidInput' : 'AttestationNotFound';

interface Asked {
  readonly question: RecognitionQuestion;
  readonly audience: string;
  readonly validDays?: number | null | undefined;
}

/** The input without the members that were given as null, which say nothing. */
function requestOf({ question, audience, validDays }: Asked): IssueRequest {
  return {
    question: withoutNulls(question) as Question,
    audience,
    ...(validDays === undefined || validDays === null ? {} : { validDays }),
  };
}

function withoutNulls(value: object): unknown {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null && member !== undefined)
      .map(([name, member]: [string, unknown]) => [
        name,
        typeof member === 'object' && member !== null && !Array.isArray(member)
          ? withoutNulls(member)
          : member,
      ]),
  );
}

import type { Resolvers, RecognitionQuestion } from '../../../schema/generated/attestations.ts';
import type { Question } from '../../../schema/generated/question.ts';
import { withBareCode } from '../../../facts/document/question.ts';
import { requireScope } from '../../federation/authorise.ts';
import { badInput, codedError } from '../../federation/errors.ts';
import { fewAtATime } from '../../../lib/map-concurrent.ts';
import { reasonResolvers } from '../../federation/reasons.ts';
import type { RequestContext } from '../../federation/subgraph.ts';
import type { FairScheduler } from '../../federation/turns.ts';
import type { IssueRequest } from '../issuance/input.ts';
import type { RecordedStatus } from '../rules.ts';
import type { AttestationService } from '../service.ts';
import {
  attestationView,
  OTHERS_CERTIFICATE,
  OTHERS_TO_PRESENT,
  outcomeView,
  presentedView,
  verificationView,
} from './views.ts';

const MAX_REASON_LENGTH = 500;
/** Requests for attestations taken at once. */
const MAX_REQUESTS = 1_000;
/** Tokens verified at once: at 8 kB each they fill a request. */
const MAX_TOKENS = 100;
/** Of them at the same time: enough to keep all cores at work, few enough for a partner that is asked. */
const VERIFIED_TOGETHER = 16;

/** The resolvers: each asks the service and shows the outcome. */
export function attestationResolvers(
  service: AttestationService,
  checks: FairScheduler,
): Resolvers<RequestContext> {
  const find = async (id: string) => {
    const found = await service.find(id);
    return found && attestationView(found, service);
  };
  const verify = async (
    jws: string,
    audience: string | null | undefined,
    context: RequestContext,
  ) =>
    verificationView(await checks.run(context, () => service.verify(jws, audience ?? undefined)));
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
      verifyAttestation: (_, { jws, audience }, context) => verify(jws, audience, context),
      verifyAttestations: (_, { tokens, audience }, context) => {
        if (tokens.length > MAX_TOKENS)
          throw badInput(`${tokens.length} tokens; verify at most ${MAX_TOKENS} at once.`);
        return fewAtATime(tokens, VERIFIED_TOGETHER, (token) => verify(token, audience, context));
      },
    },
    Mutation: {
      async issueAttestation(_, { input }, context) {
        const requester = requireScope(context, ['attestation:issue']);
        const outcome = await service.issue(requestOf(input), requester);
        if (outcome.kind === 'forbidden') throw codedError('FORBIDDEN', OTHERS_CERTIFICATE);
        return outcomeView(outcome, service);
      },
      async issueAttestations(_, { inputs }, context) {
        const requester = requireScope(context, ['attestation:issue']);
        if (inputs.length > MAX_REQUESTS)
          throw badInput(`${inputs.length} requests; make at most ${MAX_REQUESTS} at once.`);
        const outcomes = await service.issueAll(inputs.map(requestOf), requester);
        return outcomes.map((outcome) => outcomeView(outcome, service));
      },
      async presentAttestation(_, { input }, context) {
        const presenter = requireScope(context, ['attestation:issue', 'facts:write']);
        const presented = await service.present(input.jws, presenter, input.logProof ?? undefined);
        if (presented === 'forbidden') throw codedError('FORBIDDEN', OTHERS_TO_PRESENT);
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
    question: withBareCode(withoutNulls(question) as Question),
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

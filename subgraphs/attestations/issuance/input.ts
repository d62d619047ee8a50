import type { Question } from '../../../schema/generated/question.ts';
import { shown } from '../../../facts/model/fault.ts';
import { hsFault } from '../../../facts/model/hs.ts';
import { DEFAULT_VALID_DAYS, MAX_VALID_DAYS, isAudience, isPlainIdentifier } from '../rules.ts';

/** A request to answer the question as of today and to sign a recognition. */
export interface IssueRequest {
  readonly question: Omit<Question, 'asOf'> & { readonly asOf?: string };
  /** URI or DID of the authority it is meant for. */
  readonly audience: string;
  /** 1 to 30; default 7. */
  readonly validDays?: number;
}

/** One thing wrong with an input. */
export interface InputFault {
  readonly code: string;
  /** Path in the input, for example `question.asOf`. */
  readonly path: string;
  readonly message: string;
}

/** Everything wrong with a request, on the day it is in its market; empty when it can be acted on. */
export function faultsOf(request: IssueRequest, today: string): readonly InputFault[] {
  const { question, audience, validDays = DEFAULT_VALID_DAYS } = request;
  const faults: InputFault[] = [];
  const check = (right: boolean, code: string, path: string, message: string): void => {
    if (!right) faults.push({ code, path, message });
  };
  check(
    isPlainIdentifier(question.certificate),
    'CERTIFICATE_NOT_PLAIN',
    'question.certificate',
    'Give the number in printable ASCII, 1 to 200 characters, as the register writes it.',
  );
  check(
    question.asOf === undefined || question.asOf === today,
    'NOT_TODAY',
    'question.asOf',
    `An attestation is about the day it is signed: leave asOf out, or give ${today}, the day it now is in the market.`,
  );
  const hs = question.product?.hs;
  const wrong = hs === undefined ? null : hsFault(hs);
  check(wrong === null, 'HS_CODE', 'question.product.hs', `The code ${shown(hs)} ${wrong ?? ''}.`);
  check(
    question.knownAt === undefined,
    'KNOWLEDGE_NOT_CURRENT',
    'question.knownAt',
    'An attestation rests on everything now known: leave knownAt out.',
  );
  check(
    isAudience(audience),
    'AUDIENCE_NOT_URI',
    'audience',
    'Name the authority by its DID, URN or https URL.',
  );
  check(
    Number.isSafeInteger(validDays) && validDays >= 1 && validDays <= MAX_VALID_DAYS,
    'LIFE_OUT_OF_RANGE',
    'validDays',
    `Give a whole number of days from 1 to ${MAX_VALID_DAYS}.`,
  );
  return faults;
}

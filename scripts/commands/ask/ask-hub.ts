import type { Answer, Question } from '../../../schema/generated/question.ts';
import { answerText, type Locale } from './answer-text.ts';
import { explanationText } from './explanation-text.ts';
import { hubAddress, queryHub } from '../hub.ts';
import { EXPLANATION, textsOf, toldOf, type HubExplanation } from './hub-explanation.ts';
import { CommandError, EXIT, print } from '../terminal.ts';

export interface HubQuestion {
  readonly certificate: string;
  readonly issuer?: string;
  readonly market: string;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly purpose?: 'REGULATORY' | 'VOLUNTARY';
  readonly hs?: string[];
  readonly hub?: string;
  readonly json?: boolean;
  readonly locale: Locale;
}

const QUERY = `query Ask($question: RecognitionQuestion!, $locale: Locale!, $explain: Boolean!) {
  recognition(question: $question) {
    status
    reasons { code message(locale: $locale) }
    route { id }
    annex { id }
    accepts { object upToLevel }
    changesOn
    asOf
    knownAt
    alternatives { agreement { id } annex { id } status reasons { code } }
    explanation @include(if: $explain) { ...Explained }
  }
}
${EXPLANATION}`;

interface Named {
  readonly id: string;
}

interface Recognition {
  readonly status: Answer['status'];
  readonly reasons: readonly {
    readonly code: Answer['reasons'][number];
    readonly message: string;
  }[];
  readonly route: Named | null;
  readonly annex: Named | null;
  readonly accepts: {
    readonly object: Question['presented'];
    readonly upToLevel: string | null;
  } | null;
  readonly changesOn: string | null;
  readonly asOf: string;
  readonly knownAt: string;
  readonly alternatives: readonly {
    readonly agreement: Named | null;
    readonly annex: Named | null;
    readonly status: Answer['status'];
    readonly reasons: readonly { readonly code: Answer['reasons'][number] }[];
  }[];
  /** Left out where nobody will read it. */
  readonly explanation?: HubExplanation;
}

/** Asks a hub one question over GraphQL. */
export async function askHub(asked: HubQuestion): Promise<number> {
  const { certificate, issuer, market, asOf, knownAt, purpose = 'REGULATORY', hs, locale } = asked;
  if (hs && hs.length > 1)
    throw new CommandError('USAGE', 'A product has one HS code: give --hs once.');
  const question = {
    certificate,
    market,
    purpose,
    ...(issuer === undefined ? {} : { issuer }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(knownAt === undefined ? {} : { knownAt }),
    ...(hs?.[0] === undefined ? {} : { product: { hs: hs[0] } }),
  };
  const explain = asked.json !== true;
  const { recognition } = await queryHub<{ readonly recognition: Recognition }>(
    hubAddress(asked.hub),
    QUERY,
    { question, locale, explain },
  );
  const answer = answerOf(recognition);
  const { reasons, explanation } = recognition;
  const times = { asOf: recognition.asOf, knownAt: recognition.knownAt };
  if (explanation === undefined) await print(JSON.stringify({ ...answer, ...times }));
  else {
    const texts = new Map([...textsOf(explanation), ...reasons.map(pair)]);
    const messages = (code: string): string => texts.get(code) ?? '';
    await print(
      [
        answerText({ ...question, ...times }, answer, messages, locale),
        explanationText(toldOf(explanation), messages, locale),
      ].join('\n'),
    );
  }
  return answer.status.startsWith('RECOGNISED') ? EXIT.done : EXIT.no;
}

const pair = ({ code, message }: { code: string; message: string }): [string, string] => [
  code,
  message,
];

function answerOf(recognition: Recognition): Answer {
  const { status, reasons, route, annex, accepts, changesOn, alternatives } = recognition;
  return {
    status,
    reasons: reasons.map(({ code }) => code),
    route: route?.id ?? null,
    annex: annex?.id ?? null,
    accepts: accepts
      ? {
          object: accepts.object ?? 'CERTIFICATE',
          ...(accepts.upToLevel === null ? {} : { upToLevel: accepts.upToLevel }),
        }
      : null,
    changesOn,
    alternatives: alternatives.map((other) => ({
      route: other.agreement?.id ?? null,
      annex: other.annex?.id ?? null,
      status: other.status,
      reasons: other.reasons.map(({ code }) => code),
    })),
  };
}

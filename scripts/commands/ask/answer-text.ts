import type { Answer, Question } from '../../../schema/generated/question.ts';
import { emphasise } from '../terminal.ts';

export type Locale = 'en' | 'zh';

/** Text of a reason code in the language asked for. */
export type Messages = (code: string, locale: Locale) => string;

const WORDS = {
  en: {
    in: 'in',
    on: 'on',
    route: 'route',
    domestic: 'none (domestic, or no agreement)',
    annex: 'annex',
    accepts: 'accepts',
    upTo: 'up to',
    changesOn: 'next change',
    reasons: 'reasons',
  },
  zh: {
    in: '→',
    on: '·',
    route: '途径',
    domestic: '无（国内或无协定）',
    annex: '附件',
    accepts: '接受',
    upTo: '最高至',
    changesOn: '下次变化',
    reasons: '理由',
  },
} as const satisfies Record<Locale, Record<string, string>>;

const COLOURS = {
  RECOGNISED: 'green',
  RECOGNISED_WITH_CONDITIONS: 'green',
  NOT_RECOGNISED: 'red',
  INDETERMINATE: 'yellow',
} as const;

/** An answer for people: status, route, and every reason with its text. */
export function answerText(
  question: Pick<Question, 'certificate' | 'market' | 'asOf' | 'purpose'>,
  answer: Answer,
  messages: Messages,
  locale: Locale,
): string {
  const words = WORDS[locale];
  const { status, route, annex, accepts, changesOn } = answer;
  const reasons = answer.reasons.map((code) => `    ${code}  ${messages(code, locale)}`);
  return [
    emphasise(COLOURS[status], status),
    `  ${question.certificate} ${words.in} ${question.market} ${words.on} ${question.asOf} (${question.purpose})`,
    `  ${words.route}: ${route ?? words.domestic}${annex === null || annex === undefined ? '' : `, ${words.annex} ${annex}`}`,
    ...(accepts
      ? [
          `  ${words.accepts}: ${accepts.object}${accepts.upToLevel === undefined ? '' : ` ${words.upTo} ${accepts.upToLevel}`}`,
        ]
      : []),
    ...(changesOn ? [`  ${words.changesOn}: ${changesOn}`] : []),
    ...(reasons.length > 0 ? [`  ${words.reasons}:`, ...reasons] : []),
  ].join('\n');
}

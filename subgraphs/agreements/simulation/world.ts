import type { FactsDocument, Register } from '../../../schema/generated/facts.ts';
import type { Answer, Question } from '../../../schema/generated/question.ts';
import { BODY_KINDS, type BodyEvidence, type BodyKind } from '../../../facts/model/evidence.ts';
import type { CertificateEvidence } from '../../../facts/model/evidence.ts';
import { digestOf } from '../../../facts/model/canonical.ts';
import type { FactKind, FactOf } from '../../../facts/kinds/kinds.ts';
import type { KindTrial } from '../../../facts/ledger/dry-run.ts';
import type { Held } from '../../../facts/ledger/fact-cache.ts';
import type { Documented } from '../../federation/simulation.ts';
import { compile } from '../decision/index.ts';
import { RULE_KINDS, type Rules } from '../loaders.ts';
import { answer, matterOf } from '../recognise.ts';

/** What facts about bodies, held or supposed, say of those behind a certificate. */
export type BodiesBehind = (held: Held<BodyKind>, certificate: CertificateEvidence) => BodyEvidence;

/** All facts but certificates, as they are or as they would be. */
export interface World {
  readonly rules: Rules;
  readonly bodies: Held<BodyKind>;
  readonly registers: readonly Register[];
}

export type Trials = ReadonlyMap<FactKind, KindTrial>;

/** A list without the versions that a document would end, and with what it would add. */
export function supposed<K extends FactKind>(
  facts: readonly FactOf<K>[],
  trial: KindTrial | undefined,
): readonly FactOf<K>[] {
  if (!trial) return facts;
  const ended = trial.ended.map(({ digest }) => digest);
  const kept =
    ended.length === 0
      ? facts
      : facts.filter((fact) => {
          const at = ended.indexOf(digestOf(fact));
          if (at >= 0) ended.splice(at, 1);
          return at < 0;
        });
  return [...kept, ...(trial.added as readonly FactOf<K>[])];
}

/** The world as it would be. Only what changes is compiled again. */
export function worldWith({ rules, bodies, registers }: World, trials: Trials): World {
  const changed = (kinds: readonly FactKind[]): boolean => kinds.some((kind) => trials.has(kind));
  return {
    rules: changed(RULE_KINDS)
      ? {
          ...rules,
          compiled: compile(suppose(rules.compiled.facts, RULE_KINDS, trials), rules.compiled),
        }
      : rules,
    bodies: changed(BODY_KINDS)
      ? {
          ...bodies,
          facts: suppose<Held<BodyKind>['facts']>(bodies.facts, BODY_KINDS, trials),
        }
      : bodies,
    registers: supposed<'registers'>(registers, trials.get('registers')),
  };
}

function suppose<F extends FactsDocument>(facts: F, kinds: readonly FactKind[], trials: Trials): F {
  const lists = kinds.map((kind) => [kind, supposed(facts[kind] ?? [], trials.get(kind))]);
  return { ...facts, ...(Object.fromEntries(lists) as Partial<F>) };
}

/** Answers questions about one certificate in a world. */
export function answering(
  world: World,
  { records, predecessors }: Omit<Documented, 'number'>,
  behind: BodiesBehind,
): (question: Question) => Answer {
  const evidence: CertificateEvidence = {
    certificates: [...records, ...predecessors],
    registers: world.registers,
    unavailable: [],
  };
  const bodies = behind(world.bodies, evidence);
  return (question) => answer(matterOf(world.rules, question, evidence, bodies));
}

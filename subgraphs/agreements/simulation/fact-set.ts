import type { FactsDocument, Register } from '../../../schema/generated/facts.ts';
import type { Answer, Question } from '../../../schema/generated/question.ts';
import { BODY_KINDS, type BodyEvidence, type BodyKind } from '../../../facts/model/evidence.ts';
import type { CertificateEvidence } from '../../../facts/model/evidence.ts';
import { digestOf } from '../../../facts/model/canonical.ts';
import type { FactKind, FactOf } from '../../../facts/kinds/kinds.ts';
import type { KindDryRun } from '../../../facts/ledger/dry-run.ts';
import type { CachedFacts } from '../../../facts/ledger/fact-cache.ts';
import type { CertificateRecords } from '../../federation/simulation.ts';
import { compile } from '../decision/index.ts';
import { RULE_KINDS, type Rules } from '../loaders.ts';
import { answer, decisionInput } from '../recognise.ts';

/** Evidence about the bodies behind a certificate, from facts held or supposed. */
export type BodyEvidenceOf = (
  held: CachedFacts<BodyKind>,
  certificate: CertificateEvidence,
) => BodyEvidence;

/** All facts but certificates, as they are or as they would be. */
export interface FactSet {
  readonly rules: Rules;
  readonly bodies: CachedFacts<BodyKind>;
  readonly registers: readonly Register[];
}

export type DryRuns = ReadonlyMap<FactKind, KindDryRun>;

/** A list without the versions that a document would end, and with what it would add. */
export function supposed<K extends FactKind>(
  facts: readonly FactOf<K>[],
  dryRun: KindDryRun | undefined,
): readonly FactOf<K>[] {
  if (!dryRun) return facts;
  const ended = dryRun.ended.map(({ digest }) => digest);
  const kept =
    ended.length === 0
      ? facts
      : facts.filter((fact) => {
          const at = ended.indexOf(digestOf(fact));
          if (at >= 0) ended.splice(at, 1);
          return at < 0;
        });
  return [...kept, ...(dryRun.added as readonly FactOf<K>[])];
}

/** The world as it would be. Only what changes is compiled again. */
export function factSetWith({ rules, bodies, registers }: FactSet, dryRuns: DryRuns): FactSet {
  const changed = (kinds: readonly FactKind[]): boolean => kinds.some((kind) => dryRuns.has(kind));
  return {
    rules: changed(RULE_KINDS)
      ? {
          ...rules,
          compiled: compile(suppose(rules.compiled.facts, RULE_KINDS, dryRuns), rules.compiled),
        }
      : rules,
    bodies: changed(BODY_KINDS)
      ? {
          ...bodies,
          facts: suppose<CachedFacts<BodyKind>['facts']>(bodies.facts, BODY_KINDS, dryRuns),
        }
      : bodies,
    registers: supposed<'registers'>(registers, dryRuns.get('registers')),
  };
}

function suppose<F extends FactsDocument>(
  facts: F,
  kinds: readonly FactKind[],
  dryRuns: DryRuns,
): F {
  const lists = kinds.map((kind) => [kind, supposed(facts[kind] ?? [], dryRuns.get(kind))]);
  return { ...facts, ...(Object.fromEntries(lists) as Partial<F>) };
}

/** Answers questions about one certificate in a world. */
export function answering(
  factSet: FactSet,
  { records, predecessors }: Omit<CertificateRecords, 'number'>,
  behind: BodyEvidenceOf,
): (question: Question) => Answer {
  const evidence: CertificateEvidence = {
    certificates: [...records, ...predecessors],
    registers: factSet.registers,
    unavailable: [],
  };
  const bodies = behind(factSet.bodies, evidence);
  return (question) => answer(decisionInput(factSet.rules, question, evidence, bodies));
}

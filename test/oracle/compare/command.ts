import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Answer } from '../../../schema/generated/question.ts';
import { COMPARED } from './disagreement.ts';
import { evaluate } from '../evaluate.ts';
import { repositoryRoot } from '../schemas.ts';
import { type World, worldWith } from '../worlds/world.ts';

/** An answer of the command that is not the oracle's. */
export interface Difference {
  readonly seed: number;
  /** Place of the question in the world, from 0. */
  readonly place: number;
  readonly differs: readonly string[];
}

/** Puts the questions of a world to `symbolon ask` over its facts, as files, and compares the lines. */
export async function differencesOf(seed: number, questions: number): Promise<Difference[]> {
  const made = worldWith(seed, questions);
  const lines = (await answersOf(made)).split('\n').slice(0, -1);
  if (lines.length !== questions)
    throw new Error(`world ${String(seed)}: ${String(lines.length)} answers`);
  return made.questions.flatMap((question, place) => {
    const given = JSON.parse(lines[place] ?? '') as Answer;
    const expected = evaluate(made.facts, question);
    const differs = COMPARED.filter((part) => inOrder(given[part]) !== inOrder(expected[part]));
    return differs.length === 0 ? [] : [{ seed, place, differs }];
  });
}

/** JSON with the properties in the order of their names. */
const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );

async function answersOf({ facts, questions }: World): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'symbolon-oracle-'));
  try {
    const [factsFile, questionsFile] = [join(folder, 'facts.json'), join(folder, 'q.ndjson')];
    writeFileSync(factsFile, JSON.stringify(facts));
    writeFileSync(questionsFile, questions.map((one) => JSON.stringify(one)).join('\n'));
    const program = `${repositoryRoot()}dist/scripts/symbolon.js`;
    const files = ['--facts', factsFile, '--questions', questionsFile];
    const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
    const child = spawn(process.execPath, [program, 'ask', ...files, '--json'], { stdio });
    const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
    if (out === '') throw new Error(errors);
    return out;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

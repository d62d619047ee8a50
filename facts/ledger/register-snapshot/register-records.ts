import type { Certificate, Register } from '../../../schema/generated/facts.ts';
import { numberKey, numberLikeness } from '../../../schema/spelling.ts';
import { among } from '../../../store/mongoose/operators.ts';
import type { StoredFact } from '../../kinds/stored.ts';
import type { FactsStore } from '../facts-store.ts';
import { visibleIn } from '../commit-watermark.ts';

/** What tells certificates of a register apart. */
export const entryKey = ({ issuer, number }: Pick<Certificate, 'issuer' | 'number'>): string =>
  `${issuer}\u0000${numberKey(number)}`;

type Row = Pick<StoredFact<'certificates'>, 'fact'>;

/** The register as now believed; undefined: there is none. */
export async function registerNamed(
  { models, horizon }: FactsStore,
  id: string,
): Promise<Register | undefined> {
  const rows = await models.registers
    .find({ key: id, ...visibleIn(horizon.snapshot()) })
    .lean<{ fact: Register }[]>();
  return rows.map(({ fact }) => fact).find(({ retractedAt }) => retractedAt === undefined);
}

const isOf =
  (register: string) =>
  ({ register: of, retractedAt }: Certificate): boolean =>
    of === register && retractedAt === undefined;

/** What is believed of some certificates that the register has shown, by key. */
export async function knownAmong(
  { models, horizon }: FactsStore,
  register: string,
  certificates: readonly Certificate[],
): Promise<ReadonlyMap<string, Certificate>> {
  const likenesses = [...new Set(certificates.map(({ number }) => numberLikeness(number)))];
  const rows = await models.certificates
    .find({ likeness: among(likenesses), ...visibleIn(horizon.snapshot()) }, { fact: 1 })
    .lean<Row[]>();
  return new Map(
    rows
      .map(({ fact }) => fact)
      .filter(isOf(register))
      .map((fact) => [entryKey(fact), fact]),
  );
}

/** How many certificates the register has shown that are believed. */
export const countOf = ({ models, horizon }: FactsStore, register: string): Promise<number> =>
  models.certificates.countDocuments({
    ...visibleIn(horizon.snapshot()),
    'fact.register': register,
    'fact.retractedAt': null,
  });

/** Everything that the register has shown and that is believed. */
export async function* allOf(
  { models, horizon }: FactsStore,
  register: string,
): AsyncGenerator<Certificate> {
  const rows = models.certificates
    .find({ ...visibleIn(horizon.snapshot()) }, { fact: 1 })
    .sort({ _id: 1 })
    .lean<Row[]>()
    .cursor({ batchSize: 1000 });
  const own = isOf(register);
  for await (const { fact } of rows as AsyncIterable<Row>) if (own(fact)) yield fact;
}

import type {
  Agreement,
  AgreementAnnex,
  AgreementParty,
  TerritoryCode,
} from '../../../../schema/generated/facts.ts';
import { compareText } from '../order.ts';
import { groupBy } from './group.ts';
import { ProductList } from './products.ts';

export interface PreparedAnnex {
  readonly record: AgreementAnnex;
  readonly products: ProductList;
}

/** An agreement as it is looked through: annexes in the order of routes, parties by territory. */
export interface PreparedAgreement {
  readonly record: Agreement;
  readonly effect: 'MARKET_ACCESS' | 'TECHNICAL_EQUIVALENCE';
  readonly annexes: readonly PreparedAnnex[];
  /** By territory in the order of roles; undefined: open to every territory. */
  readonly parties: ReadonlyMap<TerritoryCode, readonly AgreementParty[]> | undefined;
}

/** The default role of a party. */
const roleOf = ({ role = 'AUTHORISING' }: AgreementParty): string => role;

/** By role; the order of the record decides between parties of the same territory and role. */
const byRole = (one: AgreementParty, other: AgreementParty): number =>
  compareText(roleOf(one), roleOf(other));

export function prepareAgreement(record: Agreement): PreparedAgreement {
  const byId = [...record.annexes].sort((one, other) => compareText(one.id, other.id));
  const { parties } = record;
  return {
    record,
    effect:
      record.effect ??
      (record.kind === 'ACCREDITATION' ? 'TECHNICAL_EQUIVALENCE' : 'MARKET_ACCESS'),
    annexes: byId.map((annex) => ({
      record: annex,
      products: new ProductList(annex.products ?? []),
    })),
    parties:
      parties === undefined || parties.length === 0
        ? undefined
        : groupBy([...parties].sort(byRole), ({ territory }) => territory),
  };
}

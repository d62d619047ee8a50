import type {
  Agreement,
  AgreementAnnex,
  AgreementParty,
  TerritoryCode,
} from '../../../../../schema/generated/facts.ts';
import { asRecorded, isEmptied } from '../knowledge.ts';
import { compareText } from '../../timeline/order.ts';
import { groupBy } from './group.ts';
import { ProductList } from './products.ts';

export interface PreparedAnnex {
  readonly record: AgreementAnnex;
  readonly products: ProductList;
  /** RULE §6: covers only what it lists. */
  readonly closed: boolean;
}

/** An agreement as it is looked through: annexes in the order of routes, parties by territory. */
export interface PreparedAgreement {
  readonly record: Agreement;
  readonly effect: 'MARKET_ACCESS' | 'TECHNICAL_EQUIVALENCE';
  readonly annexes: readonly PreparedAnnex[];
  /** By territory in the order in which they count; undefined: open to every territory. */
  readonly parties: ReadonlyMap<TerritoryCode, readonly AgreementParty[]> | undefined;
  /** Some party excludes territories. */
  readonly excludes: boolean;
}

/** The default role of a party. */
export const roleOf = ({ role = 'AUTHORISING' }: AgreementParty): string => role;

const LATEST = '\uffff';

/** RULE §5, side: by role, then from (none first), then until (none last). */
const byRank = (one: AgreementParty, other: AgreementParty): number =>
  compareText(roleOf(one), roleOf(other)) ||
  compareText(one.from ?? '', other.from ?? '') ||
  compareText(one.until ?? LATEST, other.until ?? LATEST);

/** RULE §6: some entry is not excluded, or none is visible and one that was dropped is not. */
function isClosed(annex: AgreementAnnex): boolean {
  const { products } = annex;
  const counted = isEmptied(products) ? (asRecorded(annex) as AgreementAnnex).products : products;
  return counted?.some(({ excluded }) => excluded !== true) === true;
}

export const prepareAnnex = (record: AgreementAnnex): PreparedAnnex => ({
  record,
  products: new ProductList(record.products ?? []),
  closed: isClosed(record),
});

export function prepareAgreement(record: Agreement): PreparedAgreement {
  const byId = [...record.annexes].sort((one, other) => compareText(one.id, other.id));
  const { parties } = record;
  return {
    record,
    effect:
      record.effect ??
      (record.kind === 'ACCREDITATION' ? 'TECHNICAL_EQUIVALENCE' : 'MARKET_ACCESS'),
    annexes: byId.map(prepareAnnex),
    excludes: parties?.some(({ excludes }) => excludes !== undefined) === true,
    parties:
      parties === undefined || (parties.length === 0 && !isEmptied(parties))
        ? undefined
        : groupBy([...parties].sort(byRank), ({ territory }) => territory),
  };
}

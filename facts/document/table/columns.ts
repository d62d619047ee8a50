/** How a cell of a column is read. */
export type CellKind = 'text' | 'note' | 'date' | 'list' | 'hs' | 'hs list' | 'json';

/** What the rows of a table are. */
export interface TableShape {
  readonly columns: Readonly<Record<string, CellKind>>;
  readonly required: readonly string[];
  /** Other names of columns, as `titleOf` writes them. */
  readonly synonyms: ReadonlyMap<string, string>;
  /** Path of a row, by its place from 0. */
  readonly path: (index: number) => string;
}

/** A title as people vary it: case, spaces, points, dashes and the like do not matter. */
export const titleOf = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

const synonyms = (table: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(table).flatMap(([column, names]) =>
      names.split(',').map((name) => [titleOf(name), column] as const),
    ),
  );

/**
 * Columns of a table of certificates: the fields of a certificate, with a point before fields of
 * `scope`, `transferredFrom`, `holder` and `product`, of which names have a column for each language
 * (`holder.name.en`). Lists are separated by `;` or `|`; `events` and `persons` hold
 * JSON. An empty cell is an absent field.
 */
const CERTIFICATES: Readonly<Record<string, CellKind>> = {
  number: 'text',
  object: 'text',
  issuer: 'text',
  'holder.id': 'text',
  'holder.name.en': 'text',
  'holder.name.zh': 'text',
  'holder.brands': 'list',
  'product.name.en': 'text',
  'product.name.zh': 'text',
  'product.model': 'text',
  'product.brand': 'text',
  'product.manufacturer': 'text',
  issuerTerritory: 'text',
  scheme: 'text',
  standard: 'text',
  edition: 'text',
  level: 'text',
  components: 'list',
  profiles: 'list',
  domain: 'text',
  requirementSet: 'text',
  sectors: 'list',
  'scope.hs': 'hs list',
  'scope.keys': 'list',
  'scope.models': 'list',
  'scope.sites': 'list',
  issued: 'date',
  acceptedIntoProcess: 'date',
  validFrom: 'date',
  validUntil: 'date',
  validIn: 'list',
  'transferredFrom.number': 'text',
  'transferredFrom.issuer': 'text',
  'transferredFrom.on': 'date',
  accreditation: 'text',
  persons: 'json',
  register: 'text',
  events: 'json',
  recordedAt: 'text',
  retractedAt: 'text',
  note: 'note',
};

const CERTIFICATE_SYNONYMS = synonyms({
  number:
    'certificate,certificate number,certificate no,certificate no.,cert number,cert no,certificate id,registration number,reg no,证书编号,证书号,证书号码',
  issuer: 'issuing body,certification body,certifier,issued by,body,发证机构,认证机构,发证机构名称',
  issuerTerritory: 'issuer country,country of issuer,country,territory,issuing country,发证地,国家',
  issued: 'issue date,date of issue,issued on,issuance date,date issued,发证日期,颁证日期',
  validFrom: 'valid from,effective date,start date,effective from,有效期起,生效日期',
  validUntil:
    'valid to,valid till,valid until,expiry date,expiration date,expires,expires on,date of expiry,expiry,end date,有效期至,到期日期,截止日期,有效期止',
  scheme: 'certification scheme,programme,program,认证项目,认证制度,认证类别',
  standard: 'standard number,标准,认证标准,认证依据',
  edition: 'standard edition,version,标准版本',
  level: 'assurance level,级别,保证级别',
  sectors: 'sector,sector codes,专业领域,行业',
  note: 'notes,remark,remarks,comment,comments,备注',
  register: 'register id,登记簿',
  accreditation: 'accreditation number,认可编号',
  'holder.id': 'holder number,lei,client id,持有人编号,获证组织代码',
  'holder.name.en': 'holder name,client,client name,company,company name,certificate holder',
  'holder.name.zh': '获证组织,获证组织名称,持证人,持有人',
  'scope.hs': 'hs,hs code,hs codes,tariff code,海关编码,商品编码',
  'scope.models': 'models',
  'scope.sites': 'site,sites,production site,factory,生产厂,生产场所',
  'product.name.en': 'product,product name',
  'product.name.zh': '产品,产品名称',
  'product.manufacturer': 'manufacturer,生产企业,制造商',
  'product.brand': 'brand,品牌',
});

/** Columns of a table of questions, likewise. */
const QUESTIONS: Readonly<Record<string, CellKind>> = {
  certificate: 'text',
  issuer: 'text',
  market: 'text',
  asOf: 'date',
  knownAt: 'text',
  purpose: 'text',
  presented: 'text',
  signature: 'text',
  'product.hs': 'hs',
  'product.keys': 'list',
  'product.model': 'text',
  'product.site': 'text',
  'product.origin': 'text',
  'product.assembledIn': 'text',
  'product.shippedDirect': 'json',
  'product.placedOnMarket': 'date',
  'product.description': 'note',
  'claimed.scheme': 'text',
  'claimed.issuer': 'text',
  'claimed.issuerTerritory': 'text',
  'claimed.issued': 'date',
};

const QUESTION_SYNONYMS = synonyms({
  certificate:
    'number,certificate number,certificate no,certificate no.,cert number,cert no,certificate id,证书编号,证书号,证书号码',
  issuer: 'issuing body,certification body,certifier,issued by,发证机构,认证机构',
  market: 'market country,destination,country of destination,destination country,目标市场,市场',
  asOf: 'date,day,as of date,reference date,日期,查询日期',
  knownAt: 'known at date',
  'product.hs': 'hs,hs code,tariff code,海关编码,商品编码',
  'product.model': 'model,型号',
  'product.keys': 'key,keys,product key',
  'product.site': 'site,factory,生产厂',
  'product.origin': 'origin,country of origin,原产地,原产国',
  'product.placedOnMarket': 'placed on market',
  'product.description': 'description,product,goods,品名,货物名称',
  purpose: '用途',
});

/** The tables that are read: certificates of a facts document, and questions of a manifest. */
export const TABLE_SHAPES = {
  certificates: {
    columns: CERTIFICATES,
    required: ['number'],
    synonyms: CERTIFICATE_SYNONYMS,
    path: (index: number) => `$.certificates[${index}]`,
  },
  /** Certificates as a register shows them, with what they are now. */
  entries: {
    columns: { ...CERTIFICATES, status: 'text', statusFrom: 'date' },
    required: ['number'],
    synonyms: new Map([
      ...CERTIFICATE_SYNONYMS,
      ...synonyms({
        status: 'certificate status,state,证书状态,状态',
        statusFrom: 'status date,status since,date of status,状态日期',
      }),
    ]),
    path: (index: number) => `$.certificates[${index}]`,
  },
  questions: {
    columns: QUESTIONS,
    required: ['certificate', 'market'],
    synonyms: QUESTION_SYNONYMS,
    path: () => '$',
  },
  /** Questions of which each answer is to be signed. */
  orders: {
    columns: { ...QUESTIONS, audience: 'text', validDays: 'json' },
    required: ['certificate', 'market', 'audience'],
    synonyms: new Map([
      ...QUESTION_SYNONYMS,
      ...synonyms({ validDays: 'days', audience: 'authority' }),
    ]),
    path: () => '$',
  },
} as const satisfies Readonly<Record<string, TableShape>>;

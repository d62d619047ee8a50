/** Languages of the portal. */
export type Language = 'en' | 'zh';

/** Every text of the portal's pages, by language; a missing one does not compile. */
export const TEXTS = {
  en: {
    title: 'Symbolon',
    tagline:
      'Whether a conformity certificate of one country is recognised in another, why, and a signed attestation to prove it.',
    question: 'Is a certificate recognised?',
    certificate: 'Certificate number',
    market: 'Market',
    marketHint: 'Code of the country or market, such as NZ, CN or EU',
    asOf: 'On the day',
    asOfHint: 'Leave empty for today',
    ask: 'Ask',
    answer: 'Answer',
    reasons: 'Reasons',
    agreement: 'Agreement',
    changesOn: 'The answer changes on',
    never: 'The answer does not change, given what is known.',
    askedFor: 'Certificate {certificate} in {market} on {asOf}',
    checkedAt: 'Checked at',
    again: 'Ask another question',
    links: 'More',
    verify: 'Verify an attestation',
    explorer: 'Explore the data (GraphQL)',
    api: 'The other routes (OpenAPI)',
    keys: 'Keys of attestations',
    feed: 'Feed of changes',
    otherLanguage: '中文',
    problem: 'The question cannot be answered',
    incomplete: 'Give a certificate number and a market.',
    unavailable: 'The hub cannot answer at the moment. Try again in a minute.',
    RECOGNISED: 'Recognised',
    RECOGNISED_WITH_CONDITIONS: 'Recognised with conditions',
    NOT_RECOGNISED: 'Not recognised',
    INDETERMINATE: 'Cannot be determined',
    notHere: 'Not in this register',
    notHereMeans:
      'That does not say that the certificate is invalid, suspended or withdrawn, nor that it exists. Ask the body that issued it.',
    coverage:
      'This register holds {count} certificates of the schemes {schemes}. Date of the data:',
  },
  zh: {
    title: 'Symbolon',
    tagline: '一国的合格评定证书在另一国是否获得承认、理由何在，并出具签名证明。',
    question: '证书是否获得承认？',
    certificate: '证书编号',
    market: '市场',
    marketHint: '国家或市场代码，例如 NZ、CN、EU',
    asOf: '日期',
    asOfHint: '留空表示今天',
    ask: '查询',
    answer: '答复',
    reasons: '理由',
    agreement: '协定',
    changesOn: '答复将于以下日期改变',
    never: '据现有信息，答复不会改变。',
    askedFor: '证书 {certificate}，市场 {market}，日期 {asOf}',
    checkedAt: '查询时间',
    again: '再次查询',
    links: '更多',
    verify: '验证证明',
    explorer: '浏览数据（GraphQL）',
    api: '其他接口（OpenAPI）',
    keys: '签名密钥',
    feed: '变更记录',
    otherLanguage: 'English',
    problem: '无法回答该问题',
    incomplete: '请填写证书编号和市场。',
    unavailable: '系统暂时无法回答，请稍后再试。',
    RECOGNISED: '承认',
    RECOGNISED_WITH_CONDITIONS: '附条件承认',
    NOT_RECOGNISED: '不承认',
    INDETERMINATE: '无法确定',
    notHere: '本登记库中没有此证书',
    notHereMeans: '这并不表示该证书无效、被暂停或被撤销，也不表示它存在。请向发证机构查询。',
    coverage: '本登记库共收录 {count} 份证书，涉及制度：{schemes}。数据日期：',
  },
} as const satisfies Record<Language, Record<string, string>>;

export type Texts = (typeof TEXTS)[Language];

/** The language asked for by name, else the first one the browser prefers that we have. */
export function languageOf(named: string | undefined, accepted: string | undefined): Language {
  if (named === 'en' || named === 'zh') return named;
  for (const range of (accepted ?? '').toLowerCase().split(',')) {
    const tag = range.trim().slice(0, 2);
    if (tag === 'en' || tag === 'zh') return tag;
  }
  return 'en';
}

import type { Check, CheckCode } from '../../../subgraphs/attestations/verification/index.ts';

/** Why a check did not pass, in Chinese; a code without a text does not compile. */
const FAULTS: Readonly<Record<CheckCode, string>> = {
  NOT_COMPACT_JWS: '不是规范形式的紧凑 JWS。',
  NOT_A_QR_CODE: '不是证明二维码的文本。',
  PAYLOAD_NOT_JSON: '载荷不是唯一且无歧义的 JSON 对象。',
  WRONG_HEADER: '头部与此类文本不符。',
  BAD_SIGNATURE: '签名不是由此处信任的密钥作出。',
  UNKNOWN_KEY: '签名不是由此处信任的密钥作出。',
  UNKNOWN_ISSUER: '没有该签发者的密钥：请从可信来源获取。',
  WRONG_PURPOSE: '签名密钥并非用于签发证明。',
  REVOKED_KEY: '签名密钥已被撤销。',
  RETIRED_KEY: '签名密钥已停用；是否在停用前使用，只有日志证据能够说明。',
  TRUST_BUNDLE_EXPIRED: '信任包已过期：其中的密钥此后可能已被撤销。',
  ISSUER_MISMATCH: '所称签发者不是该密钥的所有者。',
  NO_AUDIENCE: '未写明受众。',
  OTHER_AUDIENCE: '证明是给其他受众的。',
  BAD_TIME: 'iat、nbf 和 exp 必须是自 1970 年起的整秒数。',
  NO_TRUSTED_TIME: '没有可信时间：是否过期不得而知。',
  NOT_YET_VALID: '尚未生效。',
  EXPIRED: '已过期。',
  BAD_PERIOD: '有效期不合规或超过 30 天。',
  PERIOD_MISMATCH: '两种写法的有效期不一致。',
  UNKNOWN_MEMBER: '含有未知成员，不是承认证明。',
  UNKNOWN_CONTEXT: '所用词汇未知，不是承认证明。',
  WRONG_TYPE: '类型不符，不是承认证明。',
  NO_IDENTIFIER: '缺少标识，不是完整的承认证明。',
  SUBJECT_MISMATCH: '所述证书前后不一致。',
  NO_RECOGNITION: '未说明承认，不是承认证明。',
  DIGEST_MISMATCH: '摘要不符。',
  CLAIMS_DISAGREE: '对同一事项的两处说明不一致，不可信赖。',
  OTHER_DOCUMENT: '与所示证书记录不符。',
  OUT_OF_SCOPE: '签发者无权就此作出说明。',
  NO_STATUS_LIST: '是否已被撤销不得而知：没有签发者的最新状态列表。',
  STATUS_LIST_STALE: '状态列表早应更新：目前状态不得而知。',
  STATUS_LIST_EXPIRED: '是否已被撤销不得而知：状态列表已过期。',
  BAD_STATUS_REFERENCE: '未写明其状态所在。',
  UNKNOWN_STATUS_VALUE: '状态值的含义在此未知。',
  OUTSIDE_STATUS_LIST: '其位置不在状态列表中。',
  NOT_RECORDED: '签发者没有签发记录。',
  REVOKED: '已被撤销。',
  SUSPENDED: '已被暂停：目前不可信赖。',
  NO_LOG_PROOF: '没有日志证据。',
  BAD_LOG_PROOF: '日志证据不成立。',
};

/** Chinese words for a check that passed or was not made, by the library's text. */
const PASSES: ReadonlyMap<string, string> = new Map([
  ['It is a compact JWS in canonical form.', '是规范形式的紧凑 JWS。'],
  [
    'The header has the members of this kind of token and no others.',
    '头部只含此类文本应有的成员。',
  ],
  ['It is signed by a key that is trusted here.', '由此处信任的密钥签名。'],
  ['The key was in use at the time of issue.', '签发时密钥在用。'],
  ['The issuer is the owner of the key.', '签发者即密钥的所有者。'],
  ['An audience is named; whether it is you was not asked.', '写明了受众；未询问是否为您。'],
  ['It is addressed to this audience.', '证明是给该受众的。'],
  ['It is valid at this time.', '目前在有效期内。'],
  ['The period is well-formed and at most 30 days.', '有效期合规且不超过 30 天。'],
  ['It is a recognition attestation in known terms.', '是以已知词汇写成的承认证明。'],
  ['It is the short form of a recognition attestation.', '是承认证明的简式。'],
  ['No time was asked about.', '未询问时间。'],
  ['Whether it has been revoked was not asked.', '未询问是否已被撤销。'],
  ['Whether it is in the log was not asked.', '未询问是否在日志中。'],
  [
    'The log holds the full attestation, not this short form.',
    '日志记载的是完整证明，不是此简式。',
  ],
  ['It has been neither revoked nor suspended.', '未被撤销或暂停。'],
]);

/** The explanation of a check in Chinese; undefined: there is only the English one. */
export const inChinese = ({ code, message, age }: Check): string | undefined =>
  code !== undefined
    ? FAULTS[code]
    : age === undefined
      ? PASSES.get(message)
      : `当时未被撤销或暂停；所据状态列表已有 ${Math.floor(age / 3600)} 小时，应予更新。`;

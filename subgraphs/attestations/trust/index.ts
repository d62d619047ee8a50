/** Whom to believe, for what: a bundle of keys signed by an offline root, and how it is opened. */
export { MAX_BUNDLE_LIFE_S, TRUST_BUNDLE_HEADER, verifyTrustBundle } from './bundle.ts';
export type {
  BundleFault,
  BundleOptions,
  VerifiedBundle,
  TrustBundle,
  TrustedParty,
} from './bundle.ts';
export { beyond, readScope, scopeCheck } from './scope.ts';
export type { Scope, Subject } from './scope.ts';
export { draftBundle } from './draft.ts';
export type { BundleDraft, PartnerEntry, PartyEntry } from './draft.ts';
export { RootError, makeRoot, signBundle } from './root.ts';
export type { RootKey } from './root.ts';
export { PublishError, PublishedBundles } from './published.ts';

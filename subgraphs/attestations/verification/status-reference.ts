import { isObject } from './format/json.ts';
import type { JsonObject } from './format/json.ts';

/** Where a token says its status stands; undefined when it says nothing, null when malformed. */
export function statusReference(
  claims: JsonObject,
): { readonly index: number; readonly uri: string } | null | undefined {
  const { status } = claims;
  if (status === undefined) return undefined;
  const list = isObject(status) ? status['status_list'] : undefined;
  if (!isObject(list)) return null;
  const { idx, uri } = list;
  const isIndex = typeof idx === 'number' && Number.isSafeInteger(idx) && idx >= 0;
  return isIndex && typeof uri === 'string' ? { index: idx, uri } : null;
}

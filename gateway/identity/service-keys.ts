import { importJWK } from 'jose';
import type { CryptoKey } from 'jose';
import type { Model, Mongoose } from 'mongoose';
import { declaredModel } from '../../store/mongoose/declared-model.ts';
import type { FindServiceKey } from './service-credentials.ts';

/** Milliseconds before an unknown key is looked for again: a flood of made-up keys costs nothing. */
const COOLDOWN_MS = 2_000;

interface ServiceKey {
  readonly _id: string;
  readonly x: string;
}

function keyModel(mongoose: Mongoose): Model<ServiceKey> {
  return declaredModel(
    mongoose,
    'ServiceKey',
    'serviceKeys',
    () => new mongoose.Schema<ServiceKey>({ _id: String, x: String }, { versionKey: false }),
  );
}

/**
 * Publishes the public half of a gateway's key in the store, which is what all processes of one hub
 * share and nobody else can write.
 */
export async function publishServiceKey(
  mongoose: Mongoose,
  key: { readonly id: string; readonly publicKey: CryptoKey },
): Promise<void> {
  const { x } = await crypto.subtle.exportKey('jwk', key.publicKey);
  if (x === undefined) throw new Error('The service key is not an Ed25519 key');
  await keyModel(mongoose).updateOne({ _id: key.id }, { $set: { x } }, { upsert: true });
}

/** Looks gateways' keys up in the store, remembering them. */
export function findServiceKeys(mongoose: Mongoose): FindServiceKey {
  const known = new Map<string, CryptoKey>();
  let lookedAt = -Infinity;
  return async (kid) => {
    const key = known.get(kid);
    if (key || performance.now() - lookedAt < COOLDOWN_MS) return key;
    lookedAt = performance.now();
    for (const { _id, x } of await keyModel(mongoose).find().lean())
      known.set(_id, await importKey(x));
    return known.get(kid);
  };
}

async function importKey(x: string): Promise<CryptoKey> {
  const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x }, 'EdDSA');
  if (key instanceof Uint8Array) throw new Error('A service key is never symmetric');
  return key;
}

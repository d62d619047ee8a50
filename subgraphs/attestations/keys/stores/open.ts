import { commandStore } from './command.ts';
import { pkcs11Store } from './pkcs11.ts';
import type { KeyStore } from './store.ts';

/** Where new signing keys are made; `file`: in the key folder. */
export type KeyStoreConfig =
  | { readonly kind: 'file' }
  | {
      readonly kind: 'pkcs11';
      /** Path of the vendor's PKCS#11 library. */
      readonly module: string;
      /** Label of the token. */
      readonly token: string;
      /** File with the user PIN; read once, never logged. */
      readonly pinFile: string;
    }
  | {
      readonly kind: 'command';
      /** Program and arguments; run without a shell. */
      readonly command: readonly string[];
    };

/**
 * Opens the configured store of keys; undefined for the key folder itself.
 * @throws KeyStoreError when it cannot be used as configured
 */
export function openKeyStore(config: KeyStoreConfig): KeyStore | undefined {
  switch (config.kind) {
    case 'file':
      return undefined;
    case 'pkcs11':
      return pkcs11Store(config);
    case 'command':
      return commandStore(config.command);
  }
}

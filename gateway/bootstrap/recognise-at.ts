import { RuleRepository } from '../../subgraphs/agreements/loaders.ts';
import { createRecognise } from '../../subgraphs/agreements/recognise.ts';
import type { Recognise } from '../../subgraphs/agreements/recognise.ts';
import { BodyRepository } from '../../subgraphs/bodies/loaders.ts';
import { CertificateRepository } from '../../subgraphs/certificates/loaders.ts';
import type { FactsStore } from '../../facts/ledger/facts-store.ts';

/**
 * Decides on the facts as they stood after a document, whatever was recorded since: not on what the
 * facts say of when they were known, but on what was there.
 */
export function recogniseAt(
  { models, horizon }: FactsStore,
  now: () => Date,
): (document: number) => Recognise {
  let last: { readonly document: number; readonly recognise: Recognise } | undefined;
  return (document) => {
    if (last?.document === document) return last.recognise;
    const view = {
      current: () => document,
      snapshot: () => ({ horizon: document, voided: horizon.snapshot().voided }),
    };
    const certificates = new CertificateRepository({ models, horizon: view });
    const bodies = new BodyRepository({ models, horizon: view });
    const recognise = createRecognise({
      rules: new RuleRepository({ models, horizon: view }),
      certificateEvidence: (numbers) => certificates.evidenceFor(numbers),
      bodyEvidence: (certificate) => bodies.evidenceFor(certificate),
      now,
    });
    last = { document, recognise };
    return recognise;
  };
}

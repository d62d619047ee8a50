import type { OutageRules } from './compiled/outage.ts';

/**
 * Evidence of a recognition (design: "completed with evidence by certificates and then bodies"). A
 * source that is down leaves it null, and the decision answers INDETERMINATE.
 */
const EVIDENCE: Readonly<Record<string, ReadonlySet<string>>> = {
  Certificate: new Set(['certificateEvidence', 'bodyEvidence']),
  Recognition: new Set(['certificateEvidence', 'bodyEvidence']),
  RecognitionHistory: new Set(['certificateEvidence', 'bodyEvidence']),
};

/** The outage rules of our supergraph. */
export const outageRules = (report: OutageRules['report']): OutageRules => ({
  isEvidence: (typename, field) => EVIDENCE[typename]?.has(field) ?? false,
  report,
});

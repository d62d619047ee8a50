import { auditAttestations } from './attestations.ts';
import type { AuditReport, Finding } from './finding.ts';
import { auditLog } from './log.ts';
import type { AuditSources } from './sources.ts';

export type { AuditReport, Finding } from './finding.ts';
export type { AuditSources } from './sources.ts';

/**
 * Verifies everything that was issued as an auditor would, after the fact: each signature, leaf,
 * place, change and decision, and the tree they are in. Changes nothing.
 */
export async function audit(
  sources: AuditSources,
  onFinding: (finding: Finding) => void = () => undefined,
): Promise<AuditReport> {
  const findings: Finding[] = [];
  const report = (finding: Finding): void => {
    findings.push(finding);
    onFinding(finding);
  };
  // The log last: by then it holds whatever was issued meanwhile.
  const attestations = await auditAttestations(sources, report);
  const { leaves, checkpoints } = await auditLog(sources, report);
  return { checked: { attestations, leaves, checkpoints }, findings };
}

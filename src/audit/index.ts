export { auditErrors } from './errors.ts';
export { auditRoutes } from './http.ts';
export type { AuditActor, AuditEntry, AuditVerification, NewAuditEntry, SealingReport } from './model.ts';
export { recordAudit, recordAudits } from './record.ts';
export { sealAudit, verifyAudit } from './seal.ts';
export { listAudit } from './service.ts';

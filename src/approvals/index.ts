export { digestContent } from './content-digest.ts';
export { approvalErrors } from './errors.ts';
export { FLOWS, findFlow } from './flows.ts';
export { approvalRoutes } from './http.ts';
export {
  type ApprovalCase,
  type ApprovalContent,
  DECISIONS,
  type Decision,
  type DecisionRecord,
  type Flow,
  type FlowStep,
  type Standing,
  type SubjectKey,
  type SubmissionRecord,
} from './model.ts';
export { nextStep, stepsFor } from './rules.ts';
export {
  type ApprovalHistory,
  type DecisionOutcome,
  decide,
  findApproval,
  listPending,
  type NewDecision,
  type NewSubmission,
  type PendingQueue,
  type SubmissionOutcome,
  submitForApproval,
} from './service.ts';
export { type ActionView, type ApprovalView, type DecisionView, viewApproval } from './view.ts';

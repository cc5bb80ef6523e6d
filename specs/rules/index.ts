import type { Rule } from '../judge/rule.ts';
import { adminPassword } from './admin-password.ts';
import { attachmentsShow } from './attachments-show.ts';
import { badRequest } from './bad-request.ts';
import { documentedError } from './documented-error.ts';
import { documentedUse } from './documented-use.ts';
import { emptyBody } from './empty-body.ts';
import { errorBody } from './error-body.ts';
import { exampleAccepted } from './example-accepted.ts';
import { failing } from './failing.ts';
import { idForm } from './id-form.ts';
import { intermediateStates } from './intermediate-states.ts';
import { invalidQuery } from './invalid-query.ts';
import { keypairFits } from './keypair-fits.ts';
import { links } from './links.ts';
import { listShowAgree } from './list-show-agree.ts';
import { lock } from './lock.ts';
import { microversionDefault } from './microversion-default.ts';
import { microversionEcho } from './microversion-echo.ts';
import { microversionLatest } from './microversion-latest.ts';
import { microversionRange } from './microversion-range.ts';
import { microversionMalformed, microversionUnsupported } from './microversion-refused.ts';
import { microversionRequest } from './microversion-request.ts';
import { microversionResponse } from './microversion-response.ts';
import { microversionStatus } from './microversion-status.ts';
import { noServerError } from './no-server-error.ts';
import { nothingMade } from './nothing-made.ts';
import { paging } from './paging.ts';
import { queryEffect } from './query-effect.ts';
import { recycleBin } from './recycle-bin.ts';
import { badToken, noToken, unknownId } from './refusal.ts';
import { refused } from './refused.ts';
import { requestId } from './request-id.ts';
import { requestParameter } from './request-parameter.ts';
import { responseBody } from './response-body.ts';
import { responseField } from './response-field.ts';
import { responseLimit } from './response-limit.ts';
import { resultingState } from './resulting-state.ts';
import { sentComesBack } from './sent-comes-back.ts';
import { serviceUp } from './service-up.ts';
import { sorting } from './sorting.ts';
import { stateConsistency } from './state-consistency.ts';
import { statement } from './statement.ts';
import { successStatus } from './success-status.ts';
import { taskFound } from './task-found.ts';
import { timestamps } from './timestamps.ts';
import { transition, transitionRefused } from './transition.ts';
import { undocumentedField } from './undocumented-field.ts';
import { deleted, forbidden, foreign } from './who-may.ts';
import { wrongParent } from './wrong-parent.ts';

/** All rules, in the order in which reports show them. */
export const RULES: readonly Rule[] = [
  successStatus,
  exampleAccepted,
  documentedUse,
  requestParameter,
  responseBody,
  responseField,
  responseLimit,
  emptyBody,
  undocumentedField,
  resultingState,
  taskFound,
  listShowAgree,
  sentComesBack,
  idForm,
  timestamps,
  links,
  adminPassword,
  keypairFits,
  attachmentsShow,
  requestId,
  noToken,
  badToken,
  unknownId,
  forbidden,
  foreign,
  deleted,
  wrongParent,
  refused,
  badRequest,
  nothingMade,
  documentedError,
  errorBody,
  noServerError,
  queryEffect,
  paging,
  sorting,
  invalidQuery,
  microversionResponse,
  microversionRequest,
  microversionStatus,
  microversionEcho,
  microversionDefault,
  microversionLatest,
  microversionUnsupported,
  microversionMalformed,
  microversionRange,
  transition,
  transitionRefused,
  intermediateStates,
  stateConsistency,
  statement,
  failing,
  serviceUp,
  lock,
  recycleBin,
];

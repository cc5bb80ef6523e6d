import type { Rule } from '../judge/rule.ts';
import { badRequest } from './bad-request.ts';
import { documentedError } from './documented-error.ts';
import { emptyBody } from './empty-body.ts';
import { errorBody } from './error-body.ts';
import { exampleAccepted } from './example-accepted.ts';
import { noServerError } from './no-server-error.ts';
import { nothingMade } from './nothing-made.ts';
import { badToken, noToken, unknownId } from './refusal.ts';
import { refused } from './refused.ts';
import { requestId } from './request-id.ts';
import { requestParameter } from './request-parameter.ts';
import { responseBody } from './response-body.ts';
import { responseField } from './response-field.ts';
import { resultingState } from './resulting-state.ts';
import { successStatus } from './success-status.ts';
import { undocumentedField } from './undocumented-field.ts';
import { deleted, forbidden, foreign, wrongParent, wrongState } from './who-may.ts';

/** All rules, in the order in which reports show them. */
export const RULES: readonly Rule[] = [
  successStatus,
  exampleAccepted,
  requestParameter,
  responseBody,
  responseField,
  emptyBody,
  undocumentedField,
  resultingState,
  requestId,
  noToken,
  badToken,
  unknownId,
  forbidden,
  foreign,
  deleted,
  wrongParent,
  wrongState,
  refused,
  badRequest,
  nothingMade,
  documentedError,
  errorBody,
  noServerError,
];

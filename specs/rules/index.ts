import type { Rule } from '../judge/rule.ts';
import { emptyBody } from './empty-body.ts';
import { errorBody } from './error-body.ts';
import { exampleAccepted } from './example-accepted.ts';
import { noServerError } from './no-server-error.ts';
import { badToken, noToken, unknownId } from './refusal.ts';
import { requestId } from './request-id.ts';
import { requestParameter } from './request-parameter.ts';
import { responseBody } from './response-body.ts';
import { responseField } from './response-field.ts';
import { resultingState } from './resulting-state.ts';
import { successStatus } from './success-status.ts';
import { undocumentedField } from './undocumented-field.ts';

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
  errorBody,
  noServerError,
];

import type { Control } from '../types.ts';
import { optionalAbsent, otherIntermediate, otherLegalCode, otherPageSizes, strangers, tooBusy } from './parts.ts';
import {
  brokenOff,
  contentTypeParameters,
  extraHeaders,
  keyOrder,
  longerWaits,
  otherIds,
  otherTimes,
  otherWords,
  undocumentedMember,
} from './whole.ts';

/** All controls, in the order in which the matrix shows them. */
export const CONTROLS: readonly Control[] = [
  keyOrder,
  otherIds,
  otherTimes,
  longerWaits,
  extraHeaders,
  contentTypeParameters,
  otherWords,
  undocumentedMember,
  optionalAbsent,
  otherIntermediate,
  otherLegalCode,
  otherPageSizes,
  strangers,
  tooBusy,
  brokenOff,
];

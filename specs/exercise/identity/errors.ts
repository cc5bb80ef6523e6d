/** Why a target can't be judged at all. */
export type TargetErrorCode =
  | 'refused'
  | 'dns'
  | 'tls'
  | 'timeout'
  | 'unreachable'
  | 'unavailable'
  | 'not-keystone'
  | 'credentials'
  | 'project'
  | 'catalog'
  | 'expired';

/** The target can't be reached, or lets nobody in. Its message is one sentence with what to look at. */
export class TargetError extends Error {
  /** The target could not be judged. */
  readonly exitCode = 3;
  readonly code: TargetErrorCode;

  constructor(code: TargetErrorCode, sentence: string) {
    super(sentence);
    this.name = 'TargetError';
    this.code = code;
  }
}

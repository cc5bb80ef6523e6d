import type { Exchange } from './types.ts';

/** Whether a status code is one of success. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Whether an exchange was answered with success. */
export function isAccepted({ response }: Exchange): boolean {
  return response !== undefined && isSuccess(response.status);
}

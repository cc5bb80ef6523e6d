import { compareVersions } from '../schemas/version.ts';
import type { Operation } from '../specs/contract/types.ts';
import type { Connection } from '../specs/exercise/connection.ts';
import type { Credentials } from '../specs/exercise/target/types.ts';
import type { Exchange } from '../specs/recording/types.ts';

/** Clocks further apart than this make a difference: tokens seem expired, and signatures are refused after some minutes. */
export const CLOCK_TOLERANCE_SECONDS = 5;

/** What one service of the catalog answered. */
export interface ServiceState {
  service: string;
  url: string | null;
  /** Null where it answers as it should; else a sentence. */
  problem: string | null;
}

/** Who was let in. */
export interface IdentityState {
  identity: string;
  user: string;
  project: string;
  projectId: string;
  roles: string[];
}

/** What the services of a contract said when they were asked for something harmless. */
export async function probeServices(connection: Connection, seen: readonly Exchange[]): Promise<ServiceState[]> {
  const { contract, caller, sessions } = connection;
  const member = sessions.member!;
  const known = [...contract.operations.values(), ...contract.auxiliary.values()];
  const services = [...new Set(known.map(({ service }) => service))];
  return Promise.all(
    services.map(async (service): Promise<ServiceState> => {
      if (!member.has(service)) return { service, url: null, problem: whyMissing(() => member.endpoint(service)) };
      const url = member.endpoint(service);
      const isOfService = ({ operation }: Exchange): boolean =>
        known.some(({ id, service: one }) => id === operation && one === service);
      const answers = seen.filter(isOfService);
      const probe = answers.length === 0 ? harmless(known, service) : undefined;
      if (probe)
        answers.push(
          await caller.send({
            operation: probe,
            intent: 'discovery',
            scenario: 'discovery',
            identity: 'member',
            version: null,
          }),
        );
      return { service, url, problem: problemOf(answers) };
    }),
  );
}

/** A read that needs no id. */
function harmless(operations: Operation[], service: string): Operation | undefined {
  return operations.find(
    (one) =>
      one.service === service &&
      one.method === 'GET' &&
      one.permission === 'member' &&
      !/\{(?!project_id)/.test(one.path),
  );
}

/** One good answer is enough; else what was wrong with the last one. */
function problemOf(answers: Exchange[]): string | null {
  const problems = answers.map(problemOfAnswer);
  return problems.includes(null) ? null : (problems.at(-1) ?? null);
}

function problemOfAnswer({ response, failure }: Exchange): string | null {
  if (failure) return `cannot be reached: ${failure.message}`;
  const { status, headers, body } = response!;
  if (status === 401 || status === 403) return `lets nobody in (${status})`;
  if (status >= 400) return `answers ${status}`;
  if (typeof body !== 'object' || body === null)
    return `answers ${status} with ${headers['content-type'] ?? 'nothing'} instead of JSON`;
  return null;
}

function whyMissing(find: () => unknown): string {
  try {
    find();
    return 'is not there';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Who was let in, by identity; the administrator is left out where it is the ordinary user. */
export function identitiesOf({ sessions, target }: Connection): IdentityState[] {
  return Object.entries(target.identities).flatMap(([identity, credentials]) => {
    const session = sessions[identity as keyof typeof sessions];
    if (!session || !credentials) return [];
    const { projectId, projectName, roles, userId } = session;
    return [{ identity, user: userName(credentials, userId), project: projectName ?? projectId, projectId, roles }];
  });
}

function userName(credentials: Credentials, userId: string | null): string {
  if (credentials.kind === 'ak-sk') return 'an access key';
  const { method } = credentials;
  if (method.kind === 'password') return 'name' in method.user ? method.user.name : method.user.id;
  return method.kind === 'token' ? `a token of ${userId}` : `application credential ${method.id ?? method.name}`;
}

/** Microversions that target and contract have in common; null where the target states none, `none` where there are none. */
export function commonVersions({ contract, discovery }: Connection): { min: string; max: string } | 'none' | null {
  if (!discovery.microversions) return null;
  const ranges = [contract.profile.microversions, discovery.microversions];
  const min = ranges
    .map((range) => range.min)
    .sort(compareVersions)
    .at(-1)!;
  const max = ranges
    .map((range) => range.max)
    .sort(compareVersions)
    .at(0)!;
  return compareVersions(min, max) > 0 ? 'none' : { min, max };
}

/**
 * Seconds by which the target's clock is ahead of ours, from the Date header (RFC 9110) of the quickest answer: the header
 * has whole seconds and was written somewhere between sending and answering. Null where no answer had one.
 */
export function clockSkewSeconds(exchanges: readonly Exchange[]): number | null {
  const dated = exchanges.flatMap(({ sentAt, durationMs, response }) => {
    const date = Date.parse(response?.headers.date ?? '');
    return Number.isNaN(date)
      ? []
      : [{ date, from: Date.parse(sentAt), until: Date.parse(sentAt) + durationMs, durationMs }];
  });
  const best = dated.sort((a, b) => a.durationMs - b.durationMs)[0];
  if (!best) return null;
  // The header is cut down to the second: the true time lies within the second after it.
  if (best.date + 1000 < best.from) return Math.round((best.date + 1000 - best.from) / 1000);
  if (best.date > best.until) return Math.round((best.date - best.until) / 1000);
  return 0;
}

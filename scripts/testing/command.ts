import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { credentials, type RunningCloud } from '../../fixtures/cloud/index.ts';
import { ROOT } from '../suite.ts';

/** How a command ended, and what it said. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Starts the command as a user would, without a terminal, and with nothing of this machine's clouds in its environment. */
export function start(folder: string, args: string[], environment: Record<string, string> = {}): ChildProcess {
  const own = Object.entries(process.env).filter(([name]) => !/^(OS_|HUAWEICLOUD_|CONFORM_|VITEST)/.test(name));
  const env = { ...Object.fromEntries(own), ...environment };
  return spawn(process.execPath, [path.join(ROOT, 'scripts/conform.mjs'), ...args], { cwd: folder, env });
}

/** Runs the command to its end. */
export function conform(folder: string, args: string[], environment: Record<string, string> = {}): Promise<Ended> {
  return end(start(folder, args, environment));
}

/** Waits for the end of a command. */
export function end(child: ChildProcess): Promise<Ended> {
  const ended = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.on('data', (chunk: Buffer) => {
      ended[name] += chunk.toString();
    });
  }
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...ended })));
}

/** Writes a target file that leads to a cloud in this process. @returns its name */
export function writeTarget(
  folder: string,
  name: string,
  identityUrl: string,
  more: Record<string, unknown> = {},
): string {
  const { demo, admin } = credentials;
  const content = {
    name,
    profile: 'openstack',
    identity: { url: identityUrl, username: demo.user, password: demo.password, project: demo.project },
    identities: { admin: { username: admin.user, password: admin.password, project: admin.project } },
    allow: { create: true, admin: true, destructive: true },
    limits: { servers: 6, requestsPerSecond: 10_000, concurrency: 6, timeoutSeconds: 5, pollIntervalMs: 5 },
    ...more,
  };
  writeFileSync(path.join(folder, `${name}.yaml`), JSON.stringify(content));
  return `${name}.yaml`;
}

/** What a cloud holds that a run could have made or changed, one line each. */
export function holdings({ state }: RunningCloud): string[] {
  const named = (kind: string, things: Iterable<{ id?: unknown; name: string }>): string[] =>
    [...things].map((thing) => `${kind} ${thing.name} ${String(thing.id ?? '')}`);
  return [
    ...named(
      'server',
      [...state.servers.values()].filter((one) => one.deletedAt === undefined && one.softDeletedAt === undefined),
    ),
    ...named('volume', state.volumes.values() as Iterable<{ id: string; name: string }>),
    ...named('port', state.ports.values()),
    ...named('keypair', state.keypairs.values()),
    ...named('server group', state.serverGroups.values()),
    ...named('aggregate', state.aggregates.values()),
    ...named('flavor', state.flavors.values()),
    ...named('image', state.images.values()),
    ...state.services.filter((one) => one.disabled || one.forcedDown).map((one) => `service ${one.host}`),
  ].sort();
}

/** A server that is no cloud. @returns its address */
export async function hostileServer(answer: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

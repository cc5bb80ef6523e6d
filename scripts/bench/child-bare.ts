import { Agent, request } from 'undici';
import { readRecording } from '../../specs/recording/read.ts';
import { openTarget } from '../targets.ts';

// The bare client: sends the requests of a recording over kept-alive connections, as many at once as the run had, and throws the
// answers away.
const [profile, recordingFile] = process.argv.slice(2) as [string, string];
const { exchanges } = readRecording(recordingFile);
const opened = await openTarget(`embedded:${profile}`);
const { limits, identities } = opened.target;
const agent = new Agent({ connections: limits.concurrency, pipelining: 1 });
const startedAt = performance.now();
const token = await logIn();
const queue = [...exchanges];
await Promise.all(Array.from({ length: limits.concurrency }, worker));
const wallMs = performance.now() - startedAt;
await agent.close();
await opened.close();
process.stdout.write(`${JSON.stringify({ wallMs, memoryMiB: Math.round(process.resourceUsage().maxRSS / 1024) })}\n`);

async function worker(): Promise<void> {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const url = new URL(next.request.url);
    const headers = { ...next.request.headers };
    if (headers['X-Auth-Token']?.startsWith('«redacted')) headers['X-Auth-Token'] = token;
    const { body } = next.request;
    const answer = await request(`${opened.cloud!.url}${url.pathname}${url.search}`, {
      dispatcher: agent,
      method: next.request.method as 'GET',
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    });
    await answer.body.dump();
  }
}

async function logIn(): Promise<string> {
  const member = identities.member;
  if (member.kind !== 'keystone' || member.method.kind !== 'password')
    throw new Error('the embedded target logs in by password');
  const { user, password } = member.method;
  const auth = {
    identity: { methods: ['password'], password: { user: { ...user, password } } },
    scope: { project: member.project },
  };
  const answer = await request(`${member.url}/auth/tokens`, {
    dispatcher: agent,
    method: 'POST',
    body: JSON.stringify({ auth }),
  });
  await answer.body.dump();
  return String(answer.headers['x-subject-token']);
}

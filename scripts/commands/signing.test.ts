import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Report } from '../../reports/model.ts';
import { signatureOf, signatureText, signReport } from '../../reports/signing/sign.ts';
import { makeStatement } from '../../reports/signing/statement.ts';
import type { SignatureFile } from '../../reports/signing/types.ts';
import { temporaryFolder } from '../../schemas/testing/temporary-folder.ts';
import { explain } from '../exit.ts';
import { runTarget } from '../run-target.ts';
import { writeRun } from '../write-run.ts';
import type { Register } from './options.ts';
import { registerProve } from './prove.ts';
import { registerSign } from './sign.ts';
import { registerVerify } from './verify.ts';

const folder = temporaryFolder();

/** A run of some operations, judged as such; and as a part of the whole contract, as levels need it. */
const signed = path.join(folder, 'signed');
const whole = path.join(folder, 'whole');
const keyFile = path.join(folder, 'key.pem');
const publicFile = path.join(folder, 'public.pem');
let privateKey: KeyObject;

function makeKey(name: string): KeyObject {
  const pair = generateKeyPairSync('ed25519');
  writeFileSync(path.join(folder, `${name}.pem`), pair.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const publicName = name === 'key' ? 'public.pem' : `${name}-public.pem`;
  writeFileSync(path.join(folder, publicName), pair.publicKey.export({ type: 'spki', format: 'pem' }));
  return pair.privateKey;
}

/** Carries a command out in this process. */
async function conform(register: Register, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const result = { code: -1, out: '', err: '' };
  const write = (key: 'out' | 'err') => (text: unknown) => {
    result[key] += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(write('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(write('err')),
  ];
  try {
    const program = new Command('conform').exitOverride();
    register(program, (code) => {
      result.code = code;
    });
    for (const command of program.commands) command.exitOverride();
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    result.code = explain(error);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return result;
}

const verify = (where: string, ...more: string[]) =>
  conform(registerVerify, 'verify', where, '--key', publicFile, ...more);

/** A copy of the signed folder in which something is changed. */
let copies = 0;
function changed(change: (where: string) => void, of = signed): string {
  const where = path.join(folder, `copy-${++copies}`);
  cpSync(of, where, { recursive: true });
  change(where);
  return where;
}

/** Changes the text of a file. */
function edit(where: string, file: string, change: (text: string) => string): void {
  const name = path.join(where, file);
  const before = readFileSync(name, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(name, after);
}

/** Signs a folder as it is, whether that follows from the recording or not: what somebody with another tool could do. */
function signBlindly(where: string, key: KeyObject, change: (content: SignatureFile) => void = () => {}): void {
  const { statement, leaves } = makeStatement(where, { now: new Date() });
  const content = signatureOf(statement, leaves, key);
  change(content);
  const { statement: said } = content;
  writeFileSync(path.join(where, 'signature.json'), signatureText(signatureOf(said, leaves, key)));
}

beforeAll(async () => {
  privateKey = makeKey('key');
  const only = ['keypair.*'];
  const { contract, recordingFile } = await runTarget({ target: 'embedded:huawei', out: signed, only, quiet: true });
  await writeRun({ contract, recordingFile, out: signed, only });
  await writeRun({ contract, recordingFile, out: whole });
  cpSync(recordingFile, path.join(whole, 'recording.jsonl'));
  const { code, out, err } = await conform(registerSign, 'sign', signed, '--key', keyFile);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain(`Signed: ${path.join(signed, 'signature.json')}`);
});

describe('verify', () => {
  test('accepts what was signed, and says what it is', async () => {
    const { code, out } = await verify(signed);
    expect(out).toContain('✓ Verified: embedded huawei (huawei), run ');
    expect(out).toContain('a part alone: keypair.*');
    expect(out).toMatch(/Judged again: all \d+ verdicts follow from the recording\./);
    expect(code).toBe(0);
  });

  test('gives the same as JSON, without the key too', async () => {
    const { code, out } = await conform(registerVerify, 'verify', signed, '--json');
    const answer = JSON.parse(out);
    expect(answer).toMatchObject({ verified: true, problems: [] });
    expect(answer.notes.join()).toContain('compare its name');
    expect(answer.signer).toMatch(/^SHA256:/);
    expect(code).toBe(0);
  });

  test('names a flipped verdict, whether or not the report is still of its format', async () => {
    const id = 'keypair.create/success-status/200';
    const where = changed((at) => edit(at, 'report.json', (text) => flip(text, id)));
    const { code, out } = await verify(where);
    expect(out).toContain('✕ Not verified');
    expect(out).toContain(`report.json: ${id}: the verdict was changed: pass was signed, inconclusive stands there`);
    expect(code).toBe(1);
    const crude = changed((at) =>
      edit(at, 'report.json', (text) => text.replace(/(success-status\/200"[^}]*"verdict": )"pass"/, '$1"fail"')),
    );
    expect((await verify(crude)).out).toMatch(
      /success-status\/200: the verdict was changed: pass was signed, fail stands there/,
    );
    const broken = await verify(changed((at) => edit(at, 'report.json', (text) => text.slice(0, -9))));
    expect(broken.out).toContain('report.json: it is no JSON any more');
  });

  test('names a verdict that was flipped before the signing, as it does not follow', async () => {
    const id = 'keypair.create/success-status/200';
    const where = changed((at) => {
      edit(at, 'report.json', (text) => flip(text, id));
      signBlindly(at, privateKey);
    });
    const { code, out } = await verify(where);
    expect(out).toContain(`signature.json: ${id}: the verdict is inconclusive, and the recording gives pass`);
    expect(code).toBe(1);
    const again = await conform(registerSign, 'sign', where, '--key', keyFile);
    expect(again.err).toContain('the report does not follow from its recording: keypair.create/success-status/200');
    expect(again.code).toBe(2);
  });

  test('names a check that was left out', async () => {
    const id = 'keypair.create/no-server-error';
    const where = changed((at) => {
      edit(at, 'report.json', (text) => {
        const report = JSON.parse(text) as Report;
        return JSON.stringify({ ...report, checks: report.checks.filter((check) => check.id !== id) });
      });
      signBlindly(at, privateKey);
    });
    const { code, out } = await verify(where);
    expect(out).toContain(`signature.json: ${id}: the contract asks for this check, and the statement leaves it out`);
    expect(code).toBe(1);
  });

  test('names a level that was not reached', async () => {
    const honest = changed((at) => signBlindly(at, privateKey), whole);
    expect((await verify(honest)).out).toContain('level none (huawei/2026-11)');
    const where = changed((at) => {
      edit(at, 'report.json', (text) => text.replace('"reached": null', '"reached": "bms"'));
      signBlindly(at, privateKey);
    }, whole);
    const { code, out } = await verify(where);
    expect(out).toContain('signature.json: the level reached is "bms", and the recording gives none');
    expect(code).toBe(1);
  });

  test('names what is said of the run, its target or its waivers, and is not what the recording says', async () => {
    const claims: [string, (statement: SignatureFile['statement']) => void][] = [
      ['run', ({ run }) => delete run.only],
      ['run', ({ run }) => Object.assign(run, { partial: { shard: 1, of: 2 } })],
      ['target', ({ target }) => Object.assign(target, { name: 'another cloud' })],
      ['waivers', ({ waivers }) => waivers.push({ check: '*', owner: 'O', reason: 'R', expires: '2999-01-01' })],
    ];
    for (const [name, change] of claims) {
      const { code, out } = await verify(
        changed((at) => signBlindly(at, privateKey, ({ statement }) => change(statement))),
      );
      expect(out).toContain(`signature.json: what it says under "${name}" is not what the recording says`);
      expect(code).toBe(1);
    }
  });

  test('names a changed exchange, and one that is gone', async () => {
    const lines = readFileSync(path.join(signed, 'recording.jsonl'), 'utf8').split('\n');
    const at = lines.findIndex((line) => line.includes('"operation":"keypair.create"'));
    const { id } = JSON.parse(lines[at]!) as { id: string };
    const one = changed((where) =>
      edit(where, 'recording.jsonl', (text) =>
        text.replace(`"id":"${id}","operation":"keypair.create"`, `"id":"${id}","operation":"keypair.import"`),
      ),
    );
    const first = await verify(one);
    expect(first.out).toContain(`recording.jsonl:${at + 1}: ${id} was changed`);
    expect(first.code).toBe(1);
    const two = changed((where) => edit(where, 'recording.jsonl', () => lines.toSpliced(at, 1).join('\n')));
    const second = await verify(two);
    expect(second.out).toMatch(
      new RegExp(`recording.jsonl: it has \\d+ lines, where \\d+ were signed; line ${at + 1} .*: ${id}$`, 'm'),
    );
    expect(second.code).toBe(1);
  });

  test('names another contract', async () => {
    const where = changed((at) => {
      edit(at, 'report.json', (text) => text.replace(/("digest": )"[0-9a-f]{64}"/, `$1"${'0'.repeat(64)}"`));
      signBlindly(at, privateKey);
    });
    const { code, out } = await verify(where);
    expect(out).toContain('it was judged by another contract: huawei 000000000000');
    expect(code).toBe(1);
  });

  test('names a result that has expired', async () => {
    const { statement } = JSON.parse(readFileSync(path.join(signed, 'signature.json'), 'utf8')) as SignatureFile;
    expect((await verify(signed, '--at', statement.expires)).code).toBe(0);
    const { code, out } = await verify(signed, '--at', '2999-01-01');
    expect(out).toContain(`the result has expired: it held until ${statement.expires}, and this is 2999-01-01`);
    expect(code).toBe(1);
  });

  test('names a forged signature: another key, another statement, another signature', async () => {
    const forger = makeKey('forger');
    const other = await verify(changed((at) => signBlindly(at, forger)));
    expect(other.out).toContain('signature.json: it was signed by another key: SHA256:');
    const later = await verify(
      changed((at) => edit(at, 'signature.json', (text) => text.replace(/("expires": )"\d{4}/, '$1"2998'))),
    );
    expect(later.out).toContain('signature.json: the signature does not fit the statement');
    const flipped = await verify(
      changed((at) =>
        edit(at, 'signature.json', (text) =>
          text.replace(/("signature": ")(.)/, (_, head, first) => `${head}${first === 'A' ? 'B' : 'A'}`),
        ),
      ),
    );
    expect(flipped.out).toContain('the signature does not fit the statement: it is forged');
    expect([other.code, later.code, flipped.code]).toEqual([1, 1, 1]);
  });

  test('names the file in which any one byte was changed', async () => {
    const files = readdirSync(signed);
    expect(files).toEqual([
      'index.html',
      'junit.xml',
      'recording.jsonl',
      'report.json',
      'signature.json',
      'summary.md',
    ]);
    for (const file of files) {
      const where = changed((at) => {
        const bytes = readFileSync(path.join(at, file));
        const index = bytes.indexOf(
          file === 'signature.json' || file === 'report.json' ? '\n' : '0',
          bytes.length >> 1,
        );
        bytes[index] = 0x20;
        writeFileSync(path.join(at, file), bytes);
      });
      const { code, out } = await verify(where);
      expect(out, file).toMatch(new RegExp(`^ {2}${file.replace('.', '\\.')}(:\\d+)?: `, 'm'));
      expect(code).toBe(1);
    }
  });

  test('says what is damaged, missing, or no key', async () => {
    const damaged = await verify(changed((at) => edit(at, 'signature.json', (text) => text.replace('{', '['))));
    expect(damaged.out).toContain('signature.json');
    expect(damaged.code).toBe(1);
    const none = await verify(changed((at) => rmSync(path.join(at, 'signature.json'))));
    expect(none.err).toContain('there is no signature here');
    const wrong = await conform(registerVerify, 'verify', signed, '--key', keyFile);
    expect(wrong.err).toContain('this is a private key');
    const day = await conform(registerVerify, 'verify', signed, '--at', '2026-02-30');
    expect([none.code, wrong.code, day.code]).toEqual([2, 2, 2]);
  });
});

describe('verdicts without the recording', () => {
  test('are taken as the signer says, where that is asked for', async () => {
    const where = changed((at) => {
      for (const file of readdirSync(at)) if (file !== 'signature.json') rmSync(path.join(at, file));
    });
    const { code, out } = await verify(where);
    expect(out).toContain('recording.jsonl: it is not here');
    expect(code).toBe(1);
    const asked = await verify(where, '--without-recording');
    expect(asked.out).toContain('were not derived again');
    expect(asked.code).toBe(0);

    const proof = path.join(folder, 'x3.proof.json');
    expect(await conform(registerProve, 'prove', signed, 'x3', '--out', proof)).toMatchObject({ code: 0 });
    const proven = await verify(where, '--proof', proof);
    expect(proven.out).toMatch(/x3 is line 4 of \d+ of the recording that was signed\./);
    expect(proven.code).toBe(0);

    const good = readFileSync(proof, 'utf8');
    for (const [change, sentence] of [
      [(text: string) => text.replace(/"durationMs\\":/, '"durationMs\\": '), 'x3 does not belong to the recording'],
      [(text: string) => text.replace('"line": 4', '"line": 5'), 'x3 does not belong to the recording'],
      [(text: string) => text.replace('"exchange": "x3"', '"exchange": "x4"'), 'the entry is x3, and not x4'],
      [
        (text: string) =>
          text.replace(/"root": "."/, '"root": "').replace(/"root": "[0-9a-f]{64}"/, `"root": "${'0'.repeat(64)}"`),
        'about another recording',
      ],
    ] as const) {
      expect(change(good)).not.toBe(good);
      writeFileSync(proof, change(good));
      const { code: bad, out: said } = await verify(where, '--proof', proof);
      expect(said).toContain(sentence);
      expect(bad).toBe(1);
    }
    const unknown = await conform(registerProve, 'prove', signed, 'x99999');
    expect(unknown).toMatchObject({ code: 2, err: expect.stringContaining('there is no exchange "x99999"') });
  });
});

describe('sign', () => {
  test('refuses keys of another kind, and an expiry that is past', async () => {
    const { privateKey: other } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(path.join(folder, 'ec.pem'), other.export({ type: 'pkcs8', format: 'pem' }));
    const wrong = await conform(registerSign, 'sign', signed, '--key', path.join(folder, 'ec.pem'));
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('an Ed25519 key is expected') });
    const past = await conform(registerSign, 'sign', signed, '--key', keyFile, '--expires', '2020-01-01');
    expect(past).toMatchObject({ code: 2, err: expect.stringContaining('which is past') });
  });

  test('states no secret, and holds as long as it is told', () => {
    const where = changed(() => {});
    const now = new Date();
    const { statement } = signReport(where, privateKey, { now, expires: '2998-01-01' });
    expect(statement.expires).toBe('2998-01-01');
    expect(readFileSync(path.join(where, 'signature.json'), 'utf8')).not.toMatch(/PRIVATE KEY|token":/i);
  });
});

function flip(text: string, id: string): string {
  const report = JSON.parse(text) as Report;
  const check = report.checks.find((one) => one.id === id)!;
  Object.assign(check, { verdict: 'inconclusive', reason: 'not-observed' });
  return JSON.stringify(report);
}

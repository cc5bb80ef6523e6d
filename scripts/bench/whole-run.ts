import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readRecording } from '../../specs/recording/read.ts';
import { ROOT } from '../suite.ts';
import { tourLine } from './tour.ts';

// How much longer a whole run takes than a bare client that sends the same requests, and what memory it needs.
// Both in turn, several times, each against a cloud of its own that has just been started.

const ROUNDS = 3;
const PROFILES = ['easystack', 'huawei'];

for (const profile of PROFILES) {
  const ratios: number[] = [];
  let line = '';
  let tour: string | undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'conform-bench-'));
    try {
      const whole = await measure(['scripts/bench/child-run.ts', profile, folder]);
      const bare = await measure(['scripts/bench/child-bare.ts', profile, path.join(folder, 'recording.jsonl')]);
      const recording = readRecording(path.join(folder, 'recording.jsonl'));
      const { exchanges } = recording;
      tour = tourLine(recording);
      const parts = JSON.parse(readFileSync(path.join(folder, 'stages.json'), 'utf8')) as Record<string, number>;
      ratios.push(whole.wallMs / bare.wallMs);
      const stages = Object.entries(parts).map(([name, ms]) => `${name} ${Math.round(ms)}`);
      line = `${exchanges.length} requests; last round: whole ${Math.round(whole.wallMs)} ms (${stages.join(', ')}), bare ${Math.round(bare.wallMs)} ms; peak memory ${whole.memoryMiB} MiB`;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  ratios.sort((a, b) => a - b);
  const median = ratios[Math.floor(ratios.length / 2)]!;
  process.stdout.write(
    `whole run : bare client, ${profile}: ${median.toFixed(2)} (${ratios.map((ratio) => ratio.toFixed(2)).join(' ')}); ${line}\n`,
  );
  if (tour) process.stdout.write(`${tour}\n`);
}

/** Wall time and peak memory of a child process, both stated by itself in its last line. */
async function measure(args: string[]): Promise<{ wallMs: number; memoryMiB: number }> {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout!.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const code = await new Promise((resolve) => child.on('exit', resolve));
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
  return JSON.parse(output.trim().split('\n').at(-1)!) as { wallMs: number; memoryMiB: number };
}

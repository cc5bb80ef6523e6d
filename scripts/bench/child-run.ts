import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { runTarget } from '../run-target.ts';
import { openTarget } from '../targets.ts';
import { writeRun } from '../write-run.ts';

// One whole run against an embedded cloud: exercise, judge, reports. Times itself from the moment that its modules are loaded, as the
// bare client does.
const [profile, out] = process.argv.slice(2) as [string, string];
await (await openTarget(`embedded:${profile}`)).close();
const startedAt = performance.now();
const { contract, recordingFile } = await runTarget({ target: `embedded:${profile}`, out, quiet: true });
const exercisedAt = performance.now();
await writeRun({ contract, recordingFile, out });
const endedAt = performance.now();
const stages = { exercise: exercisedAt - startedAt, 'judge and reports': endedAt - exercisedAt };
writeFileSync(path.join(out, 'stages.json'), JSON.stringify(stages));
const memoryMiB = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(`${JSON.stringify({ wallMs: endedAt - startedAt, memoryMiB })}\n`);

import { createHash } from 'node:crypto';
import { InputError } from '../../schemas/input.ts';
import type { Await, Exchange, Recording, RecordingFooter, RecordingHeader, ScenarioOutcome } from './types.ts';

/** The recording of one part of a run, and the file that it was read from. */
export interface Part {
  file: string;
  recording: Recording;
}

/**
 * Joins the recordings of all parts of a run into that of the whole: exchanges part by part, numbered anew and marked with their part.
 * @throws {InputError} where they are not the parts of one run, each once and to its end
 */
export function mergeRecordings(parts: readonly Part[]): Recording & { footer: RecordingFooter } {
  const ordered = inOrder(parts);
  const [first] = ordered;
  for (const part of ordered) mustBeWhole(part);
  for (const part of ordered) mustFit(first!, part);
  const exchanges: Exchange[] = [];
  const scenarios: ScenarioOutcome[] = [];
  const awaits: Await[] = [];
  for (const { recording } of ordered) {
    const shift = exchanges.length === 0 ? 0 : numberOf(exchanges.at(-1)!.id);
    const moved = (id: string): string => `x${numberOf(id) + shift}`;
    const shard = recording.header.run.shard!.index;
    for (const exchange of recording.exchanges) {
      const follows = exchange.follows ? { follows: moved(exchange.follows) } : {};
      exchanges.push({ ...exchange, id: moved(exchange.id), ...follows, shard });
    }
    const { footer } = recording as { footer: RecordingFooter };
    for (const outcome of footer.scenarios)
      scenarios.push({ ...outcome, ...(outcome.exchange ? { exchange: moved(outcome.exchange) } : {}) });
    awaits.push(...footer.awaits.map((wait) => ({ ...wait, exchange: moved(wait.exchange) })));
  }
  const footers = ordered.map(({ recording }) => recording.footer!);
  return {
    header: joinedHeader(ordered.map(({ recording }) => recording.header)),
    exchanges,
    footer: {
      type: 'footer',
      finishedAt: footers.map(({ finishedAt }) => finishedAt).reduce((a, b) => (Date.parse(b) > Date.parse(a) ? b : a)),
      exchanges: exchanges.length,
      interrupted: false,
      scenarios,
      awaits,
      leftovers: footers.flatMap(({ leftovers }) => leftovers),
    },
  };
}

/** @throws {InputError} for no part of a run, a part that is missing, and one that is there twice */
function inOrder(parts: readonly Part[]): Part[] {
  const byIndex = new Map<number, Part>();
  const of = parts[0]?.recording.header.run.shard?.of ?? 0;
  for (const part of parts) {
    const { file, recording } = part;
    const { shard } = recording.header.run;
    if (!shard)
      throw new InputError('this is the recording of a whole run; only those of "conform run --shard" can be joined', {
        file,
      });
    if (shard.of !== of)
      throw new InputError(
        `this is a part of ${shard.of}, and ${parts[0]!.file} is one of ${of}; take the parts of one run`,
        {
          file,
        },
      );
    const twin = byIndex.get(shard.index);
    if (twin)
      throw new InputError(`this is shard ${shard.index} of ${of}, and so is ${twin.file}; leave one of them out`, {
        file,
      });
    byIndex.set(shard.index, part);
  }
  const missing = Array.from({ length: of }, (_, index) => index + 1).filter((index) => !byIndex.has(index));
  if (missing.length > 0)
    throw new InputError(
      `shard ${missing.join(', ')} of ${of} is missing; add ${missing.length === 1 ? 'its folder' : 'their folders'}, or run "conform run --shard ${missing[0]}/${of}"`,
    );
  return [...byIndex].sort(([a], [b]) => a - b).map(([, part]) => part);
}

function mustBeWhole({ file, recording: { footer, exchanges } }: Part): void {
  const mend = 'go on with it by "conform run --resume", then join it';
  if (!footer) throw new InputError(`the recording breaks off; ${mend}`, { file });
  if (footer.interrupted) throw new InputError(`the run was interrupted; ${mend}`, { file });
  if (footer.exchanges !== exchanges.length)
    throw new InputError(
      `${footer.exchanges} exchanges were recorded, and ${exchanges.length} are here; the file was changed, so take it from the run again`,
      { file },
    );
}

/** What has to be the same in all parts, and how it is called. */
const SAME: [what: string, of: (header: RecordingHeader) => unknown][] = [
  ['version of the suite', ({ suite }) => `${suite.name} ${suite.version}`],
  ['target', ({ target }) => target.name],
  ['profile', ({ target }) => target.profile],
  ['contract', ({ contract }) => contract],
  ['choice of checks (--only)', ({ run }) => run.only?.join(' ') ?? 'all'],
  ['address of the target', ({ target }) => Object.entries(target.endpoints).sort().join(' ')],
  ['permission (allow) in the target file', ({ target }) => JSON.stringify(target.allow)],
  ['list of waivers', ({ target }) => JSON.stringify(target.waivers)],
  ['plan of the run (what the target offered)', ({ run }) => run.shard!.plan],
];

/** Values that are longer than this say nothing to a person. */
const SHOWN = 60;

function mustFit(first: Part, part: Part): void {
  for (const [what, of] of SAME) {
    const [here, there] = [String(of(part.recording.header)), String(of(first.recording.header))];
    if (here === there) continue;
    const values = Math.max(here.length, there.length) > SHOWN ? '' : ` (${here}, and ${there} there)`;
    throw new InputError(`another ${what} than in ${first.file}${values}; join the parts of one run alone`, {
      file: part.file,
    });
  }
}

/** The run's id comes from its parts': joined again they give the same. */
function joinedHeader(headers: RecordingHeader[]): RecordingHeader {
  const { shard: _shard, ...run } = headers[0]!.run;
  const ids = headers.map(({ run: { id } }) => id);
  const id = createHash('sha256').update(ids.join(' ')).digest('hex').slice(0, ids[0]!.length);
  const startedAt = headers
    .map((header) => header.run.startedAt)
    .reduce((a, b) => (Date.parse(b) < Date.parse(a) ? b : a));
  const shards = headers.map((header) => ({ id: header.run.id, startedAt: header.run.startedAt }));
  const resumed = headers.flatMap((header) => header.run.resumed ?? []);
  return { ...headers[0]!, run: { ...run, id, startedAt, shards, ...(resumed.length > 0 ? { resumed } : {}) } };
}

function numberOf(id: string): number {
  return Number(id.slice(1));
}

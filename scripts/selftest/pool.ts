import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Shard, ShardResult } from '../../specs/selftest/shard.ts';

const WORKER = new URL('./worker.mjs', import.meta.url);

/** Judges shards in worker threads, each of which takes the next one as soon as it is done. */
export async function judgeInWorkers(shards: readonly Shard[], workers: number): Promise<ShardResult[]> {
  const waiting = [...shards];
  const results: ShardResult[] = [];
  await Promise.all(
    Array.from({ length: Math.min(workers, shards.length) }, async () => {
      const worker = new Worker(WORKER);
      try {
        for (let shard = waiting.shift(); shard; shard = waiting.shift()) {
          worker.postMessage(shard);
          results.push(...((await once(worker, 'message')) as ShardResult[]));
        }
      } finally {
        await worker.terminate();
      }
    }),
  );
  return results;
}

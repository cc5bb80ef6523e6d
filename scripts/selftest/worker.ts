import { parentPort } from 'node:worker_threads';
import { judgeShard, type Shard } from '../../specs/selftest/shard.ts';

parentPort?.on('message', (shard: Shard) => parentPort?.postMessage(judgeShard(shard)));

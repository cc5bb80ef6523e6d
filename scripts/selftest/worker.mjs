// A worker thread of the self-test: the sources are TypeScript here as well.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');

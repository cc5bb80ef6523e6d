#!/usr/bin/env node
// The sources are TypeScript; tsx takes the types off while they are loaded.
import { register } from 'tsx/esm/api';

register();
await import('./conform.ts');

// Completes package-lock.json. A registry that mirrors only some of a tool's platform packages leaves the others out of the lock file,
// and `npm ci` then refuses it on every platform. Each missing optional dependency gets an entry with its version and platform;
// npm fetches it only where it fits. To be run after `npm install` (npm run lock).
import { readFileSync, writeFileSync } from 'node:fs';

const FILE = new URL('../package-lock.json', import.meta.url);
const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const PROCESSORS = ['arm64', 'x64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x'];

const lock = JSON.parse(readFileSync(FILE, 'utf8'));
const { packages } = lock;
let added = 0;
for (const [place, entry] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (`node_modules/${name}` in packages || `${place}/node_modules/${name}` in packages) continue;
    const words = name.split('/').at(-1).split('-');
    const system = words.find((word) => SYSTEMS.includes(word));
    const processor = words.find((word) => PROCESSORS.some((known) => word === known));
    if (!system || !processor || !/^\d/.test(version)) continue;
    const libc = system === 'linux' ? [words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc'] : undefined;
    packages[`node_modules/${name}`] = {
      version,
      cpu: [processor],
      ...(entry.dev ? { dev: true } : {}),
      ...(libc ? { libc } : {}),
      optional: true,
      os: [system],
    };
    added += 1;
  }
}
const sorted = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(FILE, `${JSON.stringify({ ...lock, packages: sorted }, null, 2)}\n`);
process.stdout.write(`package-lock.json: ${added} platform packages added\n`);

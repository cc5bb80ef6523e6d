import { Command } from 'commander';
import type { Register } from './commands/options.ts';
import { EXIT, explain } from './exit.ts';
import { suiteInfo } from './suite.ts';

/** The commands in the order of --help. Each is loaded only when it is asked for, so that none waits for what it does not use. */
const COMMANDS: Record<string, () => Promise<Register>> = {
  init: async () => (await import('./commands/init.ts')).registerInit,
  check: async () => (await import('./commands/check.ts')).registerCheck,
  plan: async () => (await import('./commands/plan.ts')).registerPlan,
  run: async () => (await import('./commands/run.ts')).registerRun,
  merge: async () => (await import('./commands/merge.ts')).registerMerge,
  fleet: async () => (await import('./commands/fleet.ts')).registerFleet,
  judge: async () => (await import('./commands/judge.ts')).registerJudge,
  compare: async () => (await import('./commands/compare.ts')).registerCompare,
  gate: async () => (await import('./commands/gate.ts')).registerGate,
  sign: async () => (await import('./commands/sign.ts')).registerSign,
  verify: async () => (await import('./commands/verify.ts')).registerVerify,
  prove: async () => (await import('./commands/prove.ts')).registerProve,
  certificate: async () => (await import('./commands/certificate.ts')).registerCertificate,
  export: async () => (await import('./commands/export.ts')).registerExport,
  cleanup: async () => (await import('./commands/cleanup.ts')).registerCleanup,
  coverage: async () => (await import('./commands/coverage.ts')).registerCoverage,
  'lint-docs': async () => (await import('./commands/lint-docs.ts')).registerLintDocs,
  selftest: async () => (await import('./commands/selftest.ts')).registerSelftest,
  serve: async () => (await import('./commands/serve.ts')).registerServe,
};

const program = new Command('conform')
  .description("Finds out whether a cloud keeps what its vendor's compute API document promises.")
  .version(suiteInfo().version)
  .showHelpAfterError('(conform --help lists the commands, conform <command> --help their options)')
  .exitOverride()
  .configureHelp({ showGlobalOptions: true });

let exitCode: number = EXIT.ok;
const finish = (code: number): void => {
  exitCode = code;
};

// A reader that has seen enough (`conform plan | head`) is no mistake.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? exitCode : EXIT.notJudged),
);

try {
  const named = COMMANDS[process.argv[2] ?? ''];
  for (const load of named ? [named] : Object.values(COMMANDS)) (await load())(program, finish);
  for (const command of program.commands)
    command.exitOverride().showHelpAfterError(`(conform ${command.name()} --help lists the options)`);
  await program.parseAsync();
} catch (error) {
  exitCode = explain(error);
}
process.exitCode = exitCode;

import { Command } from 'commander';
import { registerJudge } from './commands/judge.ts';
import { registerRun } from './commands/run.ts';
import { EXIT, explain } from './exit.ts';
import { suiteInfo } from './suite.ts';

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
for (const register of [registerRun, registerJudge]) register(program, finish);
for (const command of program.commands) command.exitOverride().showHelpAfterError(`(conform ${command.name()} --help lists the options)`);

try {
  await program.parseAsync();
} catch (error) {
  exitCode = explain(error);
}
process.exitCode = exitCode;

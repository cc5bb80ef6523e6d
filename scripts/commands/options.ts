import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Language } from '../../reports/text.ts';
import { profileIds } from '../../specs/contract/load.ts';

/** Options that several subcommands share. */

export function targetOption(): Option {
  return new Option(
    '-t, --target <target>',
    'target file, or embedded:openstack, embedded:easystack, embedded:huawei',
  ).makeOptionMandatory();
}

export function profileOption(description = 'contract to go by; as the target says if left out'): Option {
  return new Option('-p, --profile <profile>', description).choices(profileIds());
}

export function langOption(): Option {
  return new Option('--lang <language>', 'language of the reports')
    .choices(['en', 'zh'])
    .default('en' satisfies Language);
}

export function onlyOption(): Option {
  return new Option(
    '--only <patterns...>',
    'check ids or operations, * standing for any characters, such as "server.*/success-status*"',
  );
}

export function jsonOption(): Option {
  return new Option('--json', 'print the answer as JSON');
}

/** An integer argument of an option. @throws InvalidArgumentError */
export function integer(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('expected a whole number.');
  return Number(text);
}

/** A part of a run as an option's argument: `2/3`. @throws InvalidArgumentError */
export function shard(text: string): { index: number; of: number } {
  const [, index, of] = (/^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(text) ?? []).map(Number);
  if (!index || !of || index > of)
    throw new InvalidArgumentError('expected the part and how many there are: 1/3, 2/3 or 3/3.');
  return { index, of };
}

/** A day as an option's argument, `YYYY-MM-DD`. @throws InvalidArgumentError */
export function day(text: string): string {
  const time = new Date(`${text}T00:00:00Z`);
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
  if (!isDay) throw new InvalidArgumentError('expected a day such as 2027-06-30.');
  return text;
}

/** A subcommand adds itself to the program. */
export type Register = (program: Command, finish: (exitCode: number) => void) => void;

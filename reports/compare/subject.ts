import { loadContract } from '../../specs/contract/load.ts';
import type { Contract, Operation } from '../../specs/contract/types.ts';
import { versionOf } from '../../specs/judge/evidence.ts';
import type { Exchange, Recording } from '../../specs/recording/types.ts';
import type { Report } from '../model.ts';
import type { Side } from './model.ts';

/** A run that is compared: its report, what the report rests on, and the contract that judged it. */
export interface Subject {
  side: Side;
  report: Report;
  recording: Recording;
  contract: Contract;
}

/** The profile that all others extend, and by which all can be judged. */
export const COMMON_PROFILE = 'openstack';

const loaded = new Map<string, Contract>();

/** The contract of a profile, loaded once a process: it keeps what it has compiled. @throws InputError for a profile that there is none of */
export function contractOf(profile: string): Contract {
  const known = loaded.get(profile);
  if (known) return known;
  const contract = loadContract(profile);
  loaded.set(profile, contract);
  return contract;
}

/** Names the runs `A`, `B`, … in the order in which they were given. */
export function subjectsOf(runs: { report: Report; recording: Recording }[]): Subject[] {
  const names = runs.map(({ report }) => report.target.name);
  return runs.map(({ report, recording }, index) => {
    const id = letter(index);
    const name = report.target.name;
    const isShared = names.filter((other) => other === name).length > 1;
    const { header } = recording;
    const contract = contractOf(report.contract.profile);
    const side: Side = {
      id,
      kind: 'run',
      name: isShared ? `${name} (${id})` : name,
      profile: report.target.profile,
      microversions: report.target.microversions,
      run: {
        id: report.run.id,
        startedAt: report.run.startedAt,
        complete: report.run.complete,
        exchanges: recording.exchanges.length,
        contract: report.contract.profile,
        isCurrent: isCurrent(report, contract),
        ...(header.run.only ? { only: header.run.only } : {}),
      },
      summary: report.summary,
    };
    return { side, report, recording, contract };
  });
}

function isCurrent({ contract: judged }: Report, contract: Contract): boolean {
  return judged.digest.replace(/^sha256:/, '') === contract.digest;
}

/** `A` to `Z`, then `A2` and so on. */
function letter(index: number): string {
  const round = Math.floor(index / 26);
  return String.fromCharCode(65 + (index % 26)) + (round === 0 ? '' : String(round + 1));
}

/** The operation of an exchange as the run's contract has it, documented or only used. */
export function operationOf(subject: Subject, exchange: Exchange): Operation | undefined {
  const { operations, auxiliary } = subject.contract;
  return operations.get(exchange.operation) ?? auxiliary.get(exchange.operation);
}

/** The microversion that an exchange was answered in. */
export function versionIn(subject: Subject, exchange: Exchange): string {
  return versionOf(exchange, subject.recording);
}

/** What an exchange was sent for, without the microversion: `case/documented`, `bad-request/maxLength/server.name`. */
export function situationOf(exchange: Exchange): string {
  const { intent, defect, list, scenario, operation } = exchange;
  if (defect !== undefined) return `${intent}/${defect}`;
  if (list) return `${intent}/${list.parameter}${list.value === undefined ? '' : `=${list.value}`}`;
  const own = scenario.startsWith(`${operation}/`) ? scenario.slice(operation.length + 1).replace(/@[^/]*$/, '') : '';
  if (intent === 'case') return `case/${own}`;
  return own.startsWith(intent) ? own : intent;
}

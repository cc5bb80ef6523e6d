import { InputError } from '../../schemas/input.ts';
import { type JsonLine, readLines } from '../../schemas/lines.ts';
import type { Exchange, Recording, RecordingFooter, RecordingHeader } from './types.ts';

/**
 * Reads a recording. One that breaks off (no footer, a last line cut in two) is accepted: it is incomplete.
 * Exchanges come in the order of sending.
 * @throws {InputError} no such file, no header, another format version, a line that is not what it should be
 */
export function readRecording(file: string): Recording {
  const lines = readLines(file, 'recording');
  const footerAt = lines.findIndex(({ type }) => type === 'footer');
  const after = footerAt === -1 ? undefined : lines[footerAt + 1];
  if (after)
    throw new InputError('there is a line behind the footer; a recording ends with it', { file, line: after.line });
  const exchanges = lines.filter(({ type }) => type === 'exchange');
  refuseTwins(file, exchanges);
  const footer = lines[footerAt]?.data as unknown as RecordingFooter | undefined;
  return {
    header: lines[0]!.data as unknown as RecordingHeader,
    exchanges: exchanges.map(({ data }) => data as unknown as Exchange).sort((a, b) => numberOf(a) - numberOf(b)),
    ...(footer ? { footer } : {}),
  };
}

function refuseTwins(file: string, exchanges: JsonLine[]): void {
  const seen = new Map<unknown, number>();
  for (const { data, line } of exchanges) {
    const first = seen.get(data.id);
    if (first)
      throw new InputError(`exchange ${data.id} stands on line ${first} already; ids are given once`, {
        file,
        line,
        key: 'id',
      });
    seen.set(data.id, line);
  }
}

function numberOf({ id }: Exchange): number {
  return Number(id.slice(1));
}

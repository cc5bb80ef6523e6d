import { Badge, Said } from '../../../html/app/parts.tsx';
import { visible } from '../../../visible.ts';
import type { JoinedSide, Weight } from '../../model.ts';
import { sideOf, useWords } from './page.ts';

/** How grave a difference is, as a word on a colour. */
export function WeightBadge({ weight }: { weight: Weight }) {
  const { named } = useWords();
  return <span class={`badge weight-${weight}`}>{named('weight', weight)}</span>;
}

/** A side by its letter and name; a contract by its name. */
export function SideName({ id, short }: { id: string; short?: boolean }) {
  const side = sideOf(id);
  const name = side?.name ?? id;
  return (
    <span class="side-name" title={short ? visible(name) : undefined}>
      {side?.kind === 'run' ? <b class="side-letter">{visible(id)}</b> : null}
      {short && side?.kind === 'run' ? null : (
        <>
          {side?.kind === 'run' ? ' ' : null}
          <Said text={name} />
        </>
      )}
    </span>
  );
}

/** Verdict of a side on a joined check, or why it has none. */
export function SideVerdict({ side, level }: { side: JoinedSide; level: JoinedSide['level'] }) {
  const { named } = useWords();
  if (!side.verdict) {
    return (
      <span class="badge not-applicable" title={named('absent', side.absent ?? '')}>
        <span aria-hidden="true">·</span>
        <span class="unseen"> {named('absent', side.absent ?? '')}</span>
      </span>
    );
  }
  return <Badge check={{ verdict: side.verdict, level: side.level ?? level ?? 'must' }} short />;
}

import { useEffect, useRef } from 'preact/hooks';
import { useView } from './context.ts';
import { isWithin, jsonLines, locate } from './lines.ts';

/** Pretty JSON. With a pointer, what it points to is marked; an absent value is named where it should stand. */
export function Json({ value, pointer }: { value: unknown; pointer?: string | undefined }) {
  const { say } = useView();
  const frame = useRef<HTMLPreElement>(null);
  const place = pointer === undefined ? null : locate(value, pointer);
  const lines = jsonLines(value);
  const marked = (index: number) => {
    const line = lines[index];
    return place !== null && place.missing === null && line !== undefined && isWithin(line, place.pointer);
  };
  const gap = place?.missing ? lines.findIndex((line) => line.pointer === place.pointer) : -1;
  const first = place ? (gap >= 0 ? gap : lines.findIndex((_, index) => marked(index))) : -1;

  useEffect(() => {
    const mark = frame.current?.querySelector<HTMLElement>('[data-mark]');
    if (frame.current && mark) frame.current.scrollTop = mark.offsetTop - frame.current.clientHeight / 3;
  }, [value, pointer]);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <pre class="json" ref={frame} tabIndex={0}>
      {lines.map((line, index) => (
        <span key={index}>
          <span
            class={marked(index) ? 'line marked' : 'line'}
            style={{ paddingInlineStart: `${line.depth * 1.25 + 0.5}rem` }}
            {...(index === first ? { 'data-mark': '' } : {})}
          >
            <span class="key">{line.key}</span>
            <span class={line.kind}>{line.text}</span>
          </span>
          {index === gap && place?.missing ? (
            <span class="line marked" style={{ paddingInlineStart: `${(line.depth + 1) * 1.25 + 0.5}rem` }}>
              <span class="gap">{say('exchange.missing', { name: place.missing })}</span>
            </span>
          ) : null}
        </span>
      ))}
    </pre>
  );
}

import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface VirtualProps {
  readonly count: number;
  /** Of every row, in pixels. */
  readonly rowHeight: number;
  /** What it lists, for whoever cannot see it. */
  readonly label: string;
  readonly class?: string;
  /** `table` for rows with cells. */
  readonly role: 'rowgroup' | 'group';
  readonly row: (position: number) => ComponentChildren;
}

/** Rows above and below what is seen, so that scrolling shows no gap. */
const MARGIN = 12;

/** A list of any length of which only what is seen is drawn. */
export function Virtual({ count, rowHeight, label, role, class: name = '', row }: VirtualProps) {
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 900 });
  const look = () => {
    const { scrollTop = 0, clientHeight = 900 } = box.current ?? {};
    if (scrollTop !== seen.top || clientHeight !== seen.height)
      setSeen({ top: scrollTop, height: clientHeight });
  };
  useLayoutEffect(look);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(look);
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  const first = Math.max(0, Math.floor(seen.top / rowHeight) - MARGIN);
  const last = Math.min(count, Math.ceil((seen.top + seen.height) / rowHeight) + MARGIN);
  const positions = Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: its role is one that can have a label.
    <div class={`virtual ${name}`} ref={box} onScroll={look} tabIndex={0} role={role} aria-label={label}>
      <div class="virtual-all" role="presentation" style={{ height: `${count * rowHeight}px` }}>
        <div role="presentation" style={{ transform: `translateY(${first * rowHeight}px)` }}>
          {positions.map(row)}
        </div>
      </div>
    </div>
  );
}

import { useState } from 'preact/hooks';
import type { Document, Line } from '../model';
import { ask } from './api';
import { Virtual } from './virtual';

const LINE_HEIGHT = 21;

export interface JsonProps {
  readonly title: string;
  readonly document: Document;
  /** Where one of its hidden lines is asked for: its position is added. */
  readonly path: string;
}

/** A JSON document: what may be personal is hidden until somebody asks for that one field. */
export function Json({ title, document: { lines, remark }, path }: JsonProps) {
  const [revealed, setRevealed] = useState<Readonly<Record<number, string>>>({});
  const reveal = async (position: number) => {
    const { text } = await ask<{ text: string }>(`${path}/${position}`);
    setRevealed((known) => ({ ...known, [position]: text }));
  };
  return (
    <section class="json" aria-label={title}>
      <h2>{title}</h2>
      {remark && <p class="note">{remark}</p>}
      {lines.length > 0 && (
        <Virtual
          {...{ count: lines.length, rowHeight: LINE_HEIGHT, label: title, role: 'group', class: 'lines' }}
          row={(position) => {
            const line = lines[position];
            return (
              line && <JsonLine key={position} {...{ line, position, reveal }} shown={revealed[position]} />
            );
          }}
        />
      )}
    </section>
  );
}

interface LineProps {
  readonly line: Line;
  readonly position: number;
  readonly shown: string | undefined;
  readonly reveal: (position: number) => void;
}

function JsonLine({ line: { depth, key, text, kind, marks }, position, shown, reveal }: LineProps) {
  const tone = marks?.[0]?.tone;
  return (
    <div class={`line ${tone ?? ''}`}>
      <span class="line-number">{position + 1}</span>
      <span style={{ paddingLeft: `${Math.min(depth, 24) * 14}px` }}>
        {key !== undefined && <span class="key">{key}: </span>}
        {kind !== 'hidden' ? (
          <span class={kind}>{text}</span>
        ) : shown !== undefined ? (
          <span class="revealed">{shown}</span>
        ) : (
          <button
            type="button"
            class="hidden"
            onClick={() => reveal(position)}
            aria-label={`Reveal ${key ?? 'this'}, ${text}`}
          >
            {text}
          </button>
        )}
        {marks?.map((mark) => (
          <span key={mark.text} class={`mark ${mark.tone}`}>
            {mark.text}
          </span>
        ))}
      </span>
    </div>
  );
}

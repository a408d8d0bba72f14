import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Outcome, Tone } from '../model';
import { ask } from './api';
import { follow } from './router';

const TONES: Readonly<Record<Outcome, Tone | 'busy'>> = {
  refused: 'bad',
  ignored: 'quiet',
  repeat: 'quiet',
  waiting: 'busy',
  retrying: 'warn',
  published: 'good',
  'dead-lettered': 'bad',
  'subscriber failed': 'bad',
};

/** What became of a delivery: always in words, the colour only helps. */
export const Pill = ({ outcome }: { readonly outcome: Outcome }) => (
  <span class={`pill ${TONES[outcome]}`}>{outcome}</span>
);

export const Link = (props: { to: string; class?: string; children: ComponentChildren; label?: string }) => (
  <a href={props.to} class={props.class} onClick={follow} aria-label={props.label}>
    {props.children}
  </a>
);

export const Head = (props: {
  title: ComponentChildren;
  lead?: ComponentChildren;
  children?: ComponentChildren;
}) => (
  <header class="head">
    <div>
      <h1>{props.title}</h1>
      {props.lead && <p class="lead">{props.lead}</p>}
    </div>
    {props.children && <div class="actions">{props.children}</div>}
  </header>
);

/** Where nothing is to be shown: why, and what to do. */
export const Empty = (props: { title: string; children?: ComponentChildren }) => (
  <div class="empty">
    <strong>{props.title}</strong>
    <p>{props.children}</p>
  </div>
);

/** What went wrong, said aloud. */
export const Trouble = ({ error }: { readonly error: string | undefined }) =>
  error === undefined ? null : (
    <p class="note bad" role="alert">
      {error}
    </p>
  );

/** An answer of the server: asked again whenever the path or `again` changes. */
export function useAnswer<Answer>(path: string | undefined, again: unknown = 0) {
  const [answer, setAnswer] = useState<{ path?: string; value?: Answer; error?: string }>({});
  useEffect(() => {
    if (path === undefined) return;
    const gone = new AbortController();
    ask<Answer>(path, gone.signal).then(
      (value) => setAnswer({ path, value }),
      (error) => gone.signal.aborted || setAnswer({ path, error: error.message }),
    );
    return () => gone.abort();
  }, [path, again]);
  return answer.path === path ? answer : {};
}

/** Copies what it asks for; says that it did. */
export function CopyButton({
  label,
  text,
}: {
  readonly label: string;
  readonly text: () => Promise<string>;
}) {
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(await text());
      setSaid('Copied');
    } catch (error) {
      setSaid(error instanceof Error ? error.message : String(error));
    }
    setTimeout(() => setSaid(''), 2_500);
  };
  return (
    <button type="button" class="button" onClick={copy}>
      <span aria-live="polite">{said || label}</span>
    </button>
  );
}

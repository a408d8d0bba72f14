import type { Step, Stop } from '../model';
import { duration, moment } from './format';

const TITLES: Readonly<Record<Stop['kind'], string>> = {
  receive: 'Receive',
  queue: 'Queue',
  normalize: 'Normalize',
  bus: 'Bus',
  subscriber: 'Subscriber',
  'dead letters': 'Dead letters',
};

const SIGNS: Readonly<Record<Stop['state'], string>> = {
  passed: '✓',
  waiting: '…',
  failed: '✕',
  'not reached': '·',
  unknown: '?',
};

/** A delivery's way as a picture: a box for each place, with the time that lies between them. */
export function Way({ way, began }: { readonly way: readonly Stop[]; readonly began: number }) {
  return (
    <ol class="way" aria-label="The way of this delivery" tabIndex={0}>
      {way.map((stop, i) => {
        const [first] = stop.steps;
        const before = way[i - 1]?.steps[0];
        const gap = first && before ? first.at - before.at : undefined;
        return (
          <li key={`${stop.kind} ${stop.name}`} class={`stop ${stop.state.replace(' ', '-')}`}>
            {gap !== undefined && <span class="gap">+{duration(gap)}</span>}
            <div class="stop-head">
              <span class="sign" aria-hidden="true">
                {SIGNS[stop.state]}
              </span>
              <strong>{TITLES[stop.kind]}</strong>
              <span class="state">{stop.state}</span>
            </div>
            {stop.name !== stop.kind && <p class="stop-name">{stop.name}</p>}
            <Steps steps={stop.steps} began={began} />
          </li>
        );
      })}
    </ol>
  );
}

/** The last steps say most; a delivery that was retried for hours has many. */
const MOST_SHOWN = 8;

function Steps({ steps, began }: { readonly steps: readonly Step[]; readonly began: number }) {
  const left = steps.length - MOST_SHOWN;
  return (
    <ul class="steps">
      {left > 0 && <li class="dim">{left} earlier steps</li>}
      {steps.slice(-MOST_SHOWN).map(({ at, tone, text }, i) => (
        <li key={`${at} ${i}`} class={tone}>
          <time dateTime={new Date(at).toISOString()} title={moment(at)}>
            {duration(at - began)}
          </time>
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}

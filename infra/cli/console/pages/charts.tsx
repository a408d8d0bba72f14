import type { DeliveryRow, Outcome } from '../model';
import { clock, duration } from './format';
import { useLive } from './store';
import { Empty, Head } from './ui';

const MINUTE_MS = 60_000;
const MOST_MINUTES = 60;
const [WIDTH, HEIGHT] = [720, 150];

const SERIES: readonly {
  readonly title: string;
  readonly tone: string;
  readonly outcomes: readonly Outcome[] | 'all';
}[] = [
  { title: 'Received', tone: 'busy', outcomes: 'all' },
  { title: 'Published', tone: 'good', outcomes: ['published'] },
  { title: 'Dead-lettered', tone: 'bad', outcomes: ['dead-lettered', 'subscriber failed'] },
  { title: 'Refused', tone: 'warn', outcomes: ['refused'] },
];

/** How many a minute, and how long they took. */
export function ChartsPage() {
  const { rows, now } = useLive();
  const end = Math.floor(now() / MINUTE_MS);
  const first = rows.at(-1);
  if (!first)
    return (
      <div class="page">
        <Head title="Charts" />
        <Empty title="Nothing to draw yet">A chart begins with the first delivery.</Empty>
      </div>
    );
  const minutes = Math.min(MOST_MINUTES, Math.max(10, end - Math.floor(first.at / MINUTE_MS) + 1));
  const start = end - minutes + 1;
  return (
    <div class="page">
      <Head
        title="Charts"
        lead={`The last ${minutes} minutes, minute by minute, by the time of receiving.`}
      />
      <div class="charts">
        {SERIES.map(({ title, tone, outcomes }) => (
          <Bars
            {...{ key: title, title, tone, start }}
            counts={perMinute(
              rows,
              start,
              minutes,
              ({ outcome }) => outcomes === 'all' || outcomes.includes(outcome),
            )}
          />
        ))}
        <Ages {...{ rows, start, minutes }} />
      </div>
    </div>
  );
}

function perMinute(
  rows: readonly DeliveryRow[],
  start: number,
  minutes: number,
  counts: (row: DeliveryRow) => boolean,
): number[] {
  const found = Array.from({ length: minutes }, () => 0);
  for (const row of rows) {
    const minute = Math.floor(row.at / MINUTE_MS) - start;
    if (minute >= 0 && minute < minutes && counts(row)) found[minute] = (found[minute] ?? 0) + 1;
  }
  return found;
}

interface BarsProps {
  readonly title: string;
  readonly tone: string;
  readonly start: number;
  readonly counts: readonly number[];
}

function Bars({ title, tone, start, counts }: BarsProps) {
  const most = Math.max(1, ...counts);
  const sum = counts.reduce((a, b) => a + b, 0);
  const step = WIDTH / counts.length;
  return (
    <figure class={`chart ${tone}`}>
      <figcaption>
        <strong>{title}</strong> {sum.toLocaleString('en')} in all, at most {Math.max(...counts)} a minute
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`${title} per minute: ${counts.join(', ')}`}
      >
        <line class="axis" x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
        {counts.map((count, i) => {
          const height = (count / most) * (HEIGHT - 6);
          return (
            <rect
              key={start + i}
              class="bar"
              x={i * step + 1}
              width={Math.max(1, step - 2)}
              y={HEIGHT - height}
              height={height}
              rx="2"
            >
              <title>{`${clock((start + i) * MINUTE_MS)}: ${count}`}</title>
            </rect>
          );
        })}
      </svg>
      <Span start={start} minutes={counts.length} />
    </figure>
  );
}

const Span = ({ start, minutes }: { readonly start: number; readonly minutes: number }) => (
  <div class="span">
    <span>{clock(start * MINUTE_MS)}</span>
    <span>{clock((start + minutes) * MINUTE_MS)}</span>
  </div>
);

const SHARES = [
  { name: 'p50', share: 0.5, tone: 'good' },
  { name: 'p90', share: 0.9, tone: 'warn' },
  { name: 'p99', share: 0.99, tone: 'bad' },
] as const;

/** From being received to the bus: the time within which half, nine of ten and 99 of 100 were there. */
function Ages({
  rows,
  start,
  minutes,
}: {
  readonly rows: readonly DeliveryRow[];
  readonly start: number;
  readonly minutes: number;
}) {
  const byMinute = Array.from({ length: minutes }, (): number[] => []);
  for (const { at, tookMs } of rows)
    if (tookMs !== undefined) byMinute[Math.floor(at / MINUTE_MS) - start]?.push(tookMs);
  for (const ages of byMinute) ages.sort((a, b) => a - b);
  const all = byMinute.flat().sort((a, b) => a - b);
  const most = Math.max(1, all.at(-1) ?? 1);
  const step = WIDTH / minutes;
  return (
    <figure class="chart wide">
      <figcaption>
        <strong>Age</strong> from received to the bus:{' '}
        {SHARES.map(
          ({ name, share }) => `${name} ${all.length === 0 ? 'none' : duration(at(all, share))}`,
        ).join(' · ')}
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label="Age per minute: p50, p90 and p99">
        <line class="axis" x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
        {SHARES.map(({ name, share, tone }) => (
          <g key={name} class={tone}>
            {byMinute.map((ages, i) =>
              ages.length === 0 ? null : (
                <circle
                  key={start + i}
                  class="point"
                  cx={i * step + step / 2}
                  cy={HEIGHT - 4 - (at(ages, share) / most) * (HEIGHT - 12)}
                  r="4"
                >
                  <title>{`${clock((start + i) * MINUTE_MS)} ${name}: ${duration(at(ages, share))}`}</title>
                </circle>
              ),
            )}
          </g>
        ))}
      </svg>
      <Span start={start} minutes={minutes} />
    </figure>
  );
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

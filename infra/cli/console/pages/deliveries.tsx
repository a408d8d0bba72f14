import { useEffect, useRef, useState } from 'preact/hooks';
import { type Deliveries, type DeliveryRow, OUTCOMES, type Outcome, type PlaceInfo } from '../model';
import { ask } from './api';
import { clock, duration, plural, short, shortType } from './format';
import { follow, setQuery, usePlace } from './router';
import { SendButton } from './send';
import { type Live, take, useLive } from './store';
import { Empty, Head, Pill } from './ui';
import { Virtual } from './virtual';

const ROW_HEIGHT = 44;
const SINCE = { '5m': 5, '1h': 60, '24h': 1_440 } as const;

/** The home page: what comes in, and what becomes of it, as it happens. */
export function DeliveriesPage({ info }: { readonly info: PlaceInfo }) {
  const live = useLive();
  const { query } = usePlace();
  useTicking();
  const { found, searching } = useSearch(info, query.get('q') ?? '');
  const chosen = choose(live, query, found);
  const anything = live.rows.length > 0;
  return (
    <div class="page fill">
      <Head title="Deliveries" lead="Every webhook that came in, and what became of it.">
        <SendButton info={info} />
      </Head>
      <Flow live={live} chosen={query.get('outcome') ?? ''} />
      <Filters info={info} query={query} shown={chosen.length} all={live.rows.length} />
      {chosen.length > 0 ? (
        <Table rows={chosen} now={live.now()} />
      ) : (
        <Empty title={anything ? 'No delivery is like that' : 'Nothing has come in yet'}>
          {searching
            ? 'Looking through the log of the last 14 days …'
            : anything
              ? 'Take a filter away, or search for less of the number.'
              : info.canSend
                ? 'Send a test delivery, and watch it travel.'
                : 'A delivery is shown here as soon as it is known.'}
        </Empty>
      )}
    </div>
  );
}

/** Ages grow without news. */
function useTicking(): void {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((times) => times + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
}

/** After so long a pause somebody has typed the whole number. */
const PAUSE_MS = 500;

/** Asks the source where its rows do not say which order they are of: the keys that it names. */
function useSearch({ kind }: PlaceInfo, typed: string) {
  const [answer, setAnswer] = useState<{ readonly word: string; readonly keys: ReadonlySet<string> }>();
  const word = typed.trim();
  useEffect(() => {
    if (kind !== 'deployed' || word.length < 2) return;
    const gone = new AbortController();
    const timer = setTimeout(() => {
      ask<Deliveries>(`search?q=${encodeURIComponent(word)}`, gone.signal).then(
        (found) => {
          take(found);
          setAnswer({ word, keys: new Set(found.rows.map(({ key }) => key)) });
        },
        () => setAnswer({ word, keys: new Set() }),
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }, [kind, word]);
  const current = answer?.word === word ? answer.keys : undefined;
  return { found: current, searching: kind === 'deployed' && word.length >= 2 && !current };
}

function choose(
  { rows, now }: Live,
  query: URLSearchParams,
  found: ReadonlySet<string> | undefined,
): readonly DeliveryRow[] {
  const words = (query.get('q') ?? '').trim().toLowerCase();
  const provider = query.get('provider') ?? '';
  const outcomes = new Set((query.get('outcome') ?? '').split(',').filter(Boolean));
  const since = SINCE[query.get('since') as keyof typeof SINCE];
  const from = since === undefined ? 0 : now() - since * 60_000;
  if (words === '' && provider === '' && outcomes.size === 0 && from === 0) return rows;
  return rows.filter(
    (row) =>
      row.at >= from &&
      (provider === '' || row.provider === provider) &&
      (outcomes.size === 0 || outcomes.has(row.outcome)) &&
      (words === '' || found?.has(row.key) || isNamed(row, words)),
  );
}

/** By order number, order id, event id or correlation id, or a part of one. */
const isNamed = ({ number, order, id, correlationId }: DeliveryRow, words: string): boolean =>
  [number, order, id, correlationId].some((name) => name?.toLowerCase().includes(words));

const STATIONS: readonly {
  readonly title: string;
  readonly outcomes: readonly Outcome[];
  readonly tone: string;
}[] = [
  { title: 'on their way', outcomes: ['waiting', 'retrying'], tone: 'busy' },
  { title: 'published', outcomes: ['published'], tone: 'good' },
  { title: 'dead-lettered', outcomes: ['dead-lettered'], tone: 'bad' },
  { title: 'subscriber failed', outcomes: ['subscriber failed'], tone: 'bad' },
  { title: 'refused', outcomes: ['refused'], tone: 'bad' },
  { title: 'ignored, repeats', outcomes: ['ignored', 'repeat'], tone: 'quiet' },
];

/** Where deliveries are, in numbers that are filters too. */
function Flow({ live: { rows }, chosen }: { readonly live: Live; readonly chosen: string }) {
  const counts = new Map<Outcome, number>();
  for (const { outcome } of rows) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return (
    <div class="flow">
      <Station title="received" tone="ink" count={rows.length} on={chosen === ''} choose="" />
      {STATIONS.map(({ title, outcomes, tone }) => {
        const count = outcomes.reduce((sum, outcome) => sum + (counts.get(outcome) ?? 0), 0);
        const name = outcomes.join(',');
        return (
          <Station
            {...{ key: name, title, count, on: chosen === name, choose: chosen === name ? '' : name }}
            tone={count === 0 ? 'none' : tone}
          />
        );
      })}
    </div>
  );
}

interface StationProps {
  readonly title: string;
  readonly tone: string;
  readonly count: number;
  readonly on: boolean;
  readonly choose: string;
}

const Station = ({ title, tone, count, on, choose: outcome }: StationProps) => (
  <button type="button" class={`station ${tone}`} aria-pressed={on} onClick={() => setQuery({ outcome })}>
    <span class="figure" key={count}>
      {count.toLocaleString('en')}
    </span>
    <span>{title}</span>
  </button>
);

interface FilterProps {
  readonly info: PlaceInfo;
  readonly query: URLSearchParams;
  readonly shown: number;
  readonly all: number;
}

function Filters({ info, query, shown, all }: FilterProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const jump = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof HTMLElement && /^(?:INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (event.key !== '/' || typing) return;
      event.preventDefault();
      box.current?.focus();
    };
    addEventListener('keydown', jump);
    return () => removeEventListener('keydown', jump);
  }, []);
  return (
    <div class="filters" role="search">
      <input
        ref={box}
        type="search"
        aria-label="Search by order number, order id, event id or correlation id"
        placeholder="Order number, order id, event id, correlation id   ( / )"
        value={query.get('q') ?? ''}
        onInput={({ currentTarget }) => setQuery({ q: currentTarget.value })}
      />
      <Choice name="provider" label="Provider" query={query} values={info.providers} all="every provider" />
      <Choice name="outcome" label="Outcome" query={query} values={OUTCOMES} all="every outcome" />
      <Choice
        name="since"
        label="Time"
        query={query}
        values={Object.keys(SINCE)}
        all="any time"
        prefix="last "
      />
      <span class="count" aria-live="polite">
        {shown === all
          ? plural(all, 'delivery', 'deliveries')
          : `${shown.toLocaleString('en')} of ${all.toLocaleString('en')}`}
      </span>
    </div>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly query: URLSearchParams;
  readonly values: readonly string[];
  readonly all: string;
  readonly prefix?: string;
}

function Choice({ name, label, query, values, all, prefix = '' }: ChoiceProps) {
  const value = query.get(name) ?? '';
  const known = value === '' || values.includes(value);
  return (
    <select
      aria-label={label}
      value={value}
      onChange={({ currentTarget }) => setQuery({ [name]: currentTarget.value })}
    >
      <option value="">{all}</option>
      {values.map((one) => (
        <option key={one} value={one}>
          {prefix + one}
        </option>
      ))}
      {!known && <option value={value}>{value.replace(',', ' or ')}</option>}
    </select>
  );
}

const COLUMNS = ['Time', 'Outcome', 'Order', 'Type', 'Provider', 'Took', 'Tries', 'Event id'];

/** A row is a link, and the arrows go from one to the next. */
function Table({ rows, now }: { readonly rows: readonly DeliveryRow[]; readonly now: number }) {
  return (
    <div class="table deliveries" role="table" aria-label="Deliveries" aria-rowcount={rows.length + 1}>
      <div role="rowgroup">
        <div class="row header" role="row">
          {COLUMNS.map((title) => (
            <span key={title} role="columnheader">
              {title}
            </span>
          ))}
        </div>
      </div>
      <Virtual
        {...{
          count: rows.length,
          rowHeight: ROW_HEIGHT,
          label: 'Deliveries, newest first',
          role: 'rowgroup',
        }}
        row={(position) => {
          const row = rows[position];
          return row && <Row key={row.key} {...{ row, now, position }} />;
        }}
      />
    </div>
  );
}

function Row({
  row,
  now,
  position,
}: {
  readonly row: DeliveryRow;
  readonly now: number;
  readonly position: number;
}) {
  const { outcome, provider, endpoint, number, order, type, code, attempts, tookMs, id, notices } = row;
  const open = outcome === 'waiting' || outcome === 'retrying';
  return (
    <div class="row" role="row" aria-rowindex={position + 2}>
      <span role="cell" class="mono dim">
        {clock(row.at)}
      </span>
      <span role="cell">
        <Pill outcome={outcome} />
        {code !== undefined && outcome !== 'published' && <small class="code">{code}</small>}
      </span>
      <span role="cell" class="strong">
        <a class="cover" href={`/delivery/${encodeURIComponent(row.key)}`} onClick={follow} onKeyDown={step}>
          {number ?? order?.replace(/^[^:]*:[^:]*:/, '') ?? 'unknown'}
        </a>
      </span>
      <span role="cell">
        {type === undefined ? '' : shortType(type)}
        {notices ? <small class="code">{plural(notices, 'notice')}</small> : null}
      </span>
      <span role="cell">
        {provider || 'unknown'}
        <small class="dim"> {endpoint}</small>
      </span>
      <span role="cell" class="number">
        {tookMs !== undefined ? duration(tookMs) : open ? duration(now - row.at) : '–'}
      </span>
      <span role="cell" class="number">
        {attempts || '–'}
      </span>
      <span role="cell" class="mono dim">
        {id === undefined ? '' : short(id)}
      </span>
    </div>
  );
}

function step(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const links = [...document.querySelectorAll<HTMLElement>('a.cover')];
  const at = links.indexOf(event.currentTarget);
  const next = links[event.key === 'ArrowDown' ? at + 1 : at - 1];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

import { useState } from 'preact/hooks';
import type { DeadLetters, DeadRow, Explanation, PlaceInfo, Replay, Replayed } from '../model';
import { act } from './api';
import { duration, plural, short } from './format';
import { Json } from './json';
import { useLive } from './store';
import { Empty, Head, Link, Pill, Trouble, useAnswer } from './ui';

/** What could not become an event, or did not reach its subscriber: why, what today's code makes of it, and its replay. */
export function DeadLettersPage({ info }: { readonly info: PlaceInfo }) {
  const { rows, now } = useLive();
  const [again, setAgain] = useState(0);
  // A replayed dead letter is gone from the list: what became of it is to be read first.
  const [held, setHeld] = useState<number>();
  const dead = rows.filter(({ outcome }) => outcome === 'dead-lettered' || outcome === 'subscriber failed');
  const { value, error } = useAnswer<DeadLetters>('dead-letters', `${again} ${held ?? dead.length}`);
  const lookAgain = () => {
    setHeld(undefined);
    setAgain(again + 1);
  };
  const groups = groupsOf(value?.rows ?? []);
  return (
    <div class="page">
      <Head
        title="Dead letters"
        lead="Deliveries that could not become events, and events that did not reach their subscriber."
      >
        <button type="button" class="button" onClick={lookAgain}>
          Look again
        </button>
      </Head>
      <Trouble error={error} />
      {value?.warnings.map((warning) => (
        <p class="note" key={warning}>
          {warning}
        </p>
      ))}
      {value && groups.length === 0 && (
        <Empty title="No dead letters">
          Every delivery became an event, and every event reached its subscribers.
        </Empty>
      )}
      {groups.map(({ name, members }) => (
        <Group
          key={name}
          {...{ info, name, members, now: now() }}
          onPlan={() => setHeld(dead.length)}
          onDone={lookAgain}
        />
      ))}
    </div>
  );
}

interface GroupOf {
  readonly name: string;
  readonly members: readonly DeadRow[];
}

/** By reason and first place; the largest groups first. */
function groupsOf(rows: readonly DeadRow[]): GroupOf[] {
  const groups = new Map<string, DeadRow[]>();
  for (const row of rows) {
    const name = [row.code ?? 'no reason recorded', row.place, row.provider ?? ''].join('\n');
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups]
    .map(([name, members]) => ({ name, members }))
    .sort((a, b) => b.members.length - a.members.length);
}

interface GroupProps extends GroupOf {
  readonly info: PlaceInfo;
  readonly now: number;
  /** A dry run begins: the list stays as it is until it is done. */
  readonly onPlan: () => void;
  readonly onDone: () => void;
}

/** Enough to choose from; the others are in the list of deliveries. */
const MOST_SHOWN = 50;

function Group({ info, name, members, now, onPlan, onDone }: GroupProps) {
  const [code, place, provider] = name.split('\n');
  const [explained, setExplained] = useState<string>();
  const oldest = Math.min(...members.flatMap(({ deadAt }) => (deadAt === null ? [] : [Date.parse(deadAt)])));
  return (
    <section class="group" aria-label={`${code} ${place}`}>
      <header class="group-head">
        <span class="figure">{members.length}</span>
        <div>
          <h2>{code}</h2>
          <p class="dim">
            {[place, provider, Number.isFinite(oldest) && `since ${duration(now - oldest)}`]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
        <ReplayGroup {...{ info, members, onPlan, onDone }} />
      </header>
      <ul class="members">
        {members.slice(0, MOST_SHOWN).map(({ id, order, queue }) => (
          <li key={id}>
            <code>{short(id)}</code>
            <span>
              {order ? <Link to={`/order/${encodeURIComponent(order)}`}>{order}</Link> : 'order not known'}
            </span>
            <span class="dim">{queue}</span>
            <button
              type="button"
              class="button"
              aria-expanded={explained === id}
              onClick={() => setExplained(explained === id ? undefined : id)}
            >
              Explain
            </button>
            {explained === id && <Explained id={id} />}
          </li>
        ))}
        {members.length > MOST_SHOWN && <li class="dim">and {members.length - MOST_SHOWN} more</li>}
      </ul>
    </section>
  );
}

/** What today's code makes of it. */
function Explained({ id }: { readonly id: string }) {
  const path = `dead-letters/${encodeURIComponent(id)}`;
  const { value, error } = useAnswer<Explanation>(path);
  if (!value)
    return error === undefined ? (
      <p class="dim">Reading it with today's code …</p>
    ) : (
      <Trouble error={error} />
    );
  return (
    <div class="explained">
      <h3>Then</h3>
      {value.recorded.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <h3>Today</h3>
      <p class={`note ${value.today.succeeds ? 'good' : 'bad'}`}>
        {value.today.succeeds
          ? `It can be replayed: ${value.today.text}`
          : `It still fails: ${value.today.text}`}
      </p>
      <p>
        <Link to={`/delivery/${encodeURIComponent(id)}`}>Its way</Link>
      </p>
      <Json title="Payload" document={value.payload} path={`${path}/payload`} />
    </div>
  );
}

/** First what would become of them; then, once that was seen, the replay. */
function ReplayGroup({ info, members, onPlan, onDone }: Omit<GroupProps, 'name' | 'now'>) {
  const [plan, setPlan] = useState<Replay>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const [typed, setTyped] = useState('');
  const ids = members.map(({ id }) => id);
  const done = plan?.rows.some(({ result }) => result !== undefined) === true;
  const ready = plan?.rows.filter(({ ok }) => ok).length ?? 0;

  const ask = async (action: string) => {
    setBusy(true);
    onPlan();
    setError(undefined);
    try {
      setPlan(await act<Replay>(`dead-letters/${action}`, { ids, confirm: typed }));
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown.message : String(thrown));
    }
    setBusy(false);
  };

  return (
    <div class="replay">
      {!plan && (
        <button type="button" class="button" disabled={busy} onClick={() => ask('plan')}>
          Dry run
        </button>
      )}
      <Trouble error={error} />
      {plan && (
        <div class="plan" role="status">
          <Plan rows={plan.rows} />
          {plan.warnings.map((warning) => (
            <p class="note" key={warning}>
              {warning}
            </p>
          ))}
          {done ? (
            <button type="button" class="button" onClick={onDone}>
              Done
            </button>
          ) : info.canReplay ? (
            <>
              {info.confirm !== undefined && (
                <label>
                  Type {info.confirm} to replay{' '}
                  <input value={typed} onInput={({ currentTarget }) => setTyped(currentTarget.value)} />
                </label>
              )}
              <button
                type="button"
                class="button primary"
                disabled={busy || ready === 0 || (info.confirm !== undefined && typed !== info.confirm)}
                onClick={() => ask('replay')}
              >
                {busy
                  ? 'Replaying, until the log says what became of them …'
                  : `Replay ${plural(ready, 'dead letter')}`}
              </button>
            </>
          ) : (
            <p class="note">This console only looks. Open it with --write to replay.</p>
          )}
        </div>
      )}
    </div>
  );
}

function Plan({ rows }: { readonly rows: readonly Replayed[] }) {
  const live = useLive();
  return (
    <table class="plain">
      <thead>
        <tr>
          <th>Event id</th>
          <th>Was</th>
          <th>{rows.some(({ result }) => result !== undefined) ? 'Became' : 'Would become'}</th>
          <th>Result</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, was, now, ok, result }) => {
          const row = live.rows.find((one) => one.id === id);
          return (
            <tr key={id}>
              <td>
                <Link to={`/delivery/${encodeURIComponent(id)}`}>{short(id)}</Link>
              </td>
              <td class="before">{was}</td>
              <td class={ok ? 'after' : 'before'}>{ok ? now : `still ${now}`}</td>
              <td>
                {result ?? (ok ? 'can be replayed' : 'cannot yet')}{' '}
                {result && row && <Pill outcome={row.outcome} />}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

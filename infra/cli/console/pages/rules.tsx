import { useEffect, useState } from 'preact/hooks';
import type { Judged, Rules } from '../model';
import { act } from './api';
import { plural, shortType } from './format';
import { useLive } from './store';
import { Empty, Head, Link, Trouble, useAnswer } from './ui';

const FIRST_PATTERN = `{
  "source": [{ "prefix": "orders." }],
  "detail": { "data": { "order": { "totals": { "total": [{ "numeric": [">=", 10000] }] } } } }
}`;

/** The bus's rules, what they match of the last events, and a tester that says why an event does not match. */
export function RulesPage() {
  const { rows } = useLive();
  const published = rows.filter(({ outcome }) => outcome === 'published').length;
  const { value, error } = useAnswer<Rules>('rules', published);
  return (
    <div class="page">
      <Head
        title="Rules"
        lead={
          value &&
          `On the bus ${value.bus}; held against the last ${plural(value.events, 'event')} that are known here.`
        }
      />
      <Trouble error={error} />
      {value?.remark && <p class="note">{value.remark}</p>}
      {value && value.rules.length === 0 && (
        <Empty title="No rule">Nobody gets the events of this bus.</Empty>
      )}
      {value?.rules.map(({ name, enabled, pattern, targets, matching, failed }) => (
        <section class="group" key={name} aria-label={name}>
          <header class="group-head">
            <div>
              <h2>{name}</h2>
              <p class="dim">
                {enabled ? 'enabled' : 'disabled'} ·{' '}
                {targets.map((target) => `to ${target.name}`).join(', ') || 'no target'}
                {targets.some(({ deadLetters }) => !deadLetters) && ' · a target has no dead-letter queue'}
              </p>
            </div>
            <span class="actions">
              <strong>
                {matching.length} of {value.events}
              </strong>{' '}
              match
              {failed.length > 0 && <Link to="/?outcome=subscriber+failed">{failed.length} failed</Link>}
            </span>
          </header>
          <pre class="pattern" tabIndex={0}>
            {pattern}
          </pre>
        </section>
      ))}
      <Tester events={published} />
    </div>
  );
}

/** Tries a pattern at every keystroke, after a moment. */
const PAUSE_MS = 250;

function Tester({ events }: { readonly events: number }) {
  const [pattern, setPattern] = useState(FIRST_PATTERN);
  const [answer, setAnswer] = useState<{ readonly judged?: readonly Judged[]; readonly error?: string }>({});
  useEffect(() => {
    const timer = setTimeout(() => {
      act<{ events: readonly Judged[] }>('rules/test', { pattern }).then(
        (found) => setAnswer({ judged: found.events }),
        (error) => setAnswer({ error: error.message }),
      );
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [pattern, events]);
  const { judged = [], error } = answer;
  return (
    <section aria-label="Try a pattern">
      <h2>Try a pattern</h2>
      <div class="columns">
        <label class="form">
          <span class="dim">A rule's event pattern</span>
          <textarea
            class="mono"
            rows={12}
            spellcheck={false}
            value={pattern}
            onInput={({ currentTarget }) => setPattern(currentTarget.value)}
          />
        </label>
        <div>
          <Trouble error={error} />
          {!error && (
            <p aria-live="polite">
              {judged.filter(({ matches }) => matches).length} of {plural(judged.length, 'event')} match
            </p>
          )}
          <ul class="judged">
            {judged.slice(0, 20).map(({ key, number, type, matches, why }) => (
              <li key={key}>
                <span class={`pill ${matches ? 'good' : 'quiet'}`}>
                  {matches ? 'matches' : 'does not match'}
                </span>{' '}
                <Link to={`/delivery/${encodeURIComponent(key)}`}>{number}</Link> {shortType(type)}
                {why.map(({ field, found }) => (
                  <p key={field} class="dim">
                    <code>{field}</code> is {found}
                  </p>
                ))}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </section>
  );
}

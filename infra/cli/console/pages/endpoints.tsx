import { useState } from 'preact/hooks';
import type { EndpointRow, Endpoints, PlaceInfo, Sent } from '../model';
import { act } from './api';
import { duration, plural } from './format';
import { useLive } from './store';
import { Empty, Head, Link, Trouble, useAnswer } from './ui';

/** Which endpoints there are, when each was last used with which key, and a test delivery for one. */
export function EndpointsPage({ info }: { readonly info: PlaceInfo }) {
  const { rows, now } = useLive();
  const { value, error } = useAnswer<Endpoints>('endpoints');
  return (
    <div class="page">
      <Head title="Endpoints" lead="Every webhook of the secret documents. A secret itself is never shown." />
      <Trouble error={error} />
      {value?.documents.map(
        ({ provider, error: why }) => why && <p class="note bad" key={provider}>{`${provider}: ${why}`}</p>,
      )}
      {value && value.rows.length === 0 && (
        <Empty title="No endpoint yet">Add one to a secret document.</Empty>
      )}
      {value && value.rows.length > 0 && (
        <table class="plain">
          <thead>
            <tr>
              <th>Endpoint</th>
              <th>Account</th>
              <th>Event</th>
              <th>Secret</th>
              <th>Last accepted</th>
              <th>Key</th>
              <th>Layout</th>
            </tr>
          </thead>
          <tbody>
            {value.rows.map((endpoint) => (
              <Endpoint
                key={`${endpoint.provider}/${endpoint.name}`}
                endpoint={endpoint}
                last={rows.find(
                  ({ provider, endpoint: name, secretPosition }) =>
                    provider === endpoint.provider && name === endpoint.name && secretPosition !== undefined,
                )}
                now={now()}
              />
            ))}
          </tbody>
        </table>
      )}
      {value && info.canSend && <Sender endpoints={value} />}
    </div>
  );
}

interface EndpointProps {
  readonly endpoint: EndpointRow;
  readonly last: ReturnType<typeof useLive>['rows'][number] | undefined;
  readonly now: number;
}

const Endpoint = ({ endpoint, last, now }: EndpointProps) => (
  <tr>
    <td>
      <strong>{endpoint.name}</strong> <small class="dim">{endpoint.provider}</small>
      {endpoint.issues.map((issue) => (
        <p class="note bad" key={issue}>
          {issue}
        </p>
      ))}
    </td>
    <td>{endpoint.account ?? '–'}</td>
    <td>{endpoint.event ?? 'as the payload says'}</td>
    <td>{endpoint.secrets === 0 ? 'none yet' : plural(endpoint.secrets, 'secret')}</td>
    <td>
      {last ? (
        <Link to={`/delivery/${encodeURIComponent(last.key)}`}>{duration(now - last.at)} ago</Link>
      ) : (
        'not seen'
      )}
    </td>
    <td>{last?.secretPosition === undefined ? '–' : `position ${last.secretPosition}`}</td>
    <td>{last?.layout ?? endpoint.layout ?? '–'}</td>
  </tr>
);

/** Sends a delivery as the provider would: signed and, where it does so, encrypted. */
function Sender({ endpoints: { rows, documents } }: { readonly endpoints: Endpoints }) {
  const usable = rows.filter(({ secrets }) => secrets > 0);
  const [chosen, setChosen] = useState(0);
  const [event, setEvent] = useState('');
  const [set, setSet] = useState('');
  const [sent, setSent] = useState<Sent>();
  const [error, setError] = useState<string>();
  const endpoint = usable[chosen];
  if (!endpoint) return null;
  const events = endpoint.event
    ? [endpoint.event]
    : (documents.find(({ provider }) => provider === endpoint.provider)?.events ?? []);
  const send = async (submit: Event) => {
    submit.preventDefault();
    setError(undefined);
    setSent(undefined);
    const overrides = set.split('\n').map((line) => line.trim());
    const { provider, name } = endpoint;
    try {
      setSent(await act<Sent>('send', { provider, endpoint: name, event, set: overrides.filter(Boolean) }));
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown.message : String(thrown));
    }
  };
  return (
    <section aria-label="Send a test delivery">
      <h2>Send a test delivery</h2>
      <form class="form" onSubmit={send}>
        <label>
          Endpoint
          <select value={chosen} onChange={({ currentTarget }) => setChosen(Number(currentTarget.value))}>
            {usable.map(({ provider, name }, i) => (
              <option key={`${provider}/${name}`} value={i}>
                {provider}/{name}
              </option>
            ))}
          </select>
        </label>
        <label>
          Event
          <select value={event} onChange={({ currentTarget }) => setEvent(currentTarget.value)}>
            <option value="">the first of its list</option>
            {events.map((word) => (
              <option key={word} value={word}>
                {word}
              </option>
            ))}
          </select>
        </label>
        <label class="wide">
          Other values, one in a line: path=value
          <textarea
            rows={3}
            placeholder="lines.0.quantity=5"
            value={set}
            onInput={({ currentTarget }) => setSet(currentTarget.value)}
          />
        </label>
        <button type="submit" class="button primary">
          Send
        </button>
      </form>
      <Trouble error={error} />
      {sent && (
        <p class={`note ${sent.status === 200 ? 'good' : 'bad'}`} role="status">
          {sent.path} answered {sent.status} {sent.body}
        </p>
      )}
    </section>
  );
}

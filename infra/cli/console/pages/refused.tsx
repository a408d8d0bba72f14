import type { DeliveryRow, Endpoints } from '../model';
import { duration, moment } from './format';
import { useLive } from './store';
import { Empty, Head, Link, useAnswer } from './ui';

const DAY_MS = 86_400_000;

/** What was refused within a day, by endpoint and code: a wrong secret, a stranger, or a limit. */
export function RefusedPage() {
  const { rows, now } = useLive();
  const { value } = useAnswer<Endpoints>('endpoints');
  const refused = rows.filter(({ outcome, at }) => outcome === 'refused' && at > now() - DAY_MS);
  const groups = new Map<string, DeliveryRow[]>();
  for (const row of refused) {
    const name = [row.provider || 'unknown', row.endpoint ?? 'unknown', row.code ?? 'no code'].join('\n');
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return (
    <div class="page">
      <Head
        title="Refused"
        lead="Requests of the last 24 hours that nothing was kept of, by endpoint and code."
      />
      <section aria-label="Secret documents">
        <h2>Secret documents</h2>
        <div class="cards">
          {value?.documents.map(({ provider, since, error }) => (
            <div class="card" key={provider}>
              <small>{provider}</small>
              <strong>{since === undefined ? 'age not known' : `put ${duration(now() - since)} ago`}</strong>
              {error && <small>{error}</small>}
            </div>
          ))}
        </div>
      </section>
      {groups.size === 0 ? (
        <Empty title="Nothing was refused">Every request had a signature that fits a secret.</Empty>
      ) : (
        <table class="plain">
          <thead>
            <tr>
              <th>Requests</th>
              <th>Code</th>
              <th>Provider</th>
              <th>Endpoint</th>
              <th>First</th>
              <th>Last</th>
            </tr>
          </thead>
          <tbody>
            {[...groups]
              .sort(([, a], [, b]) => b.length - a.length)
              .map(([name, [newest, ...others]]) => {
                const [provider, endpoint, code] = name.split('\n');
                return (
                  newest && (
                    <tr key={name}>
                      <td class="strong">{others.length + 1}</td>
                      <td>
                        <strong>{code}</strong>
                      </td>
                      <td>{provider}</td>
                      <td>{endpoint}</td>
                      <td class="dim">{moment((others.at(-1) ?? newest).at)}</td>
                      <td>
                        <Link to={`/delivery/${encodeURIComponent(newest.key)}`}>{moment(newest.at)}</Link>
                      </td>
                    </tr>
                  )
                );
              })}
          </tbody>
        </table>
      )}
    </div>
  );
}

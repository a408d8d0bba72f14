import type { OrderDetail } from '../model';
import { moment, shortType } from './format';
import { useLive } from './store';
import { Empty, Head, Link, Pill, useAnswer } from './ui';

/** One order: its events in sequence, and what it is now. */
export function OrderPage({ id }: { readonly id: string }) {
  const { rows } = useLive();
  const latest = rows.find(({ order }) => order === id)?.revision;
  const { value, error } = useAnswer<OrderDetail>(`orders/${encodeURIComponent(id)}`, latest);
  if (!value)
    return (
      <div class="page">
        <Head title={id} />
        {error !== undefined && <Empty title="Nothing of this order is known here">{error}</Empty>}
      </div>
    );
  const newest = value.events.find((event) => event.newest);
  return (
    <div class="page">
      <Head title={id} lead={`${value.events.length} deliveries, the last to arrive first`} />
      {newest && (
        <section aria-label="Newest state">
          <h2>Now</h2>
          <div class="cards">
            {Object.entries(newest.statuses).map(([name, status]) => (
              <div class="card" key={name}>
                <small>{name}</small>
                <strong>{status}</strong>
              </div>
            ))}
            {value.totals.map(({ name, amount }) => (
              <div class="card" key={name}>
                <small>{name}</small>
                <strong class="number">{amount}</strong>
              </div>
            ))}
          </div>
        </section>
      )}
      <section aria-label="Events">
        <h2>Events</h2>
        <table class="plain">
          <thead>
            <tr>
              <th>Received</th>
              <th>Outcome</th>
              <th>Type</th>
              <th>Happened</th>
              <th>Statuses</th>
              <th>Total</th>
              <th>Lines</th>
            </tr>
          </thead>
          <tbody>
            {value.events.map((event) => (
              <tr key={event.key}>
                <td>
                  <Link to={`/delivery/${encodeURIComponent(event.key)}`}>{moment(event.at)}</Link>
                </td>
                <td>
                  <Pill outcome={event.outcome} /> {event.newest && <small class="code">newest</small>}
                </td>
                <td>{shortType(event.type)}</td>
                <td class="dim">{event.time ?? 'not known'}</td>
                <td>{Object.values(event.statuses).join(', ') || '–'}</td>
                <td>{event.total ?? '–'}</td>
                <td>{event.lines ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

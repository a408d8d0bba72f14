import type { Change, DeliveryDetail } from '../model';
import { ask } from './api';
import { duration, moment, plural } from './format';
import { Json } from './json';
import { useLive } from './store';
import { CopyButton, Empty, Head, Link, Pill, useAnswer } from './ui';
import { Way } from './way';

/** One delivery: its way, what came in and what went out, and what is new of its order. */
export function DeliveryPage({ id }: { readonly id: string }) {
  const { rows } = useLive();
  const live = rows.find(({ key }) => key === id);
  const path = `deliveries/${encodeURIComponent(id)}`;
  const { value, error } = useAnswer<DeliveryDetail>(path, live?.revision);
  if (error !== undefined && !value)
    return (
      <div class="page">
        <Head title="Delivery" />
        <Empty title="This delivery is not known here">{error}</Empty>
      </div>
    );
  return value ? <Detail detail={value} path={path} /> : <div class="page" aria-busy="true" />;
}

const COPIES = { curl: 'Copy as curl', fixture: 'Copy as fixture', pattern: 'Copy as rule pattern' } as const;

function Detail({ detail, path }: { readonly detail: DeliveryDetail; readonly path: string }) {
  const { row, way, payload, event, changes, notices, issues, gaps } = detail;
  const name = row.number ?? row.order?.replace(/^[^:]*:[^:]*:/, '') ?? 'unknown order';
  return (
    <div class="page">
      <Head
        title={
          <>
            {name} <Pill outcome={row.outcome} />
          </>
        }
        lead={[row.type, row.provider, row.endpoint, moment(row.at)].filter(Boolean).join(' · ')}
      >
        {Object.entries(COPIES).map(([what, label]) => (
          <CopyButton
            key={what}
            label={label}
            text={async () => (await ask<{ text: string }>(`${path}/copy/${what}`)).text}
          />
        ))}
      </Head>
      {row.code !== undefined && (
        <p class="note bad">
          <strong>{row.code}</strong> {detail.why}
        </p>
      )}
      {gaps.map((gap) => (
        <p key={gap} class="note">
          {gap}
        </p>
      ))}
      <Way way={way} began={row.at} />
      <dl class="facts">
        <Fact name="Order">
          {row.order && <Link to={`/order/${encodeURIComponent(row.order)}`}>{row.order}</Link>}
        </Fact>
        <Fact name="Event id">{row.id && <code>{row.id}</code>}</Fact>
        <Fact name="Correlation id">{row.correlationId && <code>{row.correlationId}</code>}</Fact>
        <Fact name="Tries">{row.attempts || undefined}</Fact>
        <Fact name="Received to bus">{row.tookMs !== undefined && duration(row.tookMs)}</Fact>
      </dl>
      <Findings issues={issues} notices={notices} />
      {changes && <Changes changes={changes} />}
      <div class="columns">
        <Json title="Payload" document={payload} path={`${path}/payload`} />
        <Json title="Canonical event" document={event} path={`${path}/event`} />
      </div>
    </div>
  );
}

const Fact = ({ name, children }: { name: string; children: preact.ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children || <span class="dim">not known</span>}</dd>
  </div>
);

function Findings({ issues, notices }: Pick<DeliveryDetail, 'issues' | 'notices'>) {
  if (issues.length === 0 && notices.length === 0) return null;
  return (
    <section aria-label="Issues and notices">
      <h2>{issues.length > 0 ? plural(issues.length, 'issue') : plural(notices.length, 'notice')}</h2>
      <ul class="findings">
        {issues.map((issue) => (
          <li key={issue} class="bad">
            {issue}
          </li>
        ))}
        {notices.map(({ code, path, count }) => (
          <li key={code + path} class="warn">
            <strong>{code}</strong> <code>{path || '/'}</code> {count ? `${count} places` : ''}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What is new since the order's event before this one. */
export function Changes({ changes }: { readonly changes: NonNullable<DeliveryDetail['changes']> }) {
  const { since, key, fields } = changes;
  return (
    <section aria-label="What differs from the event before">
      <h2>
        {fields.length === 0 ? 'The same as' : `${plural(fields.length, 'field')} differ from`}{' '}
        <Link to={`/delivery/${encodeURIComponent(key)}`}>the order's event of {moment(since)}</Link>
      </h2>
      {fields.length > 0 && <ChangeTable fields={fields} />}
    </section>
  );
}

const ChangeTable = ({ fields }: { readonly fields: readonly Change[] }) => (
  <table class="plain">
    <thead>
      <tr>
        <th>Field</th>
        <th>Before</th>
        <th>Now</th>
      </tr>
    </thead>
    <tbody>
      {fields.map(({ path, before, after }) => (
        <tr key={path}>
          <td>
            <code>{path}</code>
          </td>
          <td class="before">{before ?? 'absent'}</td>
          <td class="after">{after ?? 'absent'}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

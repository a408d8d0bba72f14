import { render } from 'preact';
import { useEffect } from 'preact/hooks';
import type { PlaceInfo } from '../model';
import { ChartsPage } from './charts';
import { DeadLettersPage } from './dead-letters';
import { DeliveriesPage } from './deliveries';
import { DeliveryPage } from './delivery';
import { EndpointsPage } from './endpoints';
import { OrderPage } from './order';
import { RefusedPage } from './refused';
import { follow, usePlace } from './router';
import { RulesPage } from './rules';
import { connect, useLive } from './store';
import { Empty, Link, Trouble, useAnswer } from './ui';

/** Each page with its address; those without a title are reached from others. */
const PAGES: readonly {
  readonly path: RegExp;
  readonly to: string;
  readonly title: string;
  readonly page: (info: PlaceInfo, word: string) => preact.ComponentChild;
}[] = [
  { path: /^\/$/, to: '/', title: 'Deliveries', page: (info) => <DeliveriesPage info={info} /> },
  {
    path: /^\/dead-letters$/,
    to: '/dead-letters',
    title: 'Dead letters',
    page: (info) => <DeadLettersPage info={info} />,
  },
  { path: /^\/refused$/, to: '/refused', title: 'Refused', page: () => <RefusedPage /> },
  {
    path: /^\/endpoints$/,
    to: '/endpoints',
    title: 'Endpoints',
    page: (info) => <EndpointsPage info={info} />,
  },
  { path: /^\/rules$/, to: '/rules', title: 'Rules', page: () => <RulesPage /> },
  { path: /^\/charts$/, to: '/charts', title: 'Charts', page: () => <ChartsPage /> },
  { path: /^\/order\/([^/]+)$/, to: '', title: 'Order', page: (_, id) => <OrderPage key={id} id={id} /> },
  {
    path: /^\/delivery\/([^/]+)$/,
    to: '',
    title: 'Delivery',
    page: (_, id) => <DeliveryPage key={id} id={id} />,
  },
];

function App() {
  const { path } = usePlace();
  const { value: info, error } = useAnswer<PlaceInfo>('info');
  const found = PAGES.flatMap((page) => {
    const match = page.path.exec(path);
    return match ? [{ ...page, word: decodeURIComponent(match[1] ?? '') }] : [];
  })[0];
  useEffect(() => {
    document.title = `${found?.title ?? 'Nothing'} · order-events`;
  }, [found?.title]);
  return (
    <div class="shell">
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <Rail path={path} info={info} />
      <main id="content" tabIndex={-1}>
        <Trouble error={error} />
        {info &&
          (found?.page(info, found.word) ?? (
            <Empty title="Nothing is here">Choose a page on the left.</Empty>
          ))}
      </main>
    </div>
  );
}

function Rail({ path, info }: { readonly path: string; readonly info: PlaceInfo | undefined }) {
  const { state, rows } = useLive();
  const dead = rows.filter(({ outcome }) => outcome === 'dead-lettered').length;
  return (
    <nav class="rail" aria-label="Pages">
      <Link to="/" class="brand">
        <img src="/icon.svg" alt="" width="26" height="26" />
        <span>order-events</span>
      </Link>
      <ul>
        {PAGES.filter(({ to }) => to !== '').map(({ to, title, path: own }) => (
          <li key={to}>
            <a href={to} aria-current={own.test(path) ? 'page' : undefined} onClick={follow}>
              {title}
              {to === '/dead-letters' && dead > 0 && <span class="badge">{dead}</span>}
            </a>
          </li>
        ))}
      </ul>
      <div class="place">
        <span class={`dot ${state}`} aria-hidden="true" />
        <span>
          <span role="status">{STATES[state]}</span>
          <small>{info?.label}</small>
          {info?.gaps.map((gap) => (
            <small key={gap}>{gap}</small>
          ))}
        </span>
      </div>
    </nav>
  );
}

const STATES = { connecting: 'connecting', live: 'live', lost: 'connection lost; trying again' } as const;

connect();
const root = document.getElementById('app');
if (root) render(<App />, root);

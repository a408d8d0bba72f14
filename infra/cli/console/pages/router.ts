import { useEffect, useState } from 'preact/hooks';

/** Where the page is: a path and what stands behind its question mark. */
export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

const MOVED = 'console-moved';

const placeNow = (): Place => ({ path: location.pathname, query: new URLSearchParams(location.search) });

/** The place, and again at every move. */
export function usePlace(): Place {
  const [place, setPlace] = useState(placeNow);
  useEffect(() => {
    const look = () => setPlace(placeNow());
    addEventListener('popstate', look);
    addEventListener(MOVED, look);
    return () => {
      removeEventListener('popstate', look);
      removeEventListener(MOVED, look);
    };
  }, []);
  return place;
}

/** Goes to another page. */
export function go(to: string): void {
  history.pushState(null, '', to);
  scrollTo(0, 0);
  dispatchEvent(new Event(MOVED));
}

/** Keeps the state of this page in its address; empty values are left out. */
export function setQuery(changes: Readonly<Record<string, string>>): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  history.replaceState(null, '', `${location.pathname}${text === '' ? '' : `?${text}`}`);
  dispatchEvent(new Event(MOVED));
}

/** A click that the page follows by itself; others, with a key or to a new tab, are the browser's. */
export function follow(event: MouseEvent & { readonly currentTarget: EventTarget | null }): void {
  const link = event.currentTarget;
  if (!(link instanceof HTMLAnchorElement) || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(link.pathname + link.search);
}

import type { ServerResponse } from 'node:http';
import type { DeliveryRow } from './model';
import type { Source } from './source';

/** Changes are sent together, so a flood of them redraws a page some times a second. */
const TOGETHER_MS = 100;
/** A connection that says nothing is taken for a dead one, by browsers and whatever is between. */
const ALIVE_MS = 15_000;

/** Sends every changed row as it changes (server-sent events) until the page goes away. */
export function streamRows(
  source: Source,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<'handled'> {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write('retry: 1000\n\n');
  let waiting = new Map<string, DeliveryRow>();
  let timer: NodeJS.Timeout | undefined;
  const send = () => {
    timer = undefined;
    const rows = [...waiting.values()];
    waiting = new Map();
    response.write(`data: ${JSON.stringify({ now: source.now(), rows })}\n\n`);
  };
  const unwatch = source.watch((rows) => {
    for (const row of rows) waiting.set(row.key, row);
    timer ??= setTimeout(send, TOGETHER_MS);
  });
  const alive = setInterval(() => response.write(': alive\n\n'), ALIVE_MS);
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      unwatch();
      clearTimeout(timer);
      clearInterval(alive);
      response.end();
      resolve('handled');
    });
  });
}

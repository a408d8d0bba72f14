const two = (number: number): string => String(number).padStart(2, '0');

/** `14:03:59` on this machine's clock. */
export function clock(at: number): string {
  const time = new Date(at);
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

/** `14:03:59.120`, with the date where that is not today's. */
export function moment(at: number): string {
  const time = new Date(at);
  const day = time.toDateString() === new Date().toDateString() ? '' : `${time.toISOString().slice(0, 10)} `;
  return `${day}${clock(at)}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}

/** `840 ms`, `12 s`, `4 min`, `3 h`, `2 d`. */
export function duration(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`;
  if (ms < 60_000) return `${Math.floor(ms / 1_000)} s`;
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min`;
  return ms < 86_400_000 ? `${Math.floor(ms / 3_600_000)} h` : `${Math.floor(ms / 86_400_000)} d`;
}

/** `12 deliveries`, `1 delivery`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** Enough of an id to name it. */
export const short = (id: string): string => id.slice(0, 12);

/** `order.created.v1` and a provider's own word, in as few letters as tell it. */
export const shortType = (type: string): string =>
  type.replace(/^(?:order|customer)\./, '').replace(/\.v\d+$/, '');

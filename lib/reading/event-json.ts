import { type CanonicalEvent, isOrderEvent } from '../order/canonical-event';
import type { Notice, OrderEvent } from '../order/order-event';
import { leftOutNotice } from './notices';

/** An event with its JSON as it goes onto the bus: the content is written once, for the hash and for the bus. */
export interface WrittenEvent {
  readonly event: CanonicalEvent;
  readonly json: string;
}

/**
 * The event's JSON around that of its content, `{"order":…,"unmapped":…}` or `{"customer":…,"unmapped":…}`: what the hash
 * leaves out is put in.
 * @param content without the order's `updatedAt`
 */
export function writeEvent(event: CanonicalEvent, content: string): string {
  const opening = `${openingOf(event)}${JSON.stringify(event.data.notices)},`;
  if (!isOrderEvent(event)) return `${opening}${content.slice(1)}}`;
  const { updatedAt } = event.data.order;
  const written = updatedAt === undefined ? '' : `"updatedAt":${JSON.stringify(updatedAt)},`;
  return `${opening}"order":{${written}${content.slice(ORDER_OPENING.length)}}`;
}

const ORDER_OPENING = '{"order":{';

/** The event's JSON up to its notices. */
function openingOf(event: CanonicalEvent): string {
  const { extensions, summary } = isOrderEvent(event) ? event.data : NOTHING_MORE;
  const more = `${member('extensions', extensions)}${member('summary', summary)}`;
  return `{"metadata":${JSON.stringify(event.metadata)},"data":{${more}"notices":`;
}

const NOTHING_MORE: Pick<OrderEvent['data'], 'extensions' | 'summary'> = {};

const member = (name: string, value: object | undefined): string =>
  value === undefined ? '' : `"${name}":${JSON.stringify(value)},`;

/**
 * The event with as few of its last notices left out as make its JSON shorter by so many bytes, and a notice that says
 * how many; `undefined` where all of them are not enough.
 */
export function shedNotices({ event, json }: WrittenEvent, bytes: number): WrittenEvent | undefined {
  const { notices } = event.data;
  let freed = 0;
  let count = 0;
  for (let kept = notices.length - 1; kept >= 0; kept--) {
    const notice = notices[kept] as (typeof notices)[number];
    freed += bytesOf(notice);
    count += notice.count ?? 1;
    const summary = leftOutNotice(count, notice.path);
    if (freed - bytesOf(summary) < bytes) continue;
    const fewer = [...notices.slice(0, kept), summary];
    const opening = openingOf(event);
    const rest = json.slice(opening.length + JSON.stringify(notices).length);
    return {
      event: withNotices(event, fewer),
      json: `${opening}${JSON.stringify(fewer)}${rest}`,
    };
  }
  return undefined;
}

const withNotices = <E extends CanonicalEvent>(event: E, notices: Notice[]): E => ({
  ...event,
  data: { ...event.data, notices },
});

/** Of a notice in a list, with the comma beside it. */
const bytesOf = (notice: object): number => Buffer.byteLength(JSON.stringify(notice)) + 1;

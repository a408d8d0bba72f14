import type { OrderEvent } from '../order/order-event';
import { leftOutNotice } from './notices';

/** An event with its JSON as it goes onto the bus: the content is written once, for the hash and for the bus. */
export interface WrittenEvent {
  readonly event: OrderEvent;
  readonly json: string;
}

/**
 * The event's JSON around that of its content, `{"order":…,"unmapped":…}`: what the hash leaves out is put in.
 * @param content without the order's `updatedAt`
 */
export function writeEvent(event: OrderEvent, content: string): string {
  const { notices, order } = event.data;
  const updatedAt = order.updatedAt === undefined ? '' : `"updatedAt":${JSON.stringify(order.updatedAt)},`;
  const rest = content.slice(CONTENT_OPENING.length);
  return `${openingOf(event)}${JSON.stringify(notices)},"order":{${updatedAt}${rest}}`;
}

const CONTENT_OPENING = '{"order":{';

/** The event's JSON up to its notices. */
function openingOf({ metadata, data: { extensions, summary } }: OrderEvent): string {
  const before = extensions === undefined ? '' : `"extensions":${JSON.stringify(extensions)},`;
  return `{"metadata":${JSON.stringify(metadata)},"data":{${before}"summary":${JSON.stringify(summary)},"notices":`;
}

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
      event: { ...event, data: { ...event.data, notices: fewer } },
      json: `${opening}${JSON.stringify(fewer)}${rest}`,
    };
  }
  return undefined;
}

/** Of a notice in a list, with the comma beside it. */
const bytesOf = (notice: object): number => Buffer.byteLength(JSON.stringify(notice)) + 1;

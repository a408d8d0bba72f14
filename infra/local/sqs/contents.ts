import { createFifoLine } from './fifo-line';
import { LinkedList } from './linked-list';
import type { Message } from './message';
import { createStandardLine } from './standard-line';
import { VisibilityHeap } from './visibility-heap';

/** What {@link createContents} needs to know about a message that arrives. */
export type Arrival = Pick<Message, 'id' | 'content' | 'sentAt' | 'deadLetterSourceArn' | 'receives'> & {
  firstReceivedAt: number | undefined;
  /** Milliseconds since 1970; later than now for a delayed message. */
  visibleAt: number;
};

export type Contents = ReturnType<typeof createContents>;

/**
 * The messages of one queue. Nothing here costs more than O(log n), and nothing remembers a message that is gone.
 * Times are milliseconds since 1970.
 */
export function createContents(fifo: boolean) {
  const byId = new Map<string, Message>();
  const byAge = new LinkedList<Message>();
  const hidden = new VisibilityHeap<Message>();
  const line = fifo ? createFifoLine() : createStandardLine();
  let arrivals = 0;
  let inFlight = 0;

  function setState(message: Message, state: Message['state']): void {
    if (message.state === 'in flight') inFlight -= 1;
    if (state === 'in flight') inFlight += 1;
    message.state = state;
  }

  function remove(message: Message): void {
    setState(message, 'visible');
    byId.delete(message.id);
    if (message.heapIndex >= 0) hidden.remove(message);
    if (message.age) byAge.remove(message.age);
    line.leave(message);
  }

  /** Makes it visible at `visibleAt`, at once if that is not in the future; till then it is in flight. */
  function hide(message: Message, visibleAt: number, now: number): void {
    if (message.heapIndex >= 0) hidden.remove(message);
    message.visibleAt = visibleAt;
    // Even for no time at all it leaves its turn: it comes back at the end of the line.
    setState(message, 'in flight');
    line.update(message);
    if (visibleAt > now) hidden.add(message);
    else show(message);
  }

  function show(message: Message): void {
    setState(message, 'visible');
    line.update(message);
  }

  return {
    add(arrival: Arrival, now: number): Message {
      const message: Message = {
        ...arrival,
        arrival: ++arrivals,
        state: arrival.visibleAt > now ? 'delayed' : 'visible',
        receivesHere: 0,
        lastReceivedAt: 0,
        heapIndex: -1,
        age: undefined,
        turn: undefined,
      };
      byId.set(message.id, message);
      message.age = byAge.push(message);
      if (message.state === 'delayed') hidden.add(message);
      line.join(message);
      return message;
    },

    find: (id: string): Message | undefined => byId.get(id),
    remove,
    hide,
    candidates: line.candidates,

    /** Makes visible what is due, and drops what was sent before `expiredBefore`. */
    settle(now: number, expiredBefore: number): void {
      for (let due = hidden.first; due && due.visibleAt <= now; due = hidden.first) {
        hidden.remove(due);
        show(due);
      }
      for (let place = byAge.first; place && place.value.sentAt < expiredBefore; place = place.next) {
        remove(place.value);
      }
    },

    /** When the next message becomes visible. */
    nextVisibleAt: (): number | undefined => hidden.first?.visibleAt,

    count: () => ({
      visible: byId.size - hidden.size,
      inFlight,
      delayed: hidden.size - inFlight,
    }),
  };
}

import type { Line } from './line';
import { LinkedList } from './linked-list';
import type { Message } from './message';

/** A standard queue: whoever became visible first; one that comes back stands at the end again. */
export function createStandardLine(): Line {
  const visible = new LinkedList<Message>();

  function update(message: Message): void {
    leave(message);
    if (message.state === 'visible') message.turn = visible.push(message);
  }

  function leave(message: Message): void {
    if (message.turn) visible.remove(message.turn);
    message.turn = undefined;
  }

  return {
    join: update,
    update,
    leave,
    *candidates() {
      for (let place = visible.first; place; place = place.next) yield place.value;
    },
  };
}

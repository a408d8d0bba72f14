import type { Line } from './line';
import { LinkedList, type Place } from './linked-list';
import type { Message } from './message';

interface Group {
  readonly id: string;
  /** All of them, in flight or not, in the order in which they were sent. */
  readonly messages: LinkedList<Message>;
  /** Where it stands among the groups that have something to give. */
  turn: Place<Group> | undefined;
}

/**
 * A FIFO queue: a message can be received when it and all before it in its group are visible, so one in flight
 * holds back what follows. One receive takes as many of a group as it can; the group then goes to the end.
 */
export function createFifoLine(): Line {
  const groups = new Map<string, Group>();
  const ready = new LinkedList<Group>();

  function groupOf(message: Message): Group {
    const id = message.content.groupId ?? '';
    const group = groups.get(id) ?? { id, messages: new LinkedList(), turn: undefined };
    groups.set(id, group);
    return group;
  }

  function refresh(group: Group): void {
    const first = group.messages.first?.value;
    if (first?.state === 'visible') group.turn ??= ready.push(group);
    else if (group.turn) {
      ready.remove(group.turn);
      group.turn = undefined;
    }
    if (!first) groups.delete(group.id);
  }

  return {
    join(message) {
      const group = groupOf(message);
      message.turn = group.messages.push(message);
      refresh(group);
    },
    update(message) {
      refresh(groupOf(message));
    },
    leave(message) {
      const group = groupOf(message);
      if (message.turn) group.messages.remove(message.turn);
      message.turn = undefined;
      refresh(group);
    },
    *candidates() {
      for (let turn = ready.first; turn; turn = turn.next) {
        let place = turn.value.messages.first;
        for (; place?.value.state === 'visible'; place = place.next) yield place.value;
      }
    },
  };
}

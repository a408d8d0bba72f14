import type { Message } from './message';

/** The order in which a queue's messages are received. `state` is up to date before each call. */
export interface Line {
  /** A new message, visible or not. */
  join(message: Message): void;
  /** It became visible, or stopped being so. */
  update(message: Message): void;
  leave(message: Message): void;
  /** What can be received now, in order. The message at hand may leave while the walk goes on. */
  candidates(): Iterable<Message>;
}

import { keptEvents } from './archive';
import { replayedEvent } from './bus-event';
import { route } from './publish';
import type { EventsState, Replay } from './state';

const MINUTE = 60_000;

/** Sends the archived events of the replay's window to the rules, minute after minute of them, each at once. */
export function runReplay(state: EventsState, replay: Replay): void {
  const events = keptEvents(state, replay.archive)
    .filter(({ time }) => time >= replay.from && time < replay.to)
    .sort((a, b) => a.time - b.time);
  let position = 0;

  state.clock.after(0, nextMinute);

  function nextMinute(): void {
    if (replay.state === 'CANCELLED') return;
    replay.state = 'RUNNING';
    const first = events[position];
    if (!first) {
      replay.state = 'COMPLETED';
      replay.ended = state.clock.now();
      return;
    }
    const minute = minuteOf(first.time);
    for (let event = events[position]; event && minuteOf(event.time) === minute; event = events[++position]) {
      const again = replayedEvent(event, replay.name, state.clock.now());
      state.notify?.({ id: event.id, kind: 'replayed', bus: replay.archive.bus.name, replay: replay.name });
      route(state, replay.archive.bus, again, replay.rules);
      replay.lastReplayed = event.time;
    }
    state.clock.after(0, nextMinute);
  }
}

/** The number of the minute that a time is in. */
function minuteOf(time: number): number {
  return Math.floor(time / MINUTE);
}

/** The whole minutes around a window: replays know nothing shorter. */
export function wholeMinutes(from: number, to: number): { from: number; to: number } {
  return { from: minuteOf(from) * MINUTE, to: Math.ceil(to / MINUTE) * MINUTE };
}

import type { Action, JsonObject } from '../../service';
import { DESCRIPTION, invalid, optionalText, requiredText } from '../input';
import { page } from '../page';
import { alreadyExists, arnOf, busOf } from '../resources';
import type { Bus, EventsState } from '../state';

const BUS_NAME = { max: 256, pattern: /^[/.\-_A-Za-z0-9]+$/ };

export function eventBusActions(state: EventsState) {
  return {
    CreateEventBus(input) {
      const name = requiredText(input, 'Name', BUS_NAME);
      if (state.buses.has(name)) throw alreadyExists(`Event bus ${name} already exists.`);
      if (name.includes('/')) throw invalid("Event bus name must not contain '/'.");
      const bus = createBus(state, name, optionalText(input, 'Description', DESCRIPTION));
      return {
        EventBusArn: bus.arn,
        ...(bus.description === undefined ? {} : { Description: bus.description }),
      };
    },
    DeleteEventBus(input) {
      const name = requiredText(input, 'Name', BUS_NAME);
      if (name === 'default') throw invalid('Cannot delete event bus default.');
      const bus = state.buses.get(name);
      if (!bus) return {};
      if (bus.rules.size > 0) throw invalid("Event bus can't be deleted since it has rules.");
      state.buses.delete(name);
      return {};
    },
    DescribeEventBus: (input) => describeBus(busOf(state, input, 'Name')),
    ListEventBuses(input) {
      const prefix = optionalText(input, 'NamePrefix', BUS_NAME) ?? '';
      const all = [...state.buses.values()].filter(({ name }) => name.startsWith(prefix));
      const { items, next } = page(all, input);
      return { EventBuses: items.map(describeBus), ...next };
    },
  } satisfies Record<string, Action>;
}

export function createBus(state: EventsState, name: string, description?: string): Bus {
  const arn = arnOf(state, `event-bus/${name}`);
  const bus: Bus = { name, arn, created: state.clock.now(), description, rules: new Map() };
  state.buses.set(name, bus);
  return bus;
}

function describeBus({ name, arn, created, description }: Bus): JsonObject {
  return {
    Name: name,
    Arn: arn,
    ...(description === undefined ? {} : { Description: description }),
    CreationTime: created / 1000,
    LastModifiedTime: created / 1000,
  };
}

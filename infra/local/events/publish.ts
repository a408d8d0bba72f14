import { matchesPattern } from '../../eventbridge/pattern-match';
import { archiveEvent } from './archive';
import type { BusEvent } from './bus-event';
import { deliverEvent } from './delivery';
import type { Bus, EventsState, Rule } from './state';

/** An event comes to a bus: into its archives, and to the targets of the rules that it matches. */
export function publish(state: EventsState, bus: Bus, event: BusEvent): void {
  const { value } = event;
  state.notify?.({
    id: event.id,
    kind: 'put',
    bus: bus.name,
    source: String(value.source),
    detailType: String(value['detail-type']),
    detail: event.detailText,
  });
  for (const archive of state.archives.values()) if (archive.bus === bus) archiveEvent(state, archive, event);
  route(state, bus, event);
}

/** Sends an event to the targets of the enabled rules that it matches; `among` narrows the rules by ARN. */
export function route(state: EventsState, bus: Bus, event: BusEvent, among?: ReadonlySet<string>): void {
  const rules = [...bus.rules.values()].filter(
    (rule) => (among?.has(rule.arn) ?? true) && isEnabled(rule) && matchesPattern(rule.pattern, event.value),
  );
  state.notify?.({ id: event.id, kind: 'matched', bus: bus.name, rules: rules.map(({ name }) => name) });
  for (const rule of rules) {
    for (const target of rule.targets.values()) void deliverEvent(state, { rule, target, event });
  }
}

function isEnabled(rule: Rule): boolean {
  return rule.state !== 'DISABLED';
}

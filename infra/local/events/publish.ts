import { matchesPattern } from '../../eventbridge/pattern-match';
import { deliverEvent } from './delivery';
import type { PutEvent } from './put-event';
import type { Bus, EventsState, Rule } from './state';

/** An event comes to a bus: it goes to the targets of the enabled rules that it matches. */
export function publish(state: EventsState, bus: Bus, event: PutEvent): void {
  const { id, value } = event;
  state.notify?.({
    id,
    kind: 'put',
    bus: bus.name,
    source: String(value.source),
    detailType: String(value['detail-type']),
    detail: event.detailText,
  });
  const rules = [...bus.rules.values()].filter(
    (rule) => isEnabled(rule) && matchesPattern(rule.pattern, value),
  );
  state.notify?.({ id, kind: 'matched', bus: bus.name, rules: rules.map(({ name }) => name) });
  for (const rule of rules) {
    for (const target of rule.targets.values()) void deliverEvent(state, { rule, target, event });
  }
}

function isEnabled(rule: Rule): boolean {
  return rule.state !== 'DISABLED';
}

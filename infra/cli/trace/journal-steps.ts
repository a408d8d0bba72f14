import type { JournalEntry } from '@order-events/local';
import { isObject, parseJson } from '../../../lib/json';
import { textAt } from '../fields';
import type { DeliveryTrace, TraceStep } from './delivery-trace';

/** What the local stack's journal knows of a delivery beyond the log: rules, their targets and dead letters. */
export const journalSteps = (entries: readonly JournalEntry[]): TraceStep[] => entries.flatMap(stepsOf);

/** A trace with steps from elsewhere, all in the order of their times. */
export const withSteps = (trace: DeliveryTrace, more: readonly TraceStep[]): DeliveryTrace => ({
  ...trace,
  steps: [...trace.steps, ...more].sort((a, b) => a.at.localeCompare(b.at)),
});

function stepsOf({ at, kind, where, text }: JournalEntry): TraceStep[] {
  const content = parseJson(text);
  const step = (place: TraceStep['place'], tone: TraceStep['tone'], words: string): TraceStep[] => [
    { at: new Date(at).toISOString(), place, tone, text: words },
  ];
  const target = nameOf(textAt(content, 'target') ?? '');
  switch (kind) {
    case 'events.matched': {
      const rules = isObject(content) && Array.isArray(content.rules) ? content.rules.map(String) : [];
      if (rules.length === 0) return step('rule', 'warn', 'no rule of the bus takes it');
      return step('rule', 'dim', `taken by ${rules.join(', ')}`);
    }
    case 'events.delivered':
      return step('target', 'good', `${where}: ${target} has it`);
    case 'events.retried':
      return step('target', 'warn', `${where}: ${target} did not take it: ${textAt(content, 'error')}`);
    case 'events.dead-lettered':
      return step(
        'dead letter',
        'bad',
        `${where}: ${textAt(content, 'error')}; it is in ${nameOf(textAt(content, 'queue') ?? '')}`,
      );
    case 'events.dropped':
      return step('target', 'bad', `${where}: lost: ${textAt(content, 'reason')}`);
    default:
      return [];
  }
}

/** The last part of an ARN or a URL. */
const nameOf = (name: string): string => name.split(/[:/]/).at(-1) ?? name;

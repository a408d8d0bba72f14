import { isObject, parseJson } from '../../../lib/json';
import { sourceOf } from '../../../lib/names';
import { compilePattern } from '../../eventbridge/pattern';
import { matchesPattern } from '../../eventbridge/pattern-match';
import type { Clients } from '../clients';
import { listRules, listTargets } from '../subscriber-queues';
import type { DeliveryTrace, TraceStep } from './delivery-trace';

/**
 * Who takes an event of that source and type today, as a step behind its publishing. What else a rule asks for is in the
 * event, which no log holds, so such a rule may have left it out.
 */
export async function ruleSteps(
  events: Clients['events'],
  bus: string,
  { provider, type, steps }: DeliveryTrace,
): Promise<TraceStep[]> {
  const published = steps.findLast(({ place }) => place === 'bus');
  if (!published || type === undefined) return [];
  const event = { source: sourceOf(provider), 'detail-type': type };
  const takers: string[] = [];
  for (const { Name = '', EventPattern = '', State } of await listRules(events, bus)) {
    const pattern = parseJson(EventPattern);
    if (!isObject(pattern) || State === 'DISABLED') continue;
    const { source, 'detail-type': detailType, ...more } = pattern;
    const head = {
      ...(source !== undefined && { source }),
      ...(detailType !== undefined && { 'detail-type': detailType }),
    };
    if (Object.keys(head).length > 0 && !matchesPattern(compilePattern(JSON.stringify(head)), event))
      continue;
    const targets = (await listTargets(events, bus, Name)).map(({ Arn = '' }) => Arn.split(/[:/]/).at(-1));
    takers.push(
      `${Name} → ${targets.join(', ') || 'no target'}${Object.keys(more).length > 0 ? ' (if the rest of its pattern fits)' : ''}`,
    );
  }
  const text =
    takers.length === 0 ? 'no rule of the bus takes its type today' : 'taken by rules as they are today';
  return [
    { at: published.at, place: 'rule', tone: takers.length === 0 ? 'warn' : 'dim', text, details: takers },
  ];
}

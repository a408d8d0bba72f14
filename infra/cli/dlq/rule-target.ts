import {
  ListTargetsByRuleCommand,
  ResourceNotFoundException,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { eventText, type JsonObject } from '@order-events/local';
import { exactJsonText, isObject, parseExactJson } from '../../eventbridge/exact-json';
import type { Render } from '../../eventbridge/input-template';
import { targetInput } from '../../eventbridge/target-input';
import type { Clients } from './clients';

/** The rule's targets of that ARN, as they are today; none where the rule is gone. */
export async function findTargets(
  events: Clients['events'],
  ruleArn: string,
  targetArn: string,
): Promise<Target[]> {
  const [, bus = 'default', rule] = /:rule\/(?:(.+)\/)?([^/]+)$/.exec(ruleArn) ?? [];
  const found: Target[] = [];
  let next: string | undefined;
  do {
    try {
      const page = await events.send(
        new ListTargetsByRuleCommand({ Rule: rule, EventBusName: bus, ...(next && { NextToken: next }) }),
      );
      found.push(...(page.Targets ?? []).filter(({ Arn }) => Arn === targetArn));
      next = page.NextToken;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return [];
      throw error;
    }
  } while (next);
  return found;
}

/** The event as the rule gives it to that target: whole, in part, or transformed. */
export function renderFor(target: Target, ruleArn: string, event: string): string {
  const value = parseExactJson(event);
  if (!isObject(value)) throw new Error('the letter holds no event');
  const { detail, ...envelope } = value;
  const time = Date.parse(String(value.time));
  const busEvent = {
    id: String(value.id),
    time,
    ingested: time,
    envelope,
    detailText: exactJsonText(detail ?? null),
    value,
  };
  const rule = { arn: ruleArn, name: ruleArn.split('/').at(-1) };
  const render: Render = targetInput(String(target.Id), target as unknown as JsonObject);
  // Untouched it goes as it came, to the byte.
  return render === eventText ? event : render(busEvent, rule as Parameters<Render>[1]);
}

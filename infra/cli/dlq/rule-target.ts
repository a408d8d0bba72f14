import {
  ListTargetsByRuleCommand,
  ResourceNotFoundException,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { readBusEvent } from '../../eventbridge/bus-event';
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
  const rule = { arn: ruleArn, name: ruleArn.slice(ruleArn.lastIndexOf('/') + 1) };
  return targetInput(target)(readBusEvent(event), rule);
}

import {
  ListRulesCommand,
  ListTargetsByRuleCommand,
  ResourceNotFoundException,
  type Rule,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { GetFunctionEventInvokeConfigCommand } from '@aws-sdk/client-lambda';
import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import type { Clients } from './clients';
import { printError } from './print';

/**
 * The URLs of the queues in which events of a bus can end, whoever made them: the dead-letter queues of its rules'
 * targets, and the failure destinations of the functions among these targets.
 * @param warn called with a sentence about each queue that is not found
 */
export async function findSubscriberQueues(
  clients: Pick<Clients, 'events' | 'lambda' | 'sqs'>,
  bus: string,
  warn: (text: string) => void,
): Promise<string[]> {
  const arns = new Map<string, string>();
  try {
    for (const { Name = '' } of await listRules(clients.events, bus))
      for (const { Arn = '', DeadLetterConfig } of await listTargets(clients.events, bus, Name)) {
        if (DeadLetterConfig?.Arn) arns.set(DeadLetterConfig.Arn, `the rule ${Name}`);
        const destination = await failureDestinationOf(clients.lambda, Arn, warn);
        if (destination) arns.set(destination, `the function ${Arn.split(':')[6]}`);
      }
  } catch (error) {
    // Whoever may not list rules still gets the queues of the stack.
    if (!(error instanceof ResourceNotFoundException))
      warn(`queues that only the rules of ${bus} name are left out: ${printError(error)}`);
  }
  const urls = await Promise.all([...arns].map(([arn, user]) => urlOf(clients.sqs, arn, user, warn)));
  return urls.flatMap((url) => url ?? []);
}

/** Every rule of a bus. */
export async function listRules(events: Clients['events'], bus: string): Promise<Rule[]> {
  const rules: Rule[] = [];
  let next: string | undefined;
  do {
    const page = await events.send(
      new ListRulesCommand({ EventBusName: bus, ...(next && { NextToken: next }) }),
    );
    rules.push(...(page.Rules ?? []));
    next = page.NextToken;
  } while (next);
  return rules;
}

/** The targets of a rule, as they are today. */
export async function listTargets(events: Clients['events'], bus: string, rule: string): Promise<Target[]> {
  const targets: Target[] = [];
  let next: string | undefined;
  do {
    const page = await events.send(
      new ListTargetsByRuleCommand({ Rule: rule, EventBusName: bus, ...(next && { NextToken: next }) }),
    );
    targets.push(...(page.Targets ?? []));
    next = page.NextToken;
  } while (next);
  return targets;
}

/** Where Lambda sends what a function failed on, if that is a queue. */
async function failureDestinationOf(
  lambda: Clients['lambda'],
  target: string,
  warn: (text: string) => void,
): Promise<string | undefined> {
  if (!target.includes(':lambda:')) return undefined;
  try {
    const config = await lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName: target }));
    const destination = config.DestinationConfig?.OnFailure?.Destination;
    return destination?.includes(':sqs:') ? destination : undefined;
  } catch (error) {
    const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
    // A function without such a setting, or no Lambda to ask, as in the local stack.
    if ($metadata?.httpStatusCode !== 404)
      warn(`the failure destination of ${target.split(':')[6]} is left out: ${printError(error)}`);
    return undefined;
  }
}

async function urlOf(
  sqs: Clients['sqs'],
  arn: string,
  user: string,
  warn: (text: string) => void,
): Promise<string | undefined> {
  const [, , , , account, name] = arn.split(':');
  try {
    const found = await sqs.send(
      new GetQueueUrlCommand({ QueueName: name, QueueOwnerAWSAccountId: account }),
    );
    return found.QueueUrl;
  } catch (error) {
    warn(`${name}, the dead-letter queue of ${user}, cannot be looked into: ${printError(error)}`);
    return undefined;
  }
}

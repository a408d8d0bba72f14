import { ResourceNotFoundException, type Target } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { GetQueueUrlCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type OrderEvent, safeParseOrderEvent } from '../../../lib/subscriber';
import { readBusEvent } from '../../eventbridge/bus-event';
import { exactJsonText, isExactObject, parseExactJson } from '../../eventbridge/exact-json';
import { targetInput } from '../../eventbridge/target-input';
import type { Clients } from '../clients';
import { printError } from '../print';
import { listTargets } from '../subscriber-queues';
import { type Assessment, blocker } from './assess';
import type { DeadEvent } from './dead-letter';

/** Finds where a subscriber's event can go: to the one target that missed it, and to no other. */
export function createAssessEvent({ sqs, events, lambda }: Pick<Clients, 'sqs' | 'events' | 'lambda'>) {
  const targets = new Map<string, Promise<Target[]>>();

  async function assessRule(deadLetter: DeadEvent & { kind: 'rule' }): Promise<Assessment> {
    const { rule, target: arn } = deadLetter;
    const name = `${rule} → ${arn}`;
    const asked = targets.get(name) ?? findTargets(events, rule, arn);
    targets.set(name, asked);
    const found = await asked.catch((error: unknown) => {
      // The next dead letter asks again.
      targets.delete(name);
      return blocker('TARGET_UNKNOWN', printError(error));
    });
    if ('ok' in found) return found;
    const [target, ...others] = found;
    if (!target) return blocker('TARGET_GONE', name);
    if (others.length > 0) return blocker('TARGET_AMBIGUOUS', name);
    return assessTarget(deadLetter, target);
  }

  function assessTarget(deadLetter: DeadEvent & { kind: 'rule' }, target: Target): Assessment {
    const { rule, target: arn, detail, received } = deadLetter;
    let text: string;
    try {
      const about = { arn: rule, name: rule.slice(rule.lastIndexOf('/') + 1) };
      text = targetInput(target)(readBusEvent(received.body), about);
    } catch (error) {
      return blocker('INPUT_IMPOSSIBLE', printError(error));
    }
    const replayable = { ok: true, becomes: `to ${targetNameOf(arn)}`, ...eventIn(detail) } as const;
    if (arn.includes(':lambda:')) return { ...replayable, send: () => invoke(lambda, arn, text) };
    if (!arn.includes(':sqs:')) return blocker('TARGET_UNSUPPORTED', arn);
    const group = target.SqsParameters?.MessageGroupId;
    return { ...replayable, send: () => sendTo(sqs, arn, text, group, `replay-${received.key}`) };
  }

  function assessFunction({ functionArn, detail, received }: DeadEvent & { kind: 'function' }): Assessment {
    const record = parseExactJson(received.body);
    const payload = exactJsonText((isExactObject(record) ? record.requestPayload : undefined) ?? null);
    const becomes = `to ${targetNameOf(functionArn)}`;
    return { ok: true, becomes, ...eventIn(detail), send: () => invoke(lambda, functionArn, payload) };
  }

  return async (deadLetter: DeadEvent): Promise<Assessment> =>
    deadLetter.kind === 'rule' ? assessRule(deadLetter) : assessFunction(deadLetter);
}

/** The order event in it; a bus may carry others, which are replayed as they are. */
const eventIn = (detail: unknown): { event?: OrderEvent } => (isOrderEvent(detail) ? { event: detail } : {});

export function isOrderEvent(detail: unknown): detail is OrderEvent {
  return safeParseOrderEvent(detail).error === undefined;
}

/** The rule's targets of that ARN, as they are today; none where the rule is gone. */
async function findTargets(events: Clients['events'], ruleArn: string, targetArn: string): Promise<Target[]> {
  const [, bus = 'default', rule = ''] = /:rule\/(?:(.+)\/)?([^/]+)$/.exec(ruleArn) ?? [];
  try {
    const all = await listTargets(events, bus, rule);
    return all.filter(({ Arn }) => Arn === targetArn);
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return [];
    throw error;
  }
}

/** A queue's or a function's own name. */
export const targetNameOf = (arn: string): string =>
  (arn.split(':function:')[1] ?? arn.split(':').at(-1) ?? arn).replace(':$LATEST', '');

async function sendTo(
  sqs: SQSClient,
  arn: string,
  body: string,
  group: string | undefined,
  deduplication: string,
): Promise<void> {
  const [, , , , account, name = ''] = arn.split(':');
  const { QueueUrl } = await sqs.send(
    new GetQueueUrlCommand({ QueueName: name, QueueOwnerAWSAccountId: account }),
  );
  const fifo = name.endsWith('.fifo') && { MessageDeduplicationId: deduplication };
  await sqs.send(
    new SendMessageCommand({ QueueUrl, MessageBody: body, ...(group && { MessageGroupId: group }), ...fifo }),
  );
}

/** As EventBridge does: Lambda has it, with its own retries, once this resolves. */
async function invoke(lambda: LambdaClient, arn: string, payload: string): Promise<void> {
  try {
    const { StatusCode } = await lambda.send(
      new InvokeCommand({ FunctionName: arn, InvocationType: 'Event', Payload: Buffer.from(payload) }),
    );
    if (StatusCode !== 202) throw new Error(`Lambda answered ${StatusCode}`);
  } catch (error) {
    const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
    if ($metadata?.httpStatusCode === 404 && name !== 'ResourceNotFoundException')
      throw new Error(`nothing answers for Lambda there, so ${targetNameOf(arn)} cannot be invoked`);
    throw error;
  }
}

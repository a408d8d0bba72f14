import type { Target } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { GetQueueUrlCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type OrderEvent, parseOrderEvent } from '../../../lib/subscriber';
import { exactJsonText, isExactObject, parseExactJson } from '../../eventbridge/exact-json';
import type { JudgeOptions } from './assess-delivery';
import { obstacle, toObstacle, type Verdict } from './assessment';
import type { Letter } from './dead-letter';
import { findTargets, renderFor } from './rule-target';

/** Letters of subscribers: what is replayed goes to the one target that missed it, and to no other. */
export function createJudgeEvent({ clients: { sqs, events, lambda } }: Pick<JudgeOptions, 'clients'>) {
  const targets = new Map<string, Promise<Target[]>>();

  async function judgeRule({
    rule,
    target: arn,
    detail,
    received,
  }: Letter & { kind: 'rule' }): Promise<Verdict> {
    const asked = targets.get(`${rule} ${arn}`) ?? findTargets(events, rule, arn);
    targets.set(`${rule} ${arn}`, asked);
    const [target, ...others] = await asked;
    if (!target) return obstacle('TARGET_GONE', `${rule} → ${arn}`);
    if (others.length > 0) return obstacle('TARGET_AMBIGUOUS', `${rule} → ${arn}`);
    const text = renderFor(target, rule, received.body);
    const told = eventIn(detail);
    if (arn.includes(':lambda:'))
      return { ok: true, becomes: `to ${nameOf(arn)}`, ...told, send: () => invoke(lambda, arn, text) };
    if (!arn.includes(':sqs:')) return obstacle('TARGET_UNSUPPORTED', arn);
    const group = target.SqsParameters?.MessageGroupId;
    return {
      ok: true,
      becomes: `to ${nameOf(arn)}`,
      ...told,
      send: () => sendTo(sqs, arn, text, group, `replay-${received.key}`),
    };
  }

  function judgeFunction({ functionArn, detail, received }: Letter & { kind: 'function' }): Verdict {
    const record = parseExactJson(received.body);
    const payload = exactJsonText((isExactObject(record) ? record.requestPayload : undefined) ?? null);
    return {
      ok: true,
      becomes: `to ${nameOf(functionArn)}`,
      ...eventIn(detail),
      send: () => invoke(lambda, functionArn, payload),
    };
  }

  return async (letter: Letter & { kind: 'rule' | 'function' }): Promise<Verdict> => {
    try {
      return letter.kind === 'rule' ? await judgeRule(letter) : judgeFunction(letter);
    } catch (thrown) {
      return toObstacle(thrown);
    }
  };
}

/** The order event in it; a bus may carry others, which are replayed as they are. */
const eventIn = (detail: unknown): { event?: OrderEvent } => (isOrderEvent(detail) ? { event: detail } : {});

export function isOrderEvent(detail: unknown): detail is OrderEvent {
  try {
    return Boolean(parseOrderEvent(detail));
  } catch {
    return false;
  }
}

const nameOf = (arn: string): string =>
  (arn.split(':function:')[1] ?? arn.split(':').at(-1) ?? arn).replace(':$LATEST', '');

async function sendTo(
  sqs: SQSClient,
  arn: string,
  body: string,
  group: string | undefined,
  deduplication: string,
) {
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
      throw new Error(`nothing answers for Lambda there, so that ${nameOf(arn)} cannot be invoked`);
    throw error;
  }
}

import type { TargetCall } from './events/options';
import { functionName } from './physical';
import { type Actions, AwsError, type JsonObject } from './service';

/** Brings a text to a queue or a function by its ARN: for rules, destinations and dead letters alike. */
export function createDeliver(tools: {
  readonly sqs: Actions<'SendMessage'>;
  readonly queueUrl: (arn: string) => string;
  readonly invokeAsync: (functionName: string, event: string) => void;
}): (call: TargetCall) => Promise<void> {
  return async ({ arn, body, messageGroupId, deduplicationId, attributes }) => {
    if (arn.startsWith('arn:aws:lambda:')) return tools.invokeAsync(functionName(arn), body);
    if (!arn.startsWith('arn:aws:sqs:')) {
      throw new AwsError('ResourceNotFoundException', `The local stack cannot deliver to ${arn}`);
    }
    const MessageAttributes: JsonObject = {};
    for (const [name, StringValue] of Object.entries(attributes ?? {})) {
      MessageAttributes[name] = { DataType: 'String', StringValue };
    }
    await tools.sqs.actions.SendMessage({
      QueueUrl: tools.queueUrl(arn),
      MessageBody: body,
      ...(messageGroupId !== undefined && { MessageGroupId: messageGroupId }),
      ...(deduplicationId !== undefined && { MessageDeduplicationId: deduplicationId }),
      ...(attributes && { MessageAttributes }),
    });
  };
}

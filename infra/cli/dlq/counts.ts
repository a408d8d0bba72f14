import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** How many letters a queue holds, as far as SQS can tell: its counts lag behind by up to a minute. */
export async function countLetters(
  sqs: SQSClient,
  url: string,
): Promise<{ visible: number; elsewhere: number }> {
  const { Attributes: { ApproximateNumberOfMessages = 0, ApproximateNumberOfMessagesNotVisible = 0 } = {} } =
    await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: url,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
  return {
    visible: Number(ApproximateNumberOfMessages),
    elsewhere: Number(ApproximateNumberOfMessagesNotVisible),
  };
}

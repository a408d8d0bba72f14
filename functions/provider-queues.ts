import type { SQSRecord } from 'aws-lambda';
import { environmentName } from '../lib/names';
import type { Reader } from '../lib/provider';
import { fromEnvironment } from './aws/environment';

/** A provider with its queues. */
export interface ProviderQueues {
  readonly provider: Reader;
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
}

/** The queues that the stack put into the environment. They are looked up when used: importing needs no environment. */
export const queuesOf = (provider: Reader): ProviderQueues => ({
  provider,
  get queueUrl() {
    return fromEnvironment(environmentName('QUEUE_URL', provider.name));
  },
  get deadLetterQueueUrl() {
    return fromEnvironment(environmentName('DEAD_LETTER_QUEUE_URL', provider.name));
  },
});

/** The queues of the provider that a record came from: the ARN of its queue ends as the URL does. */
export const findQueues = (
  all: readonly ProviderQueues[],
  { eventSourceARN }: SQSRecord,
): ProviderQueues | undefined =>
  all.find(({ queueUrl }) => queueUrl.split('/').at(-1) === eventSourceARN.split(':').at(-1));

/** How often SQS has handed out the record, this time included. */
export const receivesOf = ({ attributes }: SQSRecord): number => Number(attributes.ApproximateReceiveCount);

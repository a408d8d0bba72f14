import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  DeduplicationScope,
  FifoThroughputLimit,
  QueueEncryption,
  type QueueProps,
} from 'aws-cdk-lib/aws-sqs';

/** The longest before SQS would have to ask KMS again, and what it costs with it. */
const DATA_KEY_REUSE = Duration.days(1);

/**
 * What all queues of the stack have in common. A name that ends in `.fifo` makes a FIFO queue in
 * high-throughput mode: quotas and deduplication count per message group, that is per order.
 *
 * What is on a queue was accepted with 200 and exists nowhere else, so an update or `cdk destroy` keeps the queue.
 */
export const queueProps = (
  queueName: string | undefined,
  retentionPeriod: Duration,
  key?: IKey,
): QueueProps => ({
  ...(queueName !== undefined && { queueName }),
  retentionPeriod,
  ...(key
    ? { encryption: QueueEncryption.KMS, encryptionMasterKey: key, dataKeyReuse: DATA_KEY_REUSE }
    : { encryption: QueueEncryption.SQS_MANAGED }),
  enforceSSL: true,
  removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  ...(queueName?.endsWith('.fifo') ? highThroughputFifo : {}),
});

const highThroughputFifo: QueueProps = {
  fifo: true,
  deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
  fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
};

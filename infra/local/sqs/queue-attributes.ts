import { AwsError } from '../service';
import { LONGEST_VISIBILITY_SECONDS } from './message';
import { readRedriveAllowPolicy, readRedrivePolicy } from './redrive-policy';

/** The values that a queue has when nobody says otherwise. */
const DEFAULTS = {
  VisibilityTimeout: '30',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  DelaySeconds: '0',
  ReceiveMessageWaitTimeSeconds: '0',
  SqsManagedSseEnabled: 'true',
};

const FIFO_DEFAULTS = {
  ...DEFAULTS,
  FifoQueue: 'true',
  ContentBasedDeduplication: 'false',
  DeduplicationScope: 'queue',
  FifoThroughputLimit: 'perQueue',
};

/** Inclusive; seconds, except for the size in bytes. */
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  VisibilityTimeout: [0, LONGEST_VISIBILITY_SECONDS],
  MaximumMessageSize: [1024, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600],
  DelaySeconds: [0, 900],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  KmsDataKeyReusePeriodSeconds: [60, 86_400],
};

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  SqsManagedSseEnabled: ['true', 'false'],
  FifoQueue: ['true'],
  ContentBasedDeduplication: ['true', 'false'],
  DeduplicationScope: ['queue', 'messageGroup'],
  FifoThroughputLimit: ['perQueue', 'perMessageGroupId'],
};

/** An empty text takes them away. */
const TEXTS = ['Policy', 'KmsMasterKeyId', 'RedrivePolicy', 'RedriveAllowPolicy'];

const SETTABLE = new Set([...Object.keys(RANGES), ...Object.keys(CHOICES), ...TEXTS]);

/** What the queue itself says. */
const READ_ONLY = new Set([
  'QueueArn',
  'CreatedTimestamp',
  'LastModifiedTimestamp',
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
]);

export type QueueAttributes = Readonly<Record<string, string>>;

export function defaultAttributes(fifo: boolean): QueueAttributes {
  return fifo ? FIFO_DEFAULTS : DEFAULTS;
}

export function isAttributeName(name: string): boolean {
  return SETTABLE.has(name) || READ_ONLY.has(name);
}

/**
 * Checks what someone wants to set, by its name, value and the queue's type. What comes back is written as SQS would: flags
 * in lower case, the count of a redrive policy as a number.
 */
export function checkAttributes(attributes: QueueAttributes, fifo: boolean): QueueAttributes {
  const checked = Object.entries(attributes).map(([name, value]) => [
    name,
    checkAttribute(name, value, fifo),
  ]);
  return Object.fromEntries(checked);
}

/** The rule that joins two attributes; to be asked about the whole of what a queue will have. */
export function checkThroughput(attributes: QueueAttributes): void {
  if (attributes.FifoThroughputLimit !== 'perMessageGroupId') return;
  if (attributes.DeduplicationScope === 'messageGroup') return;
  throw invalidAttribute(
    'FifoThroughputLimit',
    ' Reason: The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup.',
  );
}

export function unknownAttribute(name: string): AwsError {
  return new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
}

function checkAttribute(name: string, value: string, fifo: boolean): string {
  if (!SETTABLE.has(name)) throw unknownAttribute(name);
  if (!fifo && (name === 'FifoQueue' || name === 'ContentBasedDeduplication')) throw unknownAttribute(name);
  if (!fifo && (name === 'DeduplicationScope' || name === 'FifoThroughputLimit')) {
    throw new AwsError(
      'InvalidAttributeName',
      `You can specify the ${name} only when FifoQueue is set to true.`,
    );
  }
  const range = RANGES[name];
  if (range && !(/^\d{1,9}$/.test(value) && Number(value) >= range[0] && Number(value) <= range[1])) {
    throw invalidAttribute(name);
  }
  const choices = CHOICES[name];
  if (choices) {
    const choice = choices.find((each) => each === value || each === value.toLowerCase());
    if (!choice) throw invalidAttribute(name);
    return choice;
  }
  if (name === 'RedrivePolicy' && value !== '') return JSON.stringify(readRedrivePolicy(value));
  if (name === 'RedriveAllowPolicy' && value !== '') readRedriveAllowPolicy(value);
  return value;
}

function invalidAttribute(name: string, reason = ''): AwsError {
  return new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.${reason}`);
}

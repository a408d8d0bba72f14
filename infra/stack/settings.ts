import type { Node } from 'constructs';
import { UsageError } from '../cli/exit';

/** What a deployment may choose: `cdk deploy -c <name>=<value>`, or `context` in `cdk.json`. */
export interface Settings {
  /** Hours that a delivery is retried while the bus is unavailable, before it becomes a dead letter; at most 6. */
  readonly retryForHours: number;
  /** Deploy the example subscriber. */
  readonly subscriber: boolean;
  /** Hears of every alarm. */
  readonly alarmEmail?: string;
}

/** Longer, and SQS itself would dead-letter after `maxReceiveCount`, without the reason that we write on a letter. */
const MAX_RETRY_HOURS = 6;

/** @throws UsageError with the setting's name, its value and what it should be. */
export const readSettings = (node: Pick<Node, 'tryGetContext'>): Settings => {
  const alarmEmail = node.tryGetContext('alarmEmail');
  return {
    retryForHours: readHours(node.tryGetContext('retryForHours') ?? MAX_RETRY_HOURS),
    subscriber: readFlag(node.tryGetContext('subscriber') ?? false),
    ...(alarmEmail === undefined ? {} : { alarmEmail: readEmail(alarmEmail) }),
  };
};

const readHours = (value: unknown): number => {
  const hours = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof hours === 'number' && hours > 0 && hours <= MAX_RETRY_HOURS) return hours;
  throw new UsageError(
    `context retryForHours=${value}: expected a number above 0, at most ${MAX_RETRY_HOURS}`,
  );
};

const readFlag = (value: unknown): boolean => {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new UsageError(`context subscriber=${value}: expected true or false`);
};

const readEmail = (value: unknown): string => {
  if (typeof value === 'string' && /^\S+@\S+$/.test(value)) return value;
  throw new UsageError(`context alarmEmail=${value}: expected an email address`);
};

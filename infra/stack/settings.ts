import type { Node } from 'constructs';

/** What a deployment may choose: `cdk deploy -c <name>=<value>`, or `context` in `cdk.json`. */
export interface Settings {
  /**
   * Hours that a delivery is retried while the bus is unavailable, before it becomes a dead letter; at most 6.
   * @default 6
   */
  readonly retryForHours: number;
  /**
   * Requests a second that each provider's route accepts on average; the others are answered 429.
   * @default 500
   */
  readonly requestsPerSecond: number;
  /**
   * Requests that each provider's route accepts at once.
   * @default 1000
   */
  readonly requestBurst: number;
  /**
   * Whether the example subscriber is deployed.
   * @default false
   */
  readonly subscriber: boolean;
  /**
   * The address that every alarm is sent to.
   * @default alarms only change their state
   */
  readonly alarmEmail?: string;
}

/** A setting that cannot be: a sentence with its name, its value and what it should be. */
export class SettingError extends Error {}

/** After a longer time SQS itself would dead-letter, by `maxReceiveCount`, and without the reason. */
const MAX_RETRY_HOURS = 6;
/** The default quota of an account, for all its APIs together; ask AWS for more before you raise it. */
const MAX_REQUESTS_PER_SECOND = 10_000;
const MAX_REQUEST_BURST = 5_000;

/** @throws SettingError */
export const readSettings = (node: Pick<Node, 'tryGetContext'>): Settings => {
  const alarmEmail = node.tryGetContext('alarmEmail');
  return {
    retryForHours: readNumber(node, 'retryForHours', MAX_RETRY_HOURS, MAX_RETRY_HOURS),
    requestsPerSecond: readNumber(node, 'requestsPerSecond', 500, MAX_REQUESTS_PER_SECOND),
    requestBurst: readWhole(node, 'requestBurst', 1_000, MAX_REQUEST_BURST),
    subscriber: readFlag(node.tryGetContext('subscriber') ?? false),
    ...(alarmEmail === undefined ? {} : { alarmEmail: readEmail(alarmEmail) }),
  };
};

const readNumber = (
  node: Pick<Node, 'tryGetContext'>,
  name: keyof Settings,
  otherwise: number,
  most: number,
): number => {
  const value: unknown = node.tryGetContext(name) ?? otherwise;
  const number = toNumber(value);
  if (number > 0 && number <= most) return number;
  throw new SettingError(`context ${name}=${value}: expected a number above 0, at most ${most}`);
};

const readWhole = (...[node, name, otherwise, most]: Parameters<typeof readNumber>): number => {
  const number = readNumber(node, name, otherwise, most);
  if (Number.isInteger(number)) return number;
  throw new SettingError(`context ${name}=${number}: expected a whole number`);
};

/** The command line knows text only. `NaN` where the value is no number. */
const toNumber = (value: unknown): number => {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
};

const readFlag = (value: unknown): boolean => {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new SettingError(`context subscriber=${value}: expected true or false`);
};

const readEmail = (value: unknown): string => {
  if (typeof value === 'string' && /^\S+@\S+$/.test(value)) return value;
  throw new SettingError(`context alarmEmail=${value}: expected an email address`);
};

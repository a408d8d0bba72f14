import { readSettings, SETTING_NAMES, SettingError } from '../../infra/stack/settings';
import { VARIANTS } from './variants';

const PROVIDERS = ['acme', 'shop'];
const CDK = { '@aws-cdk/core:flag': true, 'aws:cdk:version': '2', 'cli-telemetry': false };

const settings = (context: Record<string, unknown>, files: Record<string, unknown> = {}) =>
  readSettings({
    context: { ...CDK, ...context },
    readFile: (name) => {
      const content = files[name];
      return content === undefined || typeof content === 'string' ? content : JSON.stringify(content);
    },
    providers: PROVIDERS,
  });
const fromFile = (content: unknown) => settings({}, { 'order-events.config.json': content });

const EVERY = VARIANTS.every;

it('needs no file and nothing in it', () => {
  expect(settings({})).toEqual({});
  expect(fromFile({})).toEqual({});
});

it('reads every setting from the file, and from the command line as text or JSON', () => {
  expect(Object.keys(EVERY).sort()).toEqual([...SETTING_NAMES].sort());
  expect(fromFile(EVERY)).toEqual(EVERY);
  const asText = Object.entries(EVERY).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  expect(settings(Object.fromEntries(asText))).toEqual(EVERY);
  expect(settings(EVERY)).toEqual(EVERY);
});

it('lets the command line override the file, one setting at a time', () => {
  const files = { 'order-events.config.json': { retryForHours: 1, subscriber: true } };
  expect(settings({ retryForHours: '2' }, files)).toEqual({ retryForHours: 2, subscriber: true });
});

it('reads another file where one is named, and none where none is wanted', () => {
  const files = { 'order-events.config.json': { retryForHours: 1 }, 'staging.json': { name: 'staging' } };
  expect(settings({ settings: 'staging.json' }, files)).toEqual({ name: 'staging' });
  expect(settings({ settings: 'none' }, files)).toEqual({});
  expect(() => settings({ settings: 'stagin.json' }, files)).toThrow('stagin.json: there is no such file');
});

it.each<[Record<string, unknown>, string]>([
  // Past 6 h the queue's own maxReceiveCount would dead-letter a delivery first, and without a reason.
  [{ retryForHours: 7 }, 'retryForHours: expected a number above 0, at most 6'],
  [{ retryForHours: 0 }, 'retryForHours: expected a number above 0, at most 6'],
  [{ retryForHours: 'six' }, 'retryForHours: expected a number above 0, at most 6, found a string'],
  [{ requestsPerSecond: 20_000 }, 'requestsPerSecond: expected a number above 0, at most 10000'],
  [{ requestBurst: 1.5 }, 'requestBurst: expected a whole number from 1 to 5000'],
  [{ subscriber: 'yes' }, 'subscriber: expected true or false'],
  [{ alarmEmail: 'me' }, 'alarmEmail: expected an email address'],
  [{ alarmTopicArn: 'oncall' }, 'alarmTopicArn: expected the ARN of an SNS topic'],
  [{ name: 'Order Events' }, 'name: expected a name in kebab case of at most 30 characters'],
  [{ logDays: 31 }, 'logDays: expected one of 1, 3, 5, 7, 14, 30'],
  [{ domain: { name: 'hooks.example.com' } }, 'domain.certificateArn: is missing'],
  [{ subscriberAccounts: [123456789012] }, "subscriberAccounts.0: expected an account's 12 digits, as text"],
  [{ silenceAfterHours: { acme: 25 } }, 'silenceAfterHours.acme: expected a whole number from 1 to 24'],
  [{ silenceAfterHours: { amce: 12 } }, 'amce is no provider; there are acme, shop'],
  [{ providers: ['acme', 'shopp'] }, 'shopp is no provider; there are acme, shop'],
  [{ alarmEmial: 'a@example.com' }, 'alarmEmial is no setting; there are name, providers, alarmEmail'],
])('refuses %j and says what it expected', (content, message) => {
  expect(() => fromFile(content)).toThrow(SettingError);
  expect(() => fromFile(content)).toThrow(`order-events.config.json: ${message}`);
});

it.each<[Record<string, unknown>, string]>([
  [
    { retryForHours: 'seven' },
    '-c retryForHours=seven: expected a number above 0, at most 6, found a string',
  ],
  [{ retryForHours: '' }, '-c retryForHours=: expected a number above 0, at most 6'],
  [{ subscriber: 'yes' }, '-c subscriber=yes: expected true or false'],
  [{ alarmEmial: 'a@example.com' }, '-c alarmEmial: alarmEmial is no setting; there are name, '],
  [{ 'alarm-email': 'a@example.com' }, '-c alarm-email: alarm-email is no setting; there are name, '],
])('refuses the option %j', (context, message) => {
  expect(() => settings(context)).toThrow(SettingError);
  expect(() => settings(context)).toThrow(message);
});

it('refuses a file that is no JSON, or no object', () => {
  expect(() => fromFile('{')).toThrow('order-events.config.json is not JSON: ');
  expect(() => fromFile([])).toThrow('order-events.config.json: expected an object, found a list');
});

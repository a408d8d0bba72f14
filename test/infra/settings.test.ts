import { readSettings, SettingError } from '../../infra/stack/settings';

const settings = (context: Record<string, unknown>) => readSettings({ tryGetContext: (key) => context[key] });

it('has a default for everything', () => {
  expect(settings({})).toEqual({
    retryForHours: 6,
    requestsPerSecond: 500,
    requestBurst: 1_000,
    subscriber: false,
  });
});

it.each([
  // The command line knows text only, cdk.json has JSON.
  [{ retryForHours: '6' }, { retryForHours: 6 }],
  [{ retryForHours: 0.25 }, { retryForHours: 0.25 }],
  [{ requestsPerSecond: '0.5' }, { requestsPerSecond: 0.5 }],
  [{ requestBurst: '2000' }, { requestBurst: 2_000 }],
  [{ subscriber: 'true' }, { subscriber: true }],
  [{ subscriber: true }, { subscriber: true }],
  [{ subscriber: 'false' }, { subscriber: false }],
  [{ alarmEmail: 'a@example.com' }, { alarmEmail: 'a@example.com' }],
])('reads %j', (context, expected) => {
  expect(settings(context)).toMatchObject(expected);
});

it.each([
  // Past 6 h the queue's own maxReceiveCount would dead-letter a delivery first, and without a reason.
  [{ retryForHours: '7' }, 'context retryForHours=7: expected a number above 0, at most 6'],
  [{ retryForHours: 0 }, 'context retryForHours=0: expected a number above 0, at most 6'],
  [{ retryForHours: '' }, 'context retryForHours=: expected a number above 0, at most 6'],
  [{ retryForHours: 'six' }, 'context retryForHours=six: expected a number above 0, at most 6'],
  [{ retryForHours: [1] }, 'context retryForHours=1: expected a number above 0, at most 6'],
  [
    { requestsPerSecond: '20000' },
    'context requestsPerSecond=20000: expected a number above 0, at most 10000',
  ],
  [{ requestBurst: '-1' }, 'context requestBurst=-1: expected a number above 0, at most 5000'],
  [{ requestBurst: '1.5' }, 'context requestBurst=1.5: expected a whole number'],
  [{ subscriber: 'yes' }, 'context subscriber=yes: expected true or false'],
  [{ alarmEmail: 'me' }, 'context alarmEmail=me: expected an email address'],
])('refuses %j and says what it expected', (context, message) => {
  expect(() => settings(context)).toThrow(SettingError);
  expect(() => settings(context)).toThrow(message);
});

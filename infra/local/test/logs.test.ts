import { createLogs } from '../logs';
import { createManualClock } from '../manual-clock';
import type { JsonObject } from '../service';

function openLogs() {
  const clock = createManualClock();
  const logs = createLogs({ clock });
  logs.addGroup('/app/one');
  const filter = async (input: JsonObject) => logs.service.actions.FilterLogEvents(input);
  const messages = async (input: JsonObject) => {
    const { events } = await filter({ logGroupName: '/app/one', ...input });
    return (events as JsonObject[]).map(({ message }) => message);
  };
  return { clock, logs, filter, messages };
}

describe('CloudWatch Logs', () => {
  it('keeps the lines of each group apart, one event for each line', async () => {
    const { logs, messages } = openLogs();
    logs.record('/app/one', 'a\nb\n');
    logs.record('/app/two', 'c\n');
    expect(await messages({})).toEqual(['a', 'b']);
    expect(await logs.service.actions.DescribeLogGroups({ logGroupNamePrefix: '/app/' })).toEqual({
      logGroups: [{ logGroupName: '/app/one' }, { logGroupName: '/app/two' }],
    });
  });

  it('finds the lines of a time, both ends included', async () => {
    const { clock, logs, messages } = openLogs();
    const start = clock.now();
    for (const line of ['a', 'b', 'c']) {
      logs.record('/app/one', line);
      await clock.advance(1_000);
    }
    expect(await messages({ startTime: start + 1_000, endTime: start + 2_000 })).toEqual(['b', 'c']);
  });

  it.each([
    ['"x"', ['x', 'x y']],
    ['"x" "y"', ['x y']],
    ['?"x" ?"z"', ['x', 'x y', 'z']],
  ])('finds lines by the pattern %s', async (filterPattern, expected) => {
    const { logs, messages } = openLogs();
    logs.record('/app/one', 'x\nx y\nz\n');
    expect(await messages({ filterPattern })).toEqual(expected);
  });

  it('answers page by page', async () => {
    const { logs, filter } = openLogs();
    logs.record('/app/one', 'a\nb\nc\n');
    const first = await filter({ logGroupName: '/app/one', limit: 2 });
    const second = await filter({ logGroupName: '/app/one', limit: 2, nextToken: first.nextToken ?? null });
    expect(first.events).toHaveLength(2);
    expect(second.events).toMatchObject([{ message: 'c' }]);
    expect(second).not.toHaveProperty('nextToken');
  });

  it('refuses a group that is not there, and a pattern that it does not know', async () => {
    const { filter } = openLogs();
    await expect(filter({ logGroupName: '/no' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
    await expect(filter({ logGroupName: '/app/one', filterPattern: '{ $.a = 1 }' })).rejects.toMatchObject({
      code: 'InvalidParameterException',
    });
  });
});

import { eventBridge } from './events-fixture';

const DEFAULT_BUS = 'arn:aws:events:us-east-1:000000000000:event-bus/default';
const ARCHIVE = 'arn:aws:events:us-east-1:000000000000:archive/all';
const MINUTE = 60_000;
const DAY = 86_400_000;

async function archived(options: { archiveSize?: number; pattern?: string; days?: number } = {}) {
  const bus = eventBridge(options);
  await bus.call('CreateArchive', {
    ArchiveName: 'all',
    EventSourceArn: DEFAULT_BUS,
    ...(options.pattern ? { EventPattern: options.pattern } : {}),
    ...(options.days ? { RetentionDays: options.days } : {}),
  });
  return bus;
}

/** A replay of the time between two points, in milliseconds. */
const replay = (from: number, to: number, more = {}) => ({
  ReplayName: 'again',
  EventSourceArn: ARCHIVE,
  EventStartTime: from / 1000,
  EventEndTime: to / 1000,
  Destination: { Arn: DEFAULT_BUS },
  ...more,
});

describe('an archive', () => {
  it('keeps the events of its bus that match its pattern', async () => {
    const bus = await archived({ pattern: '{"detail":{"keep":[true]}}' });
    await bus.put({ keep: true });
    await bus.put({ keep: false });
    expect(await bus.call('DescribeArchive', { ArchiveName: 'all' })).toEqual({
      ArchiveArn: ARCHIVE,
      ArchiveName: 'all',
      EventSourceArn: DEFAULT_BUS,
      EventPattern: '{"detail":{"keep":[true]}}',
      State: 'ENABLED',
      RetentionDays: 0,
      EventCount: 1,
      SizeBytes: 13,
      CreationTime: expect.any(Number),
    });
    expect(bus.notices.filter(({ kind }) => kind === 'archived')).toHaveLength(1);
  });

  it('forgets what is older than its retention, and what no longer fits', async () => {
    const bus = await archived({ days: 2, archiveSize: 20 });
    const count = async () => (await bus.call('DescribeArchive', { ArchiveName: 'all' })).EventCount;
    await bus.put({ n: 1 });
    await bus.clock.advance(DAY);
    await bus.put({ n: 2 });
    expect(await count()).toBe(2);
    await bus.clock.advance(DAY + 1);
    expect(await count()).toBe(1);
    await bus.put({ n: 3 });
    await bus.put({ n: 4 });
    expect(await count()).toBe(2);
  });

  it('is listed, changed and deleted', async () => {
    const bus = await archived();
    await expect(
      bus.call('CreateArchive', { ArchiveName: 'all', EventSourceArn: DEFAULT_BUS }),
    ).rejects.toMatchObject({
      code: 'ResourceAlreadyExistsException',
    });
    await expect(bus.call('UpdateArchive', { ArchiveName: 'all' })).rejects.toThrow(/At least one of/);
    const bad = bus.call('UpdateArchive', { ArchiveName: 'all', EventPattern: '{}', RetentionDays: 9 });
    await expect(bad).rejects.toMatchObject({ code: 'InvalidEventPatternException' });
    await bus.call('UpdateArchive', { ArchiveName: 'all', Description: 'mine' });
    expect(await bus.call('DescribeArchive', { ArchiveName: 'all' })).toMatchObject({
      Description: 'mine',
      RetentionDays: 0,
    });
    expect(await bus.call('ListArchives', { EventSourceArn: DEFAULT_BUS })).toMatchObject({
      Archives: [{ ArchiveName: 'all' }],
    });
    await bus.call('DeleteArchive', { ArchiveName: 'all' });
    await expect(bus.call('DescribeArchive', { ArchiveName: 'all' })).rejects.toThrow(
      'Archive all does not exist.',
    );
  });
});

describe('a replay', () => {
  it('sends the events of whole minutes again, with its name, and they are not archived again', async () => {
    const bus = await archived();
    await bus.rule({ source: ['shop'] });
    const start = bus.clock.now();
    for (let n = 0; n < 4; n++) {
      await bus.put(`{"n":${n},"big":123456789012345678901}`);
      await bus.clock.advance(MINUTE);
    }
    const before = bus.bodies();
    const started = await bus.call('StartReplay', replay(start + MINUTE + 1, start + 2 * MINUTE + 1));
    expect(started).toMatchObject({ State: 'STARTING', ReplayArn: expect.stringMatching(/replay\/again$/) });
    await bus.clock.advance(1);

    const again = bus.bodies().slice(4);
    expect(again).toEqual([before[1], before[2]].map((event) => ({ ...event, 'replay-name': 'again' })));
    expect(bus.calls.at(-1)?.body).toMatch(
      /"replay-name":"again","resources":\[\],"detail":\{"n":2,"big":123456789012345678901\}\}$/,
    );
    expect(await bus.call('DescribeReplay', { ReplayName: 'again' })).toMatchObject({
      State: 'COMPLETED',
      EventStartTime: (start + MINUTE) / 1000,
      EventEndTime: (start + 3 * MINUTE) / 1000,
      EventLastReplayedTime: (start + 2 * MINUTE) / 1000,
    });
    expect(await bus.call('DescribeArchive', { ArchiveName: 'all' })).toMatchObject({ EventCount: 4 });
    expect(await bus.call('ListReplays', { State: 'COMPLETED' })).toMatchObject({
      Replays: [{ ReplayName: 'again' }],
    });
  });

  it('can be for some rules only, and rules can leave replays out', async () => {
    const bus = await archived();
    await bus.put();
    for (const Name of ['wanted', 'other', 'first-only']) {
      const pattern = {
        source: ['shop'],
        ...(Name === 'first-only' ? { 'replay-name': [{ exists: false }] } : {}),
      };
      await bus.call('PutRule', { Name, EventPattern: JSON.stringify(pattern) });
    }
    const now = bus.clock.now();
    const only = ['wanted', 'first-only'].map((name) => `arn:aws:events:us-east-1:000000000000:rule/${name}`);
    await bus.call(
      'StartReplay',
      replay(now, now + 1, { Destination: { Arn: DEFAULT_BUS, FilterArns: only } }),
    );
    await bus.clock.advance(1);
    expect(bus.notices.at(-1)).toMatchObject({ kind: 'matched', rules: ['wanted'] });
  });

  it('can be cancelled while it runs, and only then', async () => {
    const bus = await archived();
    await bus.rule({ source: ['shop'] });
    await bus.put();
    const now = bus.clock.now();
    await bus.call('StartReplay', replay(now, now + 1));
    expect(await bus.call('CancelReplay', { ReplayName: 'again' })).toMatchObject({ State: 'CANCELLING' });
    await bus.clock.advance(1);
    expect(bus.calls).toHaveLength(1);
    expect(await bus.call('DescribeReplay', { ReplayName: 'again' })).toMatchObject({ State: 'CANCELLED' });
    await expect(bus.call('CancelReplay', { ReplayName: 'again' })).rejects.toMatchObject({
      code: 'IllegalStatusException',
    });
  });

  it.each([
    ['an unknown archive', { EventSourceArn: `${ARCHIVE}x` }, /Archive allx does not exist/],
    ['a time that ends before it starts', { EventEndTime: 0 }, /EventStartTime must be before EventEndTime/],
    [
      'another bus',
      { Destination: { Arn: DEFAULT_BUS.replace('default', 'two') } },
      /Cross event bus replay is not permitted/,
    ],
    ['no bus', { Destination: {} }, /at 'arn'/],
  ])('refuses %s', async (_, flaw, message) => {
    const bus = await archived();
    await bus.call('CreateEventBus', { Name: 'two' });
    await expect(bus.call('StartReplay', replay(1000, 2000, flaw))).rejects.toThrow(message);
  });
});

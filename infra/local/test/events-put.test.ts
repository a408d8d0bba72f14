import type { JsonObject } from '../service';
import { eventBridge } from './events-fixture';

const ENTRY = { Source: 'shop', DetailType: 'order.created', Detail: '{}' };

describe('PutEvents', () => {
  it('sends the whole event in EventBridge’s envelope', async () => {
    const bus = eventBridge();
    await bus.rule({ source: ['shop'] });
    const answer = await bus.put({ order: { id: 7 } }, { Resources: ['arn:aws:s3:::b'] });

    const [{ EventId = '' } = {}] = answer.Entries as { EventId?: string }[];
    expect(answer.FailedEntryCount).toBe(0);
    expect(Object.entries(bus.bodies()[0])).toEqual([
      ['version', '0'],
      ['id', EventId],
      ['detail-type', 'order.created'],
      ['source', 'shop'],
      ['account', '000000000000'],
      ['time', '2026-11-22T12:00:00Z'],
      ['region', 'us-east-1'],
      ['resources', ['arn:aws:s3:::b']],
      ['detail', { order: { id: 7 } }],
    ]);
  });

  it('passes the detail through as it was put, whatever its numbers', async () => {
    const bus = eventBridge();
    await bus.rule({ source: ['shop'] });
    const detail = '{ "id": 123456789012345678901, "price": 10.00, "n": 1e400, "s": "\\u00e4\\u2028" }';
    await bus.put(detail);
    expect(bus.calls[0]?.body).toContain(`"detail":${detail}}`);
  });

  it('takes the time of the entry, to the second', async () => {
    const bus = eventBridge();
    await bus.rule({ source: ['shop'] });
    await bus.put({}, { Time: Date.UTC(2025, 0, 2, 3, 4, 5, 678) / 1000 });
    expect(bus.bodies()[0].time).toBe('2025-01-02T03:04:05Z');
  });

  it.each<[string, JsonObject, string, string]>([
    [
      'no source',
      { Source: '' },
      'InvalidArgument',
      'Parameter Source is not valid. Reason: Source is a required argument.',
    ],
    [
      'no detail type',
      { DetailType: null },
      'InvalidArgument',
      'Parameter DetailType is not valid. Reason: DetailType is a required argument.',
    ],
    [
      'no detail',
      { Detail: null },
      'InvalidArgument',
      'Parameter Detail is not valid. Reason: Detail is a required argument.',
    ],
    ['a detail that is not JSON', { Detail: '{' }, 'MalformedDetail', 'Detail is malformed.'],
    ['a list as detail', { Detail: '[]' }, 'MalformedDetail', 'Detail is malformed.'],
    ['a text as detail', { Detail: '"x"' }, 'MalformedDetail', 'Detail is malformed.'],
    ['a number beyond a double as detail', { Detail: '1e999' }, 'MalformedDetail', 'Detail is malformed.'],
    [
      'AWS’s own source',
      { Source: 'aws.ec2' },
      'NotAuthorizedForSourceException',
      'Not authorized for the source.',
    ],
  ])(
    'answers an entry with %s in its place, and takes the others',
    async (_, flaw, ErrorCode, ErrorMessage) => {
      const bus = eventBridge();
      await bus.rule({ source: [{ exists: true }] });
      const answer = await bus.call('PutEvents', { Entries: [ENTRY, { ...ENTRY, ...flaw }, ENTRY] });
      await bus.clock.advance(0);
      expect(answer).toEqual({
        FailedEntryCount: 1,
        Entries: [
          { EventId: expect.any(String) },
          { ErrorCode, ErrorMessage },
          { EventId: expect.any(String) },
        ],
      });
      expect(bus.calls).toHaveLength(2);
    },
  );

  it('takes ten entries and not eleven, and not none', async () => {
    const bus = eventBridge();
    await bus.call('PutEvents', { Entries: Array(10).fill(ENTRY) });
    await expect(bus.call('PutEvents', { Entries: Array(11).fill(ENTRY) })).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringMatching(/at 'entries' failed .* less than or equal to 10$/),
    });
    await expect(bus.call('PutEvents', { Entries: [] })).rejects.toMatchObject({
      code: 'ValidationException',
    });
  });

  it('refuses a request as a whole from 1 MiB on, counting bytes as AWS does', async () => {
    const bus = eventBridge();
    const frame = { Source: 'sss', DetailType: 'é', Resources: ['rr'], Time: 0 };
    const rest = 1_048_576 - (3 + 2 + 2 + 14) - '{"a":""}'.length;
    const entry = (length: number) => ({ ...frame, Detail: JSON.stringify({ a: 'x'.repeat(length) }) });

    await expect(bus.call('PutEvents', { Entries: [entry(rest - 1)] })).resolves.toMatchObject({
      FailedEntryCount: 0,
    });
    const tooLarge = { message: 'Total size of the entries in the request is over the limit.' };
    await expect(bus.call('PutEvents', { Entries: [entry(rest)] })).rejects.toMatchObject(tooLarge);
    await expect(
      bus.call('PutEvents', { Entries: [entry(Math.ceil(rest / 2)), entry(Math.ceil(rest / 2))] }),
    ).rejects.toMatchObject(tooLarge);
  });

  it('finds a bus by name or ARN, and drops what is for a bus that does not exist', async () => {
    const bus = eventBridge();
    const { EventBusArn } = await bus.call('CreateEventBus', { Name: 'orders' });
    for (const EventBusName of ['orders', EventBusArn as string, 'nowhere']) {
      expect(await bus.put({}, { EventBusName })).toMatchObject({ FailedEntryCount: 0 });
    }
    await bus.put({}, { EventBusName: 'arn:aws:events:us-east-1:999999999999:event-bus/orders' });
    expect(bus.notices.map((notice) => [notice.kind, 'bus' in notice ? notice.bus : ''])).toEqual([
      ['put', 'orders'],
      ['matched', 'orders'],
      ['put', 'orders'],
      ['matched', 'orders'],
      ['dropped', 'nowhere'],
      ['dropped', 'arn:aws:events:us-east-1:999999999999:event-bus/orders'],
    ]);
  });

  it('matches what JSON.parse cannot hold', async () => {
    const bus = eventBridge();
    await bus.call('PutRule', { Name: 'rule', EventPattern: '{"detail":{"id":[123456789012345678]}}' });
    await bus.put('{"id":123456789012345678}');
    await bus.put('{"id":123456789012345679}');
    expect(bus.notices.filter(({ kind }) => kind === 'matched')).toMatchObject([
      { rules: ['rule'] },
      { rules: [] },
    ]);
  });
});

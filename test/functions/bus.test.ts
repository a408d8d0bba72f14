import { BUS_LIMITS, type BusEntry, createPublish, entryBytes } from '../../functions/aws/bus';
import { type Answer, FAULTS, type StubAws, startStubAws } from '../support/stub-aws';
import { clientsOf, type StubClients } from '../support/stub-clients';

let aws: StubAws;
let clients: StubClients;

beforeEach(async () => {
  aws = await startStubAws();
  clients = clientsOf(aws);
});
afterEach(async () => {
  clients.destroy();
  await aws.close();
});

const answering = (body: unknown, status = 200): Answer => ({ status, body });
const LOST = FAULTS.filter((fault) => fault !== 'malformed');

describe('publishing', () => {
  const entry = (n: number): BusEntry => ({ source: 'orders.fake', detailType: 't', detail: `{"n":${n}}` });
  const ten = Array.from({ length: 10 }, (_, n) => entry(n));
  const publish = (entries = ten) => createPublish(() => 'order-events', clients.events)(entries);
  const published = { published: true };
  const failed = (code: string, retryable: boolean) => ({ published: false, code, retryable });
  const onBus = () => aws.bus.map(({ Detail }) => JSON.parse(Detail).n);

  it('puts every entry on the bus in one request, without a time or resources', async () => {
    expect(await publish()).toEqual(ten.map(() => published));
    expect(aws.calls).toHaveLength(1);
    expect(aws.bus[0]).toEqual({
      EventBusName: 'order-events',
      Source: 'orders.fake',
      DetailType: 't',
      Detail: '{"n":0}',
    });
  });

  it.each([[[0]], [[9]], [[2, 5]], [[0, 1, 2, 3, 4, 5, 6, 7, 8]]])(
    'reports which entries failed in an answer of 200: positions %j',
    async (positions) => {
      const Entries = ten.map((_, i) =>
        positions.includes(i) ? { ErrorCode: 'ThrottlingException', ErrorMessage: 'x' } : { EventId: 'e' },
      );
      aws.inject({
        action: 'PutEvents',
        kind: answering({ FailedEntryCount: positions.length, Entries }),
      });
      expect(await publish()).toEqual(
        ten.map((_, i) => (positions.includes(i) ? failed('ThrottlingException', true) : published)),
      );
    },
  );

  it.each([
    ['InternalFailure', true],
    ['ThrottlingException', true],
    ['AccessDeniedException', true],
    ['SomethingNew', true],
    ['MalformedDetail', false],
    ['InvalidArgument', false],
    ['NotAuthorizedForSourceException', false],
    ['NotAuthorizedForDetailTypeException', false],
  ])('takes an entry with %s to be worth another try: %p', async (ErrorCode, retryable) => {
    aws.inject({ action: 'PutEvents', kind: answering({ Entries: [{ ErrorCode }] }) });
    expect(await publish([entry(1)])).toEqual([failed(ErrorCode, retryable)]);
  });

  it.each([
    ['nothing', {}],
    ['no entries', { FailedEntryCount: 0, Entries: [] }],
    ['null for entries', { Entries: null }],
    ['entries that are null', { Entries: [null, null] }],
    ['empty entries', { Entries: ten.map(() => ({})) }],
    ['empty event ids', { Entries: ten.map(() => ({ EventId: '' })) }],
    ['a text', '"fine"'],
    ['null', null],
  ])('takes nothing for published where the bus says 200 and %s', async (_, body) => {
    aws.inject({ action: 'PutEvents', kind: answering(body) });
    const outcomes = await publish();
    expect(outcomes).toHaveLength(10);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ published: false, retryable: true });
  });

  it('takes the entries that the bus answered for, where it answers for fewer', async () => {
    aws.inject({ action: 'PutEvents', kind: answering({ Entries: [{ EventId: 'e' }] }) });
    expect(await publish([entry(1), entry(2)])).toEqual([published, failed('NoAnswer', true)]);
  });

  it.each(LOST)('goes on where one call is %s; what is on the bus twice is the same', async (kind) => {
    aws.inject({ action: 'PutEvents', kind, times: 1 });
    expect(await publish()).toEqual(ten.map(() => published));
    expect(new Set(onBus())).toEqual(new Set(ten.keys()));
  });

  it.each([
    ['throttled', 'ThrottlingException'],
    ['failing', 'InternalFailure'],
    ['slow', 'TimeoutError'],
    ['malformed', 'SyntaxError'],
  ] as const)('fails for now where every call is %s: %s', async (kind, code) => {
    aws.inject({ action: 'PutEvents', kind });
    expect(await publish()).toEqual(ten.map(() => failed(code, true)));
  });

  it.each(['refused', 'lost before', 'lost after', 'cut short'] as const)(
    'fails for now where every call is %s',
    async (kind) => {
      aws.inject({ action: 'PutEvents', kind });
      expect(await publish()).toEqual(ten.map(() => failed(expect.any(String), true)));
    },
  );

  it('reports a failed connection by its code', async () => {
    const send = () => Promise.reject(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }));
    expect(await createPublish(() => 'order-events', { send })([entry(1)])).toEqual([
      failed('ECONNREFUSED', true),
    ]);
  });

  it('sends the entries of a refused request one by one: only the wrong one fails', async () => {
    const refusal = answering({ __type: 'ValidationException', message: 'one of them' }, 400);
    aws.inject({ action: 'PutEvents', match: '{\\"n\\":4}', kind: refusal });
    expect(await publish()).toEqual(
      ten.map((_, n) => (n === 4 ? failed('ValidationException', false) : published)),
    );
    expect(onBus().sort()).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9]);
  });

  it('does so for two, too', async () => {
    const refusal = answering({ __type: 'ValidationException', message: 'one of them' }, 400);
    aws.inject({ action: 'PutEvents', match: '{\\"n\\":1}', kind: refusal });
    expect(await publish(ten.slice(0, 2))).toEqual([published, failed('ValidationException', false)]);
  });

  it('does not split a request that failed for something else', async () => {
    aws.inject({ action: 'PutEvents', kind: answering({ __type: 'AccessDeniedException' }, 400) });
    expect(await publish()).toEqual(ten.map(() => failed('AccessDeniedException', true)));
    expect(aws.bus).toEqual([]);
  });

  it('measures an entry in bytes', () => {
    expect(entryBytes({ source: 'ä', detailType: 'b', detail: '語' })).toBe(6);
    expect(BUS_LIMITS).toEqual({ entries: 10, bytes: 1_000_000 });
  });
});

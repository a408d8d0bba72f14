import { deadlineMsOf } from '../../functions/receive';
import { Failure } from '../../lib/failure';
import { fakeProvider } from '../support/fake-provider';
import { httpEvent } from '../support/lambda-events';
import { openReceiver, SECRETS, signed, unsigned, withSignature } from './receive-fixture';

const ORDER = { event: 'made', order: 'o-1' };
const UNAUTHORIZED = { statusCode: 401, body: '{"error":"unauthorized"}' };
const UNAVAILABLE = {
  statusCode: 503,
  headers: { 'content-type': 'application/json', 'retry-after': '30' },
  body: '{"error":"unavailable"}',
};
const never = () => new Promise<never>(() => {});

describe('what is not authentic', () => {
  const request = signed(ORDER);
  const refusals: [string, () => ReturnType<ReturnType<typeof openReceiver>['post']>, string][] = [
    ['no signature', () => openReceiver().post(unsigned(request)), 'SIGNATURE_MISSING'],
    ['an empty signature', () => openReceiver().post(withSignature(request, '')), 'SIGNATURE_MISSING'],
    [
      'another signature',
      () => openReceiver().post(withSignature(request, 'ab'.repeat(32))),
      'SIGNATURE_MISMATCH',
    ],
    [
      'a signature of no shape',
      () => openReceiver().post(withSignature(request, '{}')),
      'SIGNATURE_MISMATCH',
    ],
    ["somebody else's secret", () => openReceiver().post(signed(ORDER, 'other')), 'SIGNATURE_MISMATCH'],
    [
      'a truncated body',
      () => openReceiver().post({ ...request, body: request.body.subarray(1) }),
      'SIGNATURE_MISMATCH',
    ],
    ['an unknown endpoint', () => openReceiver().post(request, 'nowhere'), 'ENDPOINT_UNKNOWN'],
    ["an object's own names as endpoint", () => openReceiver().post(request, 'toString'), 'ENDPOINT_UNKNOWN'],
    ['no endpoint', () => openReceiver().post(request, ''), 'ENDPOINT_UNKNOWN'],
  ];

  it.each(refusals)('gets 401 for %s', async (_, post) => {
    expect(await post()).toMatchObject(UNAUTHORIZED);
  });

  it('looks the same from outside', async () => {
    const answers = await Promise.all(refusals.map(async ([, post]) => JSON.stringify(await post())));
    expect(new Set(answers).size).toBe(1);
  });

  it('is one log line with a code, and leaves nothing on the queue', async () => {
    const receiver = openReceiver();
    await receiver.post(signed(ORDER, 'other'));
    expect(receiver.logged('refused')).toEqual([
      expect.objectContaining({ level: 'WARN', code: 'SIGNATURE_MISMATCH', endpoint: 'store' }),
    ]);
    expect(receiver.count('Refused', { Provider: 'fake', Code: 'SIGNATURE_MISMATCH' })).toBe(1);
    expect(receiver.sent).toEqual([]);
  });

  it('does not make us read secrets where it has no signature', async () => {
    const receiver = openReceiver();
    for (const stranger of [unsigned(request), withSignature(request, 'none'), withSignature(request, '{}')])
      expect((await receiver.post(stranger)).statusCode).toBe(401);
    expect(receiver.fetches()).toBe(0);
  });
});

describe('what we do not serve', () => {
  it.each(['POST /webhooks/other/{endpoint}', 'POST /', '$default'])('gets 404: %s', async (routeKey) => {
    const receiver = openReceiver();
    const answer = await receiver.receive({ ...httpEvent('fake', 'store', signed(ORDER)), routeKey });
    expect(answer.statusCode).toBe(404);
    expect(receiver.lines).toEqual([]);
  });
});

describe('what cannot be served now', () => {
  const documentWith = (entry: unknown) => ({ document: () => JSON.stringify({ store: entry }) });
  const broken = () => Promise.reject(new Error('unreachable'));

  it.each([
    ['the queue fails', { send: broken }, 'QUEUE_UNAVAILABLE'],
    ['secrets fail', { document: broken }, 'SECRETS_UNAVAILABLE'],
    ['the document is not JSON', { document: () => '{"store":' }, 'SECRETS_INVALID'],
    ['the document is a list', { document: () => '[]' }, 'SECRETS_INVALID'],
    ['the document is null', { document: () => 'null' }, 'SECRETS_INVALID'],
    ['the entry is null', documentWith(null), 'ENDPOINT_INVALID'],
    ['the entry is a text', documentWith('secret'), 'ENDPOINT_INVALID'],
    ['the entry has no account', documentWith({ secrets: ['current'] }), 'ENDPOINT_INVALID'],
    ['the account is empty', documentWith({ secrets: ['current'], account: '' }), 'ENDPOINT_INVALID'],
    ['a secret is a number', documentWith({ secrets: [1], account: 'acme' }), 'ENDPOINT_INVALID'],
    ['a secret is empty', documentWith({ secrets: [''], account: 'acme' }), 'ENDPOINT_INVALID'],
    [
      'the entry has no secret yet',
      documentWith({ secrets: [], account: 'acme' }),
      'ENDPOINT_WITHOUT_SECRET',
    ],
  ])('gets 503 and when to come again: %s', async (_, options, code) => {
    const receiver = openReceiver(options);
    expect(await receiver.post(signed(ORDER))).toEqual(UNAVAILABLE);
    expect(receiver.sent).toEqual([]);
    expect(receiver.logged('refused')).toEqual([expect.objectContaining({ code })]);
    expect(receiver.count('Refused', { Provider: 'fake', Code: code })).toBe(1);
  });

  it('says which field of an entry is wrong, without its value', async () => {
    const receiver = openReceiver(
      documentWith({ secrets: ['current', 17], account: 'no good', timeZone: 'Mars/Base' }),
    );
    await receiver.post(signed(ORDER));
    expect(receiver.logged('refused')[0]?.issues).toEqual([
      '/secrets/1: expected a secret: 6 characters or more, one line, no placeholder, found a number',
      '/account: expected 1 to 64 of A–Z a–z 0–9 . _ -',
      '/timeZone: expected an IANA time zone',
    ]);
  });

  it('disables one endpoint alone', async () => {
    const receiver = openReceiver({ document: () => JSON.stringify({ ...SECRETS, other: 17 }) });
    expect((await receiver.post(signed(ORDER), 'other')).statusCode).toBe(503);
    expect((await receiver.post(signed(ORDER))).statusCode).toBe(200);
  });

  it.each([
    ['the queue', { send: never }],
    ['secrets', { document: never }],
  ])('is answered in time, though %s never answer', async (_, options) => {
    const receiver = openReceiver({ ...options, deadlineMs: 5 });
    expect(await receiver.post(signed(ORDER))).toEqual(UNAVAILABLE);
    expect(receiver.count('Refused', { Code: 'OUT_OF_TIME' })).toBe(1);
  });

  it.each([
    [5, 3_000],
    [10, 8_000],
    [20, 8_000],
  ])('is answered in time for a sender that waits %i s: within %i ms', (answerWithinSeconds, milliseconds) =>
    expect(deadlineMsOf({ answerWithinSeconds })).toBe(milliseconds),
  );

  it('is not computed on once the time is over', async () => {
    let checks = 0;
    const receiver = openReceiver({
      provider: {
        ...fakeProvider(),
        verify() {
          checks++;
          // Computes for so long that no timer could fire meanwhile.
          receiver.clock.now += 60_000;
          throw new Failure('SIGNATURE_MISMATCH');
        },
      },
    });
    expect(await receiver.post(signed(ORDER))).toEqual(UNAVAILABLE);
    expect(receiver.count('Refused', { Code: 'OUT_OF_TIME' })).toBe(1);
    expect([checks, receiver.fetches()]).toEqual([1, 1]);
  });

  it('takes the call to the queue back when the time is over', async () => {
    let given: AbortSignal | undefined;
    const send = (signal: AbortSignal | undefined) => {
      given = signal;
      return never();
    };
    await openReceiver({ send, deadlineMs: 5 }).post(signed(ORDER));
    expect(given?.aborted).toBe(true);
  });
});

describe('a bug', () => {
  it('gets 500, and its place is logged, not its message', async () => {
    const provider = {
      ...fakeProvider(),
      identify: () => {
        throw new TypeError('cannot read "Jane Doe"');
      },
    };
    const receiver = openReceiver({ provider });
    expect(await receiver.post(signed(ORDER))).toMatchObject({
      statusCode: 500,
      body: '{"error":"internal"}',
    });
    const [line] = receiver.logged('refused');
    expect(line).toMatchObject({ level: 'ERROR', code: 'INTERNAL', error: 'Failure < TypeError' });
    expect(line?.at).toEqual(expect.arrayContaining([expect.stringContaining('receive-refuses.test.ts')]));
    expect(receiver.lines.join()).not.toContain('Jane');
  });

  it.each(['InvalidMessageContents', 'InvalidParameterValue', 'MissingParameter'])(
    'is a message that SQS calls %s: sending it again would not help',
    async (name) => {
      const receiver = openReceiver({ send: () => Promise.reject(Object.assign(new Error(), { name })) });
      expect((await receiver.post(signed(ORDER))).statusCode).toBe(500);
    },
  );
});

import { createEndpoints } from '../../functions/endpoints';
import { environmentName } from '../../lib/names';
import type { Provider } from '../../lib/provider';
import { fakeProvider } from '../support/fake-provider';
import { openReceiver, SECRETS, signed } from './receive-fixture';

const ORDER = { event: 'made', order: 'o-1' };
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

describe('the secret document', () => {
  it('is read at the first request, not before, and once for five minutes', async () => {
    const receiver = openReceiver();
    expect(receiver.fetches()).toBe(0);
    for (const minute of [0, 1, 4, 4.99]) {
      receiver.clock.now = minute * MINUTE;
      await receiver.post(signed(ORDER));
    }
    expect(receiver.fetches()).toBe(1);
    receiver.clock.now = 5 * MINUTE;
    await receiver.post(signed(ORDER));
    expect(receiver.fetches()).toBe(2);
  });

  it('is used with secrets that may be a slip, which the log names once for each document', async () => {
    const suspect = { ...SECRETS, other: { ...SECRETS.store, secrets: ['current'] } };
    const heard: unknown[] = [];
    const endpoints = createEndpoints({
      provider: fakeProvider(),
      fetch: async () => JSON.stringify(suspect),
      now: () => heard.length * 10 * MINUTE,
      onSuspect: (issues) => heard.push(issues),
    });
    expect(await endpoints.find('store')).toMatchObject(SECRETS.store);
    await endpoints.find('other');
    expect(heard).toEqual([
      expect.arrayContaining([
        { path: '/other/secrets/0', message: 'is a secret of the endpoint store too' },
      ]),
    ]);
    expect(JSON.stringify(heard)).not.toContain('current');
  });

  it('is tried at each request until it was read for the first time', async () => {
    const outcomes = [() => Promise.reject(new Error('down')), () => JSON.stringify(SECRETS)];
    const receiver = openReceiver({ document: () => outcomes.shift()?.() ?? '' });
    expect((await receiver.post(signed(ORDER))).statusCode).toBe(503);
    expect((await receiver.post(signed(ORDER))).statusCode).toBe(200);
  });

  it('is used on when it is old and no newer one can be had', async () => {
    let down = false;
    const document = () => (down ? Promise.reject(new Error('down')) : JSON.stringify(SECRETS));
    const receiver = openReceiver({ document });
    await receiver.post(signed(ORDER));
    down = true;
    receiver.clock.now += 60 * MINUTE;
    expect((await receiver.post(signed(ORDER))).statusCode).toBe(200);
    expect((await receiver.post(signed(ORDER))).statusCode).toBe(200);
    // Once for both: whatever is down is not asked again and again.
    expect(receiver.fetches()).toBe(2);
  });
});

describe('news that a request asks for', () => {
  const rotated = { store: { secrets: ['renewed', 'current'], account: 'acme' } };
  /** A document that is changed after the first request. */
  function changing(from: object, to: object) {
    const known = { document: from };
    const opened = openReceiver({ document: () => JSON.stringify(known.document) });
    const receiver = Object.assign(known, opened);
    return {
      receiver,
      async change(after = 30 * SECOND) {
        await receiver.post(signed(ORDER));
        known.document = to;
        receiver.clock.now += after;
      },
    };
  }

  it.each([
    ['a signature by a new secret', SECRETS, rotated],
    ['an endpoint that was added', {}, rotated],
    ['an entry that was mended', { store: 17 }, rotated],
    ['a secret that has become known', { store: { secrets: [], account: 'acme' } }, rotated],
  ])('reads the document again: %s', async (_, from, to) => {
    const { receiver, change } = changing(from, to);
    await change();
    expect((await receiver.post(signed(ORDER, 'renewed'))).statusCode).toBe(200);
    expect(receiver.fetches()).toBe(2);
  });

  it('is had at most every 30 seconds', async () => {
    const { receiver, change } = changing(SECRETS, SECRETS);
    await change(29 * SECOND);
    for (let i = 0; i < 5; i++) await receiver.post(signed(ORDER, 'wrong-secret'));
    expect(receiver.fetches()).toBe(1);
    receiver.clock.now += SECOND;
    for (let i = 0; i < 5; i++) await receiver.post(signed(ORDER), 'unknown');
    expect(receiver.fetches()).toBe(2);
  });

  it('may be too late for who was waiting: 503, for a newer document might accept it', async () => {
    const { receiver, change } = changing(SECRETS, SECRETS);
    await change();
    expect((await receiver.post(signed(ORDER, 'a stranger'))).statusCode).toBe(401);
    receiver.document = rotated;
    receiver.clock.now += 5 * SECOND;
    expect((await receiver.post(signed(ORDER, 'renewed'))).statusCode).toBe(503);
    expect(receiver.logged('refused').at(-1)).toMatchObject({
      code: 'SECRETS_STALE',
      issues: ['SIGNATURE_MISMATCH', '/secrets: 2 tried on the body; the document was read 5 s ago'],
    });
    receiver.clock.now += 25 * SECOND;
    expect((await receiver.post(signed(ORDER, 'renewed'))).statusCode).toBe(200);
  });

  it('says what is wrong with an entry, though it may have been corrected since', async () => {
    const { receiver, change } = changing({ store: 17 }, { store: 17 });
    await change(SECOND);
    await receiver.post(signed(ORDER));
    expect(receiver.logged('refused').map(({ code }) => code)).toEqual([
      'ENDPOINT_INVALID',
      'ENDPOINT_INVALID',
    ]);
  });

  it('has a signature checked again only where the document is another one', async () => {
    let checks = 0;
    const fake = fakeProvider();
    const provider: Provider = {
      ...fake,
      verify(...given) {
        checks++;
        return fake.verify(...given);
      },
    };
    const receiver = openReceiver({ provider });
    await receiver.post(signed(ORDER));
    receiver.clock.now += MINUTE;
    expect((await receiver.post(signed(ORDER, 'wrong-secret'))).statusCode).toBe(401);
    expect([checks, receiver.fetches()]).toEqual([2, 2]);
  });

  it('counts the first reading: right after it nothing is newer', async () => {
    const receiver = openReceiver();
    expect((await receiver.post(signed(ORDER, 'wrong'))).statusCode).toBe(401);
    expect(receiver.fetches()).toBe(1);
  });

  it('makes the sender come again while it cannot be had: the secret may be new', async () => {
    let down = false;
    const document = () => (down ? Promise.reject(new Error('down')) : JSON.stringify(rotated));
    const receiver = openReceiver({ document });
    await receiver.post(signed(ORDER));
    down = true;
    receiver.clock.now += MINUTE;
    for (let i = 0; i < 3; i++) expect((await receiver.post(signed(ORDER, 'newest'))).statusCode).toBe(503);
    expect((await receiver.post(signed(ORDER))).statusCode).toBe(200);
    expect(receiver.fetches()).toBe(2);
    down = false;
    receiver.clock.now += 30 * SECOND;
    expect((await receiver.post(signed(ORDER, 'newest'))).statusCode).toBe(401);
  });

  it('keeps what it knew of other endpoints where reading fails', async () => {
    let document = JSON.stringify(SECRETS);
    const endpoints = createEndpoints({
      provider: fakeProvider(),
      fetch: async () => document || Promise.reject(new Error('down')),
      now: () => 0,
    });
    await endpoints.find('store');
    document = '';
    await expect(endpoints.find('store')).resolves.toMatchObject({ account: 'acme' });
    await expect(endpoints.find('other')).rejects.toMatchObject({ code: 'ENDPOINT_UNKNOWN' });
  });
});

describe('a document that cannot be read', () => {
  const BROKEN = '{"store": {"secrets": ["current"';
  const SECRET_ID = environmentName('SECRET_ID', 'fake');
  beforeAll(() => {
    process.env[SECRET_ID] = 'order-events/fake';
  });
  afterAll(() => {
    delete process.env[SECRET_ID];
  });

  /** A receiver that has read the good document, and reads the other one from now on. */
  async function saved(text: string) {
    let document = JSON.stringify(SECRETS);
    const receiver = openReceiver({ document: () => document });
    await receiver.post(signed(ORDER));
    document = text;
    receiver.clock.now += 5 * MINUTE;
    return receiver;
  }

  it.each([
    ['is cut short', BROKEN, 'expected JSON'],
    ['is a list', '[]', 'expected an object of endpoints'],
    ['is null', 'null', 'expected an object of endpoints'],
  ])('takes no endpoint down: it %s, and the last good one goes on, loudly', async (_, text, issue) => {
    const receiver = await saved(text);
    expect((await receiver.post(signed(ORDER))).statusCode).toBe(200);
    expect(receiver.fetches()).toBe(2);
    expect(receiver.count('SecretsInvalid', { Provider: 'fake' })).toBe(1);
    expect(receiver.lines.filter((line) => line.includes('secret document invalid'))).toEqual([
      expect.stringContaining(`"level":"ERROR"`),
    ]);
    expect(receiver.lines.join()).toContain(`"secret":"order-events/fake","issues":["${issue}"]`);
    expect(receiver.lines.join()).not.toContain('current');
  });

  it('refuses nothing: whoever does not match comes again until it is corrected', async () => {
    const receiver = await saved(BROKEN);
    for (const _ of [1, 2]) expect((await receiver.post(signed(ORDER, 'renewed'))).statusCode).toBe(503);
    expect(receiver.count('Refused', { Code: 'SECRETS_INVALID' })).toBe(2);
  });

  it('is read where only a byte-order mark stands before it', async () => {
    const receiver = openReceiver({ document: () => `\uFEFF${JSON.stringify(SECRETS)}` });
    expect((await receiver.post(signed(ORDER))).statusCode).toBe(200);
  });
});

describe('a name that is there twice', () => {
  const entry = (secret: string) => `{"secrets": ["${secret}"], "account": "acme"}`;

  it.each([
    [
      'an endpoint',
      `{"store": ${entry('current')}, "store": ${entry('renewed')}}`,
      'is there twice; keep one of them',
    ],
    [
      "an entry's field",
      '{"store": {"account": "acme", "secrets": ["renewed"], "secrets": ["current"]}}',
      '/secrets: is there twice; keep one of them',
    ],
  ])('disables its endpoint, since nobody knows which one is meant: %s', async (_, text, issue) => {
    const receiver = openReceiver({ document: () => text });
    expect((await receiver.post(signed(ORDER))).statusCode).toBe(503);
    expect(receiver.logged('refused')).toEqual([
      expect.objectContaining({ code: 'ENDPOINT_INVALID', issues: [issue] }),
    ]);
  });

  it('disables no other endpoint', async () => {
    const text = `{"b": 1, "store": ${entry('current')}, "b": 2}`;
    expect((await openReceiver({ document: () => text }).post(signed(ORDER))).statusCode).toBe(200);
  });
});

describe('an endpoint', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])(
    'is never found under %p, which no entry has',
    async (name) => {
      const endpoints = createEndpoints({
        provider: fakeProvider(),
        fetch: async () => JSON.stringify(SECRETS),
        now: () => 0,
      });
      await expect(endpoints.find(name)).rejects.toMatchObject({ code: 'ENDPOINT_UNKNOWN' });
    },
  );
});

import { createEndpoints } from '../../functions/endpoints';
import { fakeProvider } from '../support/fake-provider';
import { openDoor, SECRETS, signed } from './receive-fixture';

const ORDER = { event: 'made', order: 'o-1' };
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

describe('the secret document', () => {
  it('is read at the first request, not before, and once for five minutes', async () => {
    const door = openDoor();
    expect(door.fetches()).toBe(0);
    for (const minute of [0, 1, 4, 4.99]) {
      door.clock.now = minute * MINUTE;
      await door.post(signed(ORDER));
    }
    expect(door.fetches()).toBe(1);
    door.clock.now = 5 * MINUTE;
    await door.post(signed(ORDER));
    expect(door.fetches()).toBe(2);
  });

  it('is tried at each request until it was read for the first time', async () => {
    const outcomes = [() => Promise.reject(new Error('down')), () => JSON.stringify(SECRETS)];
    const door = openDoor({ document: () => outcomes.shift()?.() ?? '' });
    expect((await door.post(signed(ORDER))).statusCode).toBe(503);
    expect((await door.post(signed(ORDER))).statusCode).toBe(200);
  });

  it('is used on when it is old and no newer one can be had', async () => {
    let down = false;
    const document = () => (down ? Promise.reject(new Error('down')) : JSON.stringify(SECRETS));
    const door = openDoor({ document });
    await door.post(signed(ORDER));
    down = true;
    door.clock.now += 60 * MINUTE;
    expect((await door.post(signed(ORDER))).statusCode).toBe(200);
    expect((await door.post(signed(ORDER))).statusCode).toBe(200);
    // Once for both: whatever is down is not asked again and again.
    expect(door.fetches()).toBe(2);
  });
});

describe('news that a request asks for', () => {
  const rotated = { store: { secrets: ['renewed', 'current'], account: 'acme' } };
  /** A document that is changed after the first request. */
  function changing(from: object, to: object) {
    let document = from;
    const door = openDoor({ document: () => JSON.stringify(document) });
    return {
      door,
      async change(after = 30 * SECOND) {
        await door.post(signed(ORDER));
        document = to;
        door.clock.now += after;
      },
    };
  }

  it.each([
    ['a signature by a new secret', SECRETS, rotated],
    ['an endpoint that was added', {}, rotated],
    ['an entry that was mended', { store: 17 }, rotated],
    ['a secret that has become known', { store: { secrets: [], account: 'acme' } }, rotated],
  ])('reads the document again: %s', async (_, from, to) => {
    const { door, change } = changing(from, to);
    await change();
    expect((await door.post(signed(ORDER, 'renewed'))).statusCode).toBe(200);
    expect(door.fetches()).toBe(2);
  });

  it('is had at most every 30 seconds', async () => {
    const { door, change } = changing(SECRETS, SECRETS);
    await change(29 * SECOND);
    for (let i = 0; i < 5; i++) expect((await door.post(signed(ORDER, 'wrong'))).statusCode).toBe(401);
    expect(door.fetches()).toBe(1);
    door.clock.now += SECOND;
    for (let i = 0; i < 5; i++) expect((await door.post(signed(ORDER), 'unknown')).statusCode).toBe(401);
    expect(door.fetches()).toBe(2);
  });

  it('counts the first reading: right after it nothing is newer', async () => {
    const door = openDoor();
    expect((await door.post(signed(ORDER, 'wrong'))).statusCode).toBe(401);
    expect(door.fetches()).toBe(1);
  });

  it('makes the sender come again while it cannot be had: the secret may be new', async () => {
    let down = false;
    const document = () => (down ? Promise.reject(new Error('down')) : JSON.stringify(rotated));
    const door = openDoor({ document });
    await door.post(signed(ORDER));
    down = true;
    door.clock.now += MINUTE;
    for (let i = 0; i < 3; i++) expect((await door.post(signed(ORDER, 'newest'))).statusCode).toBe(503);
    expect((await door.post(signed(ORDER))).statusCode).toBe(200);
    expect(door.fetches()).toBe(2);
    down = false;
    door.clock.now += 30 * SECOND;
    expect((await door.post(signed(ORDER, 'newest'))).statusCode).toBe(401);
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

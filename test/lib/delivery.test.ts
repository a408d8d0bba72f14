import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import {
  contentOf,
  encryptedBodyOf,
  groupOf,
  MESSAGE_LIMIT_BYTES,
  readDelivery,
  writeDelivery,
} from '../../lib/delivery';
import { writeMessage } from '../../lib/json';
import { trust } from '../../lib/webhook';
import { anyCharacter } from '../support/any-text';
import { scale } from '../support/scale';

const HEAD = {
  provider: 'some-shop',
  endpoint: 'order-created',
  account: 'acme',
  event: 'ORDER',
  id: 'a'.repeat(64),
  orderKey: 'some-shop:acme:1',
  receivedAt: '2026-11-22T10:00:00.000Z',
  correlationId: 'c-1',
};

/** What SQS takes as a message: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const SQS_TEXT = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;

describe('a delivery', () => {
  it('reads well in the console as long as its content is text', () =>
    expect(JSON.parse(writeDelivery(HEAD, { verified: trust('{"orderId":1}') }))).toEqual({
      v: 1,
      ...HEAD,
      encoding: 'text',
      payload: '{"orderId":1}',
    }));

  it.each([
    ['nothing', ''],
    ['emoji', '{"name":"Zoë 😀"}'],
    ['what SQS refuses', '\uFFFE\uFFFF'],
    ['control characters', '\u0000\u0001\u001f\u007f\u0085\u2028'],
    ['half a surrogate pair', '"\uD83D"'],
    ['a byte order mark', '\uFEFF{}'],
    ['what looks like our escape', '\\ufffe'],
  ])('keeps a text with %s', (_, text) => {
    const message = writeDelivery(HEAD, { verified: trust(text) });
    expect(message).toMatch(SQS_TEXT);
    expect(contentOf(readDelivery(message))).toBe(text);
  });

  it('keeps any text, in what SQS takes', () =>
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        const message = writeDelivery(HEAD, { verified: trust(text) });
        expect(message).toMatch(SQS_TEXT);
        expect(contentOf(readDelivery(message))).toBe(text);
      }),
      { numRuns: scale(40, 1_000) },
    ));

  it('keeps any bytes, verified or sealed', () =>
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const verified = contentOf(readDelivery(writeDelivery(HEAD, { verified: trust(bytes) })));
        expect(Buffer.from(verified as string)).toEqual(Buffer.from(bytes));
        const sealed = encryptedBodyOf(readDelivery(writeDelivery(HEAD, { encrypted: bytes })));
        expect(Buffer.from(sealed as Uint8Array)).toEqual(Buffer.from(bytes));
      }),
    ));

  it('is compressed where its bytes are no text', () => {
    const delivery = readDelivery(writeDelivery(HEAD, { verified: trust(Uint8Array.of(0xff)) }));
    expect(delivery.encoding).toBe('gzip+base64');
    expect(contentOf(delivery)).toEqual(Buffer.of(0xff));
  });

  it.each([
    ['verified', 'gzip+base64'],
    ['encrypted', 'sealed+gzip+base64'],
  ] as const)('is compressed where its %s content is too large', (kind, encoding) => {
    const text = '{"text":"ä"}'.repeat(100_000);
    const message = writeDelivery(HEAD, { [kind]: kind === 'verified' ? text : Buffer.from(text) } as never);
    const delivery = readDelivery(message);
    expect(Buffer.byteLength(message)).toBeLessThan(MESSAGE_LIMIT_BYTES);
    expect(delivery.encoding).toBe(encoding);
    const content = encryptedBodyOf(delivery) ?? contentOf(delivery);
    expect(Buffer.from(content).toString()).toBe(text);
  });

  it('fits as text to the last byte, and is compressed from the next one on', () => {
    const room = MESSAGE_LIMIT_BYTES - Buffer.byteLength(writeDelivery(HEAD, { verified: trust('') }));
    const messages = [room, room + 1].map((length) =>
      writeDelivery(HEAD, { verified: trust('x'.repeat(length)) }),
    );
    expect(Buffer.byteLength(messages[0] as string)).toBe(MESSAGE_LIMIT_BYTES);
    expect(messages.map((message) => readDelivery(message).encoding)).toEqual(['text', 'gzip+base64']);
  });

  it('is refused where even compressed it is too large', () => {
    let seed = 1;
    const random = Uint8Array.from({ length: MESSAGE_LIMIT_BYTES }, () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed;
    });
    expect(() => writeDelivery(HEAD, { verified: trust(random) })).toThrow(
      expect.objectContaining({ code: 'PAYLOAD_TOO_LARGE', kind: 'refused' }),
    );
  });

  it('does not give its content as long as it is sealed', () => {
    const delivery = readDelivery(writeDelivery(HEAD, { encrypted: Buffer.from('{"payload":"AA"}') }));
    expect(delivery.encoding).toBe('sealed');
    expect(() => contentOf(delivery)).toThrow(expect.objectContaining({ code: 'UNDECRYPTABLE' }));
  });

  it('has no sealed body once it is verified', () =>
    expect(encryptedBodyOf(readDelivery(writeDelivery(HEAD, { verified: trust('{}') })))).toBeUndefined());
});

describe('what is no delivery', () => {
  const whole = { v: 1, ...HEAD, encoding: 'text', payload: '{}' };
  it.each<[string, unknown]>([
    ['no JSON', '{'],
    ['no object', '5'],
    ['null', 'null'],
    ['a later version', { ...whole, v: 2 }],
    ['an unknown encoding', { ...whole, encoding: 'brotli' }],
    ['no payload', { ...whole, payload: undefined }],
    ['a replay that is none', { ...whole, replay: false }],
  ])('is refused: %s', (_, message) =>
    expect(() => readDelivery(typeof message === 'string' ? message : JSON.stringify(message))).toThrow(
      expect.objectContaining({ code: 'NOT_A_DELIVERY' }),
    ),
  );

  it.each(['provider', 'encoding', 'payload'])('says that %s is missing', (key) =>
    expect(() => readDelivery(JSON.stringify({ ...whole, [key]: undefined }))).toThrow(`/${key}: is missing`),
  );

  it.each<[string, Record<string, unknown>, string]>([
    ['an id that is none', { id: 'b98fe460fea1' }, '/id: expected 64 hexadecimal digits'],
    ['an id in capitals', { id: 'A'.repeat(64) }, '/id: expected'],
    ['an account with a colon', { account: 'a:b' }, '/account: expected 1 to 64 of'],
    ['no account', { account: '' }, '/account: expected'],
    ['a time zone that is none', { timeZone: 'Mars/Base' }, '/timeZone: expected an IANA time zone'],
    [
      'a time without a zone',
      { receivedAt: '2026-05-04T10:00:00' },
      '/receivedAt: expected a UTC time in RFC 3339',
    ],
    ['a time with an offset', { receivedAt: '2026-05-04T10:00:00+02:00' }, '/receivedAt: expected'],
    ['an impossible time', { receivedAt: '2026-13-04T10:00:00Z' }, '/receivedAt: expected'],
    ['no time', { receivedAt: 'yesterday' }, '/receivedAt: expected'],
  ])('is one with %s', (_, change, message) =>
    expect(() => readDelivery(JSON.stringify({ ...whole, ...change }))).toThrow(message),
  );

  it('says what is not JSON', () => expect(() => readDelivery('{"v":1')).toThrow('expected JSON'));

  it('is described by place and expectation, never by value', () => {
    const read = () => readDelivery(JSON.stringify({ ...whole, payload: { secret: 'canary' }, account: 7 }));
    expect(read).toThrow('/account: expected 1 to 64 of A–Z a–z 0–9 . _ -, found a number');
    expect(read).not.toThrow('canary');
  });

  it.each([
    ['no gzip', 'AAAA'],
    ['cut gzip', gzipSync('x'.repeat(1000)).toString('base64').slice(0, 20)],
    ['more than receive takes', gzipSync(Buffer.alloc(9 * 1_048_576)).toString('base64')],
  ])('is a compressed one with %s', (_, payload) => {
    for (const encoding of ['gzip+base64', 'sealed+gzip+base64']) {
      const delivery = readDelivery(JSON.stringify({ ...whole, encoding, payload }));
      expect(() => encryptedBodyOf(delivery) ?? contentOf(delivery)).toThrow(
        expect.objectContaining({ code: 'NOT_A_DELIVERY' }),
      );
    }
  });
});

describe('the group of a delivery', () => {
  it("is its order's, whatever characters the order's key has", () =>
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 300 }), (orderKey) => {
        expect(groupOf({ id: HEAD.id, orderKey })).toMatch(/^[0-9a-f]{64}$/);
        expect(groupOf({ id: HEAD.id, orderKey })).toBe(groupOf({ id: 'another', orderKey }));
      }),
    ));

  it('is its own where no order can be told', () => expect(groupOf({ id: HEAD.id })).toBe(HEAD.id));
});

describe('a message', () => {
  it('has an escape where SQS would refuse the character', () =>
    expect(writeMessage({ a: '\uFFFE', '\uFFFF': 1 })).toBe('{"a":"\\ufffe","\\uffff":1}'));
});

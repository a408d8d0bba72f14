import { NO_CLAIMS, trust } from '../../../webhook';
import { identify } from '../identify';

const WHOLE = { event_id: 'a7a26ff2', event_type: 'order.updated', data: { number: '100' } };

const identifyText = (text: string, account = 'acme', endpoint = 'one') =>
  identify({ verified: trust(text), claims: NO_CLAIMS, body: Buffer.from(text), account, endpoint });
const identifyValue = (value: unknown, account?: string, endpoint?: string) =>
  identifyText(JSON.stringify(value), account, endpoint);

describe('the identity of a Next Commerce delivery', () => {
  it('is the event, its id and the order', () => {
    expect(identifyValue(WHOLE)).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
      event: 'order.updated',
      orderKey: 'next-commerce:acme:100',
    });
  });

  it('is the same when its webhook sends the event again, to whichever endpoint of the store', () => {
    const again = {
      data: { number: '100', status: 'open' },
      event_type: 'order.updated',
      event_id: 'a7a26ff2',
    };
    expect(identifyValue(again, 'acme', 'two')).toEqual(identifyValue(WHOLE));
  });

  it('is another for another event, store, API version or webhook', () => {
    const ids = [
      identifyValue(WHOLE),
      identifyValue({ ...WHOLE, api_version: '2023-02-10' }),
      identifyValue({ ...WHOLE, api_version: '2024-04-01' }),
      identifyValue({ ...WHOLE, webhook: { id: 1 } }),
      identifyValue({ ...WHOLE, webhook: { id: 2 } }),
      identifyValue(WHOLE, 'acme-us'),
      identifyValue({ ...WHOLE, event_id: 'a7a26ff3' }),
    ].map(({ id }) => id);
    expect(new Set(ids).size).toBe(7);
  });

  it.each([
    ['missing', undefined],
    ['null', null],
    ['empty', ''],
    ['a number', 7],
    ['an object', { a: 'b' }],
  ])('is that of the bytes where the id is %s', (_, event_id) => {
    const payload = { ...WHOLE, event_id };
    const { id } = identifyValue(payload);
    expect(id).toBe(identifyValue(payload).id);
    expect(id).not.toBe(identifyValue({ ...payload, more: 1 }).id);
  });

  it.each([
    ['no JSON', '{"event_id"'],
    ['null', 'null'],
    ['a text', '"event_id"'],
    ['a list', '["event_id"]'],
    ['no data', '{"data":null}'],
    ['data of another type', '{"data":"number","event_type":["order.created"]}'],
    ['a number of another type', '{"data":{"number":100}}'],
    ['half a character in a number', '{"data":{"number":"10\\ud800"}}'],
    ['a number of 257 characters', `{"data":{"number":"${'7'.repeat(257)}"}}`],
    ['nested too deeply to be JSON', '['.repeat(100_000)],
  ])('tells no order of %s', (_, text) => {
    expect(identifyText(text)).toEqual({ id: expect.any(String), event: undefined, orderKey: undefined });
  });
});

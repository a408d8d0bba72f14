import { changesBetween } from '../../../infra/cli/console/changes';
import { hideEvent, hidePayload, layOut, toDocument } from '../../../infra/cli/console/document';
import { knownFrom, NOTHING } from '../../../infra/cli/dlq/mask-payload';
import { exampleEvent } from '../../support/example-event';

const show = (text: string) =>
  layOut(text, () => undefined).map(({ line }) => [line.depth, line.key, line.text]);

describe('a document', () => {
  it('has a line for each value and bracket, with every digit of a number', () => {
    expect(show('{"a": [1, 12345678901234567890], "b": {}}')).toEqual([
      [0, undefined, '{'],
      [1, 'a', '['],
      [2, undefined, '1'],
      [2, undefined, '12345678901234567890'],
      [1, undefined, ']'],
      [1, 'b', '{}'],
      [0, undefined, '}'],
    ]);
  });

  it('hides whole what is no JSON', () => {
    const [only] = layOut('<img src=x onerror=alert(1)>', () => undefined);
    expect(only?.line).toMatchObject({ kind: 'hidden', text: '[28 characters that are not JSON]' });
    expect(only?.revealed).toContain('onerror');
  });

  it('hides a key that may be personal itself', () => {
    expect(JSON.stringify(show('{"ann@example.com": 1}'))).not.toContain('ann');
  });

  it('marks an issue at its place, and one of what is missing at the place above', () => {
    const leaves = layOut('{"a": {"b": 1}}', () => undefined);
    const { lines } = toDocument(leaves, [
      { path: '/a/b', tone: 'bad', text: 'expected a string' },
      { path: '/a/c/d', tone: 'bad', text: 'is missing' },
    ]);
    expect(lines[2]?.marks).toEqual([{ tone: 'bad', text: 'expected a string' }]);
    expect(lines[1]?.marks).toEqual([{ tone: 'bad', text: '/c/d: is missing' }]);
  });

  it.each([
    ['many values', JSON.stringify(Array.from({ length: 500_000 }, (_, i) => i))],
    ['one long text', JSON.stringify('x'.repeat(5_000_000))],
    ['brackets in brackets', '['.repeat(100_000) + ']'.repeat(100_000)],
  ])('of 5 MB of %s is laid out as far as anybody reads', (_, text) => {
    const document = toDocument(layOut(text, () => undefined));
    expect(document.lines.length).toBeLessThanOrEqual(20_000);
    expect(JSON.stringify(document).length).toBeLessThan(2_000_000);
  });
});

describe('without what may be personal', () => {
  const event = exampleEvent();
  const text = JSON.stringify(event);

  it('an event shows what its classes call harmless, and names the class of the rest', () => {
    const lines = layOut(text, hideEvent(event));
    const at = (path: string) => lines.find((line) => line.path === path)?.line.text;
    expect(at('/metadata/id')).toBe(JSON.stringify(event.metadata.id));
    expect(at('/data/order/currency')).toBe(JSON.stringify(event.data.order.currency));
    for (const { line, path } of lines)
      if (/\/(?:email|phone|line1|firstName|lastName)$/.test(path))
        expect([path, line.kind]).toEqual([path, 'hidden']);
    expect(lines.some(({ line }) => line.kind === 'hidden')).toBe(true);
  });

  it('a payload shows what its event shows too, and without an event what its fields are called for', () => {
    const payload = JSON.stringify({
      note: event.data.order.currency,
      mail: 'ann@example.com',
      big: 12345678901234567890n.toString(),
    });
    const withEvent = layOut(payload, hidePayload(knownFrom(event))).map(({ line }) => line.text);
    expect(withEvent).toEqual([
      '{',
      JSON.stringify(event.data.order.currency),
      '[a string]',
      '[a string]',
      '}',
    ]);
    const alone = layOut(payload, hidePayload(NOTHING)).map(({ line }) => line.text);
    expect(alone).toEqual(['{', '[a string]', '[a string]', '[a string]', '}']);
    const named = layOut('{"currency": "EUR", "address": {"code": "a"}}', hidePayload(NOTHING));
    expect(named.map(({ line }) => line.text)).toEqual(['{', '"EUR"', '{', '[a string]', '}', '}']);
  });

  it('two events show which fields differ, and of personal ones only that', () => {
    const later = structuredClone(event) as typeof event & {
      data: { order: { customer?: object; currency: string } };
    };
    later.data.order.customer = { kind: 'person', firstName: 'Ann' };
    later.data.order.currency = 'XXX';
    const changes = changesBetween(text, JSON.stringify(later));
    expect(changes).toContainEqual({
      path: '/order/currency',
      before: JSON.stringify(event.data.order.currency),
      after: '"XXX"',
    });
    expect(changes.find(({ path }) => path === '/order/customer/firstName')?.after).toBe('[personal]');
    expect(JSON.stringify(changes)).not.toContain('Ann');
    expect(changesBetween(text, text)).toEqual([]);
  });
});

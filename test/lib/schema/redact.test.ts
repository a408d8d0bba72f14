import * as v from 'valibot';
import { OrderEvent } from '../../../lib/order/order-event';
import { flag, free, text } from '../../../lib/order/personal-data';
import { type SchemaNode as Node, nodeOf } from '../../../lib/schema/node';
import { mapByClass, redact } from '../../../lib/schema/redact';

describe('redaction by personal-data class', () => {
  const Person = v.strictObject({
    id: text('none'),
    email: v.optional(text('contact')),
    addresses: v.optional(v.array(v.strictObject({ city: text('address'), country: text('none') }))),
    notes: v.optional(free('personal')),
    keys: v.optional(v.record(v.string(), text('payment'))),
    test: flag(),
  });

  it('shows what tells nothing about a person, and of everything else only the class', () => {
    const person = {
      id: '7',
      email: 'zoe@example.com',
      addresses: [{ city: 'Leipzig', country: 'DE' }],
      notes: { any: ['thing'] },
      keys: { card: '4242' },
      test: false,
    };
    expect(redact(Person, person)).toEqual({
      id: '7',
      email: '[contact]',
      addresses: [{ city: '[address]', country: 'DE' }],
      notes: '[personal]',
      keys: { card: '[payment]' },
      test: false,
    });
  });

  it.each([
    [{ id: '7', test: true, extra: { deep: 'zoe@example.com' } }],
    [{ id: '7', test: true, constructor: 'zoe@example.com' }],
    [{ id: '7', test: true, addresses: 'zoe@example.com' }],
    [{ id: '7', test: true, addresses: ['zoe@example.com'] }],
    ['zoe@example.com'],
  ])('shows nothing that the schema does not know: %j', (value) => {
    const shown = JSON.stringify(redact(Person, value));
    expect(shown).toContain('[unknown]');
    expect(shown).not.toContain('zoe@example.com');
  });

  it('leaves absent fields absent', () => {
    expect(redact(Person, { id: '7', test: true, email: undefined })).toEqual({ id: '7', test: true });
  });
});

describe('the canonical schema', () => {
  it('gives every field a personal-data class', () => {
    const places = placesOf(nodeOf(OrderEvent), '');
    expect(places.length).toBeGreaterThan(200);
    expect(places.filter((place) => place.endsWith(': no class'))).toEqual([]);
  });

  it('hides free fields whole', () => {
    const seen: unknown[] = [];
    mapByClass(
      OrderEvent,
      { data: { unmapped: { '/email': { at: 'zoe@example.com' } } } },
      (personalData) => {
        seen.push(personalData);
        return personalData;
      },
    );
    expect(seen).toEqual(['personal']);
  });
});

/** Every scalar and free place of a schema, with its class. */
function placesOf(node: Node, path: string): string[] {
  const { wrapped, entries, item, value } = node;
  if (wrapped) return placesOf(wrapped, path);
  if (entries) return Object.entries(entries).flatMap(([key, child]) => placesOf(child, `${path}/${key}`));
  const child = item ?? value;
  if (child) return placesOf(child, `${path}/*`);
  const { personalData } = v.getMetadata(node as unknown as v.GenericSchema) as { personalData?: string };
  return [`${path}: ${personalData ?? 'no class'}`];
}

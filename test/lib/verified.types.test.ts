import type { Delivery } from '../../lib/delivery';
import { contentOf, writeDelivery } from '../../lib/delivery';
import type { Verification } from '../../lib/provider';
import { trust, type Verified } from '../../lib/webhook';

/** `tsc` reads these: each line that must not compile is expected not to. */
function typesOnly(
  head: Omit<Delivery, 'v' | 'encoding' | 'payload'>,
  delivery: Delivery,
  bytes: Uint8Array,
) {
  // @ts-expect-error A text that nobody verified is not trusted.
  const fromText: Verified = '{}';
  // @ts-expect-error Nor are bytes.
  const fromBytes: Verified = bytes;
  // @ts-expect-error A verification holds verified text, not just any.
  const verification: Verification = { key: 0, verified: '{}' };
  // @ts-expect-error Only verified text is written as a readable delivery.
  const message = writeDelivery(head, { verified: '{}' });
  return [fromText, fromBytes, verification, message, contentOf(delivery) satisfies Verified];
}

it('trusts text only where `trust` says so', () => {
  expect(typesOnly).toBeInstanceOf(Function);
  expect(trust(Buffer.from('{"ä":1}'))).toBe('{"ä":1}');
  expect(trust(Uint8Array.of(0xff))).toEqual(Uint8Array.of(0xff));
});

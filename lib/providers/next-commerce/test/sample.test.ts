import { kit } from '..';

it.each([
  [1, 8_000],
  [10, 24_000],
  [100, 184_000],
])('writes full orders as large as real ones: %i lines, about %i bytes', (lines, bytes) => {
  const payload = kit.write({ event: 'order.updated', account: 'acme', order: 1_000_000, lines, full: true });
  const size = Buffer.byteLength(JSON.stringify(payload));
  expect(size / bytes).toBeGreaterThan(0.9);
  expect(size / bytes).toBeLessThan(1.1);
});

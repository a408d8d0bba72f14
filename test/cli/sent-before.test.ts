import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acceptedBefore } from '../../infra/cli/sent-before';

const MINUTE = 60_000;
let file = '';
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'order-events-')), 'cache', 'sent.json');
});

it('remembers for five minutes that a delivery was accepted, counted from the first', () => {
  expect(acceptedBefore(file, 'here one', 0)).toBeUndefined();
  expect(acceptedBefore(file, 'here one', 2 * MINUTE)).toBe(2 * MINUTE);
  expect(acceptedBefore(file, 'here one', 5 * MINUTE - 1)).toBe(5 * MINUTE - 1);
  expect(acceptedBefore(file, 'here one', 5 * MINUTE)).toBeUndefined();
});

it('tells another delivery and another address apart', () => {
  acceptedBefore(file, 'here one', 0);
  expect(acceptedBefore(file, 'here two', 1)).toBeUndefined();
  expect(acceptedBefore(file, 'there one', 1)).toBeUndefined();
  expect(acceptedBefore(file, 'here one', 1)).toBe(1);
});

it.each(['', '{', '[]', '{"here one":"then"}'])('begins anew where the file holds %j', (content) => {
  acceptedBefore(file, 'here one', 0);
  writeFileSync(file, content);
  expect(acceptedBefore(file, 'here one', 1)).toBeUndefined();
});

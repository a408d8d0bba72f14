import { UsageError } from '../../infra/cli/exit';
import { parseAge, readWhen } from '../../infra/cli/when';

const NOW = Date.parse('2026-11-25T08:00:00Z');

it.each([
  ['2h', '2026-11-25T06:00:00.000Z'],
  ['02:14', '2026-11-25T02:14:00.000Z'],
  ['08:00', '2026-11-25T08:00:00.000Z'],
  ['22:30:15', '2026-11-24T22:30:15.000Z'],
  ['2026-11-20', '2026-11-20T00:00:00.000Z'],
  ['2026-11-20T02:14', '2026-11-20T02:14:00.000Z'],
  ['2026-11-20 02:14:09', '2026-11-20T02:14:09.000Z'],
  ['2026-11-20T02:14:09.500Z', '2026-11-20T02:14:09.500Z'],
])('reads %s', (text, time) => {
  expect(new Date(readWhen('since', text, NOW)).toISOString()).toBe(time);
});

it.each(['yesterday', '25:00', '2026-13-01', '2026-11-20T02:14+01:00', '2', ''])('refuses %j', (text) => {
  expect(() => readWhen('since', text, NOW)).toThrow(UsageError);
  expect(() => readWhen('since', text, NOW)).toThrow(`--since ${text}: expected an age such as 2h`);
});

describe('ages', () => {
  it.each([
    ['90s', 90_000],
    ['5m', 300_000],
    ['1.5h', 5_400_000],
    ['3d', 3 * 86_400_000],
    ['1w', 7 * 86_400_000],
    ['10', undefined],
    ['1 h', undefined],
  ])('reads %s', (text, milliseconds) => expect(parseAge(text)).toBe(milliseconds));
});

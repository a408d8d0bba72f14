import { keeps, type Limit, type Row } from './row';

const WIDTHS = [58, 10, 9, 10, 8, 9, 9] as const;

export const heading = (): string =>
  line(['', 'value', 'unit', 'baseline', 'ratio', 'gate', 'goal']) +
  line(WIDTHS.map((width) => '─'.repeat(width)));

/** `✓` the goal is reached, `·` the gate is kept, `✗` it is not. */
export function lineOf(row: Row): string {
  const { name, value, unit, baseline, ratio, gate, goal, ok } = row;
  const mark = !ok ? '✗' : keeps(row, goal) ? '✓' : '·';
  const cells = [number(value), unit, number(baseline), number(ratio), limit(gate), limit(goal)];
  return line([gate || goal ? `${mark} ${name}` : `  ${name}`, ...cells]);
}

const line = (cells: readonly string[]): string =>
  `${cells
    .map((cell, i) => (i === 0 || i === 2 ? cell.padEnd(WIDTHS[i] ?? 0) : cell.padStart(WIDTHS[i] ?? 0)))
    .join(' ')
    .trimEnd()}\n`;

function number(value: number | null): string {
  if (value === null) return '';
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

const limit = (of: Limit | null): string =>
  of === null ? '' : 'atMost' in of ? `≤ ${of.atMost}` : `≥ ${of.atLeast}`;

/** One line of the benchmark. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the value is held against, in the same unit; `null` where it stands for itself. */
  readonly baseline: number | null;
  readonly ratio: number | null;
  /** What binds; `null` where a row only informs. */
  readonly gate: Limit | null;
  /** Where we are going. */
  readonly goal: Limit | null;
  /** Whether the ratio, or the value where there is none, keeps the gate. */
  readonly ok: boolean;
}

export type Limit = { readonly atMost: number } | { readonly atLeast: number };

export interface Judged extends Partial<Pick<Row, 'baseline' | 'ratio' | 'gate' | 'goal'>> {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** Completes a row and judges it. */
export function rowOf({ baseline = null, ratio = null, gate = null, goal = null, ...rest }: Judged): Row {
  const row = { ...rest, baseline, ratio, gate, goal, ok: true };
  return { ...row, ok: keeps(row, gate) };
}

/** Whether a row is within a limit; no limit is always kept. */
export function keeps({ value, ratio }: Pick<Row, 'value' | 'ratio'>, limit: Limit | null): boolean {
  const judged = ratio ?? value;
  if (!limit) return true;
  return 'atMost' in limit ? judged <= limit.atMost : judged >= limit.atLeast;
}

/** What a benchmark file exports as `rows`. */
export type Rows = (options: BenchOptions) => Promise<readonly Row[]>;

export interface BenchOptions {
  /** Also what takes minutes. */
  readonly full: boolean;
}

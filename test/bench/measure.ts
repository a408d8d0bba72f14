/** Work on one of many prepared items, chosen by its index. */
export type Side = (index: number) => unknown;

export interface Measured {
  /** Microseconds of CPU for one item: the median of the rounds. */
  readonly micros: number;
  readonly rounds: readonly number[];
}

export interface MeasureOptions {
  /** How many items there are. */
  readonly items: number;
  /** How long it takes altogether, about. */
  readonly milliseconds?: number;
  readonly rounds?: number;
}

/**
 * Measures several ways to do the same. Each round goes through all of them, in turning order, so that whatever
 * else happens on the machine happens to all; each pass takes every item, so that none is hot. What is measured is
 * this process's CPU time, garbage collection and compilation included: others on the machine do not count.
 */
export async function measure<Name extends string>(
  sides: Readonly<Record<Name, Side>>,
  { items, milliseconds = 5_000, rounds = 15 }: MeasureOptions,
): Promise<Record<Name, Measured>> {
  const names = Object.keys(sides) as Name[];
  const passes: number[] = [];
  for (const name of names) {
    const pass = await warmUp(sides[name], items, (milliseconds * 0.5) / names.length);
    passes.push(Math.max(1, Math.round((milliseconds * 0.5) / names.length / rounds / pass)));
  }
  const micros = names.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const i = (round + turn) % names.length;
      const count = passes[i] as number;
      const spent = await time(sides[names[i] as Name], items, count);
      micros[i]?.push((spent * 1_000) / (items * count));
    }
  }
  const measured = names.map((name, i) => [
    name,
    { micros: median(micros[i] ?? []), rounds: micros[i] ?? [] },
  ]);
  return Object.fromEntries(measured) as Record<Name, Measured>;
}

/** How many times as long `a` takes as `b`: the median over the rounds, in each of which one followed the other. */
export const ratioOf = (a: Measured, b: Measured): number =>
  median(a.rounds.map((micros, round) => micros / (b.rounds[round] as number)));

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The text in one piece, as whoever reads it will need it: the engine keeps joined texts apart until then. */
export const wholeText = (text: string): number => Buffer.byteLength(text);

/** Where results go, so that no compiler finds out that nobody reads them. */
export const sink: { last: unknown } = { last: undefined };

/** Milliseconds of CPU for so many passes through all items. */
async function time(side: Side, items: number, passes: number): Promise<number> {
  const before = process.cpuUsage();
  for (let pass = 0; pass < passes; pass++)
    for (let i = 0; i < items; i++) {
      const result = side(i);
      sink.last = result instanceof Promise ? await result : result;
    }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** Gives the compiler its time, which would count as the work's; then the milliseconds of one pass. */
async function warmUp(side: Side, items: number, milliseconds: number): Promise<number> {
  let spent = 0;
  let last = 0;
  do {
    last = await time(side, items, 1);
    spent += last;
  } while (spent < milliseconds);
  return last;
}

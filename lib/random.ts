/** Numbers that look random and are the same on every run and every machine (mulberry32): for what is made up. */
export interface Random {
  /** From 0 to `below`, without it. */
  whole(below: number): number;
  pick<T>(items: readonly T[]): T;
  /** So many hexadecimal digits. */
  hex(digits: number): string;
}

/** @param seed a whole number: the same one makes the same numbers */
export function createRandom(seed: number): Random {
  let state = Math.imul(seed + 1, 0x9e3779b9);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (below: number) => Math.floor(next() * below);
  return {
    whole,
    pick: <T>(items: readonly T[]) => items[whole(items.length)] as T,
    hex: (digits) => Array.from({ length: digits }, () => whole(16).toString(16)).join(''),
  };
}

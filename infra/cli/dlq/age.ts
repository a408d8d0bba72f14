const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;
type Unit = keyof typeof UNITS;

/** Milliseconds of `90s`, `5m`, `2h`, `3d` or `1w`; undefined for anything else. */
export function parseAge(text: string): number | undefined {
  const [, count, unit] = /^(\d+(?:\.\d+)?)([smhdw])$/.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * UNITS[unit as Unit];
}

/** The age in its largest whole unit: `47s`, `12m`, `3h`, `9d`. */
export function printAge(milliseconds: number): string {
  const units = ['d', 'h', 'm'] as const;
  const unit = units.find((one) => milliseconds >= UNITS[one]) ?? 's';
  return `${Math.max(0, Math.floor(milliseconds / UNITS[unit]))}${unit}`;
}

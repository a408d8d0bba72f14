import { nextOrder } from './payloads-next';
import { phasioOrder } from './payloads-phasio';

/** How many lines the measured orders have. */
export const LINE_COUNTS = [1, 10, 100, 1_000] as const;

/** Made-up payloads of one provider, each different from the others, the same on every run. */
export interface Source {
  readonly provider: string;
  /** The provider's word, where its payload does not say it. */
  readonly event?: string;
  /** Short name for rows: `next-10` is an order of ten lines. */
  readonly short: string;
  payload(lines: number, seed: number): unknown;
}

export const SOURCES: readonly Source[] = [
  { provider: 'next-commerce', short: 'next', payload: nextOrder },
  { provider: 'phasio', short: 'phasio', event: 'ORDER', payload: phasioOrder },
];

/** `count` different payloads as they are sent. */
export const payloadTexts = ({ payload }: Source, lines: number, count: number, firstSeed = 0): string[] =>
  Array.from({ length: count }, (_, i) => JSON.stringify(payload(lines, firstSeed + i)));

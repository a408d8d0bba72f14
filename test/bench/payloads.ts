import { providers } from '../../lib/providers';
import { kitOf } from '../../lib/providers/kits';

/** How many lines the measured orders have. */
export const LINE_COUNTS = [1, 10, 100, 1_000] as const;

/** The tenant of every measured order. */
export const ACCOUNT = 'acme';

/** Made-up payloads of one provider, each different from the others, the same on every run. */
export interface Source {
  readonly provider: string;
  /** The provider's word. */
  readonly event: string;
  /** Short name for rows: `next-10` is an order of ten lines. */
  readonly short: string;
  payload(lines: number, seed: number): unknown;
}

const FIRST_ORDER = 1_000_000;

export const SOURCES: readonly Source[] = providers.map((provider) => {
  const { endpoints, write } = kitOf(provider);
  const [endpoint] = Object.values(endpoints);
  const event = endpoint?.event ?? (Object.keys(provider.events)[0] as string);
  return {
    provider: provider.name,
    event,
    short: provider.name.replace(/-.*/, ''),
    payload: (lines, seed) =>
      write({ event, account: ACCOUNT, order: FIRST_ORDER + seed, lines, full: true }),
  };
});

/** `count` different payloads as they are sent. */
export const payloadTexts = ({ payload }: Source, lines: number, count: number, firstSeed = 0): string[] =>
  Array.from({ length: count }, (_, i) => JSON.stringify(payload(lines, firstSeed + i)));

interface Variant {
  readonly providers: readonly string[];
  readonly context: Readonly<Record<string, unknown>>;
}

/** The stacks that tests read. The names are not those of real providers: nothing in infra/ knows one. */
export const VARIANTS = {
  plain: { providers: ['acme', 'shop'], context: {} },
  // The command line knows text only.
  full: {
    providers: ['acme', 'shop'],
    context: {
      subscriber: 'true',
      alarmEmail: 'oncall@example.com',
      requestsPerSecond: '50',
      requestBurst: '80',
    },
  },
  three: { providers: ['acme', 'shop-twelve', 'third'], context: {} },
  halfAnHour: { providers: ['acme'], context: { retryForHours: '0.5' } },
} satisfies Record<string, Variant>;

export type VariantName = keyof typeof VARIANTS;

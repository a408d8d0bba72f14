import everySetting from '../../.ci/every-setting.json';
import type { Settings } from '../../infra/stack/settings';

/** The stacks that tests read. The names are not those of real providers: nothing in infra/ knows one. */
export const VARIANTS = {
  plain: { providers: ['acme', 'shop'] },
  full: {
    providers: ['acme', 'shop'],
    subscriber: true,
    alarmEmail: 'oncall@example.com',
    requestsPerSecond: 50,
    requestBurst: 80,
  },
  /** Every setting, each with another value than its default; those of the file are synthesised with validation too. */
  every: {
    ...everySetting,
    logDays: 365,
    providers: ['acme', 'shop'],
    silenceAfterHours: { acme: 12 },
  },
  three: { providers: ['acme', 'shop-twelve', 'third'] },
  halfAnHour: { providers: ['acme'], retryForHours: 0.5 },
} satisfies Record<string, Settings>;

export type VariantName = keyof typeof VARIANTS;

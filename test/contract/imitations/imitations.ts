import { join } from 'node:path';
import type { Facts } from '../facts';
import type { Fixture } from '../fixtures';
import { outcomeOf } from '../outcome';
import { circumstancesOf } from '../signing';
import type { Subject } from '../subject';
import { encrypted } from './encrypted';
import { form } from './form';
import { headerTopic } from './header-topic';
import { publicKey } from './public-key';
import type { Imitation } from './shop';
import { standardWebhooks } from './standard-webhooks';
import { timestamped } from './timestamped';

/** The imitation with its cases. Their outcomes are those of the imitation itself; the facts are written by hand. */
function toSubject({ provider, write }: Imitation): Subject {
  const [placed = '', changed = ''] = Object.keys(provider.events);
  return {
    provider,
    write,
    readme: join(__dirname, 'README.md'),
    fixtures: CASES.map(({ name, isChange, fields, facts }): Fixture => {
      const event = isChange ? changed : placed;
      const payload = JSON.stringify({ ...write({ event, account: 'acme', order: 7, step: 0 }), ...fields });
      const circumstances = circumstancesOf(provider, event, payload);
      return { name, payload, circumstances, facts, expected: outcomeOf(provider, payload, circumstances) };
    }),
  };
}

interface Case {
  readonly name: string;
  /** Of the second event of the shop. */
  readonly isChange?: true;
  /** In the place of what the shop writes. */
  readonly fields?: object;
  readonly facts?: Facts;
}

/** What becomes of an order of the shop. */
const CASES: readonly Case[] = [
  {
    name: 'placed',
    facts: {
      total: '119.00 EUR',
      tax: '19.00 EUR',
      taxRate: '19 %',
      ordered: '2026-05-04T10:00:00+02:00',
      changed: '2026-05-04T08:00:00Z',
      status: 'open',
      payment: 'pending',
      test: false,
      pieces: 2,
      sums: ['total = totalExclTax + tax'],
    },
  },
  {
    name: 'finished',
    isChange: true,
    fields: { payment: 'REFUNDED', state: 'finished', changed_at: '2026-05-05T00:30:00-05:00' },
    facts: { status: 'completed', payment: 'refunded', changed: '2026-05-05T05:30:00Z' },
  },
  {
    name: 'cancelled',
    isChange: true,
    fields: { state: 'called_off' },
    facts: { status: 'cancelled', total: '119.00 EUR' },
  },
  { name: 'of-a-test', fields: { test: true }, facts: { test: true } },
  // In binary fractions 1.015 × 100 is less than 101.5.
  { name: 'float-artefact', fields: { tax: 1.015 }, facts: { tax: '1.02 EUR' } },
  { name: 'unknown-fields', fields: { weather: 'fine', tokens: { card_token: 'tok' }, token: 'tok' } },
  { name: 'no-order', fields: { number: null } },
  { name: 'of-another-shop', fields: { shop: 'globex' } },
];

export const IMITATIONS: readonly Subject[] = [
  timestamped,
  standardWebhooks,
  headerTopic,
  publicKey,
  form,
  encrypted,
].map(toSubject);

/** The imitation of that name. */
export function imitationNamed(name: string): Subject {
  const imitation = IMITATIONS.find(({ provider }) => provider.name === name);
  if (!imitation) throw new Error(`there is no imitation ${name}`);
  return imitation;
}

import type { OrderEvent } from '../../lib/order/order-event';
import { orderReadersOf } from '../support/order-event';
import type { Check } from './check';
import { factsIn } from './facts';
import { isOrder, outcomeOf } from './outcome';
import { readReadmeAt } from './readme';
import type { Subject } from './subject';

/** The facts: what a person read in the payloads. */
export function factChecks({ provider, fixtures, readme }: Subject): readonly Check[] {
  const whole = fixtures.filter(({ expected }) => isOrder(expected));
  const expectedOf = whole.map(({ expected }) => expected as OrderEvent);
  return [
    {
      name: 'tells each fact that somebody read in a payload',
      run() {
        for (const { name, payload, circumstances, facts } of whole) {
          if (!facts) continue;
          const outcome = outcomeOf(provider, payload, circumstances) as OrderEvent;
          expect({ [name]: factsIn(outcome, facts) }).toEqual({ [name]: facts });
        }
      },
    },
    {
      name: 'has facts that were read by hand for a case of each of its events',
      run() {
        const read = whole
          .filter(({ facts = {} }) => Object.keys(facts).length > 1)
          .map(({ expected }) => (expected as OrderEvent).metadata.event);
        const words = orderReadersOf(provider.events).map(([event]) => event);
        expect([...new Set(read)].sort()).toEqual(words.sort());
      },
    },
    {
      name: 'has a case for each sum of its README, and no other sum',
      run() {
        const summed = whole.flatMap(({ facts = {} }) => facts.sums ?? []);
        expect([...new Set(summed)].sort()).toEqual([...readReadmeAt(readme).sums].sort());
      },
    },
    {
      name: 'has a case of a cancelled order and of a test order, where it knows them',
      run() {
        const { words, mapped } = readReadmeAt(readme);
        const cancels = words.some(
          ({ target, words: meanings }) =>
            target === '/data/order/status/order' && Object.values(meanings).includes('cancelled'),
        );
        const tests = mapped.some(({ targets }) => targets.includes('/metadata/test'));
        const cancelled = expectedOf.some(({ data }) => data.order.status?.order?.value === 'cancelled');
        const tested = expectedOf.some(({ metadata }) => metadata.test);
        expect({ cancelled, tested }).toEqual({ cancelled: cancels, tested: tests });
      },
    },
  ];
}

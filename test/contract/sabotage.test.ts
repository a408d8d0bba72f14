import { provider as phasio } from '../../lib/providers/phasio';
import { leavesOf, lostLeaves } from '../support/leaves';
import type { Check } from './check';
import { contractOf } from './contract';
import { fixturesOf } from './fixtures';
import { FLAWED_READINGS, forgetting } from './flawed-readings';
import { FLAWED_SEALS } from './flawed-signatures';
import { outcomeOf, withoutId } from './outcome';

const FLAWED = [...FLAWED_SEALS, ...FLAWED_READINGS];

/** Enough of the cases for every check to have something to hold on to. */
const CASES = /^(?:documentation|float|quote-converted|unknown-fields|not-json)/;
/** Without these there is no order, and so no event. */
const NEEDED = ['/orderId', '/pricing/currency'];

const fixtures = fixturesOf(phasio.name).filter(({ name }) => CASES.test(name));

describe('the contract', () => {
  it('has nothing to say about an honest provider', () =>
    expect(failing(contractOf(phasio, fixtures))).toEqual([]));

  it.each(FLAWED)('catches one that $flaw', ({ provider, caughtBy }) => {
    const checks = contractOf(provider, fixtures).filter(({ name }) => caughtBy.includes(name));
    expect(failing(checks).sort()).toEqual([...caughtBy].sort());
  });

  it('has no check that catches nothing', () => {
    const caught = new Set(FLAWED.flatMap(({ caughtBy }) => caughtBy));
    const idle = contractOf(phasio, fixtures)
      .map(({ name }) => name)
      .filter((name) => !caught.has(name) && !name.startsWith('makes of'));
    expect(idle).toEqual([]);
  });
});

describe('the account of the leaves', () => {
  const payload: unknown = JSON.parse(
    fixtures.find(({ name }) => name === 'documentation-example')?.payload ?? '',
  );
  const dispensable = leavesOf(payload).filter(({ pointer }) => !NEEDED.includes(pointer));

  it.each(dispensable)('misses $pointer where a mapping forgets it', ({ pointer }) => {
    const provider = forgetting(pointer);
    const outcome = (it: unknown) => withoutId(outcomeOf(provider, JSON.stringify(it)));
    expect(lostLeaves(payload, [], outcome)).toEqual([pointer]);
  });
});

function failing(checks: readonly Check[]): string[] {
  return checks.filter(({ run }) => fails(run)).map(({ name }) => name);
}

function fails(run: () => void): boolean {
  try {
    run();
    return false;
  } catch {
    return true;
  }
}

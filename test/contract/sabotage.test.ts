import { leavesOf, lostLeaves } from '../support/leaves';
import type { Check } from './check';
import { contractOf } from './contract';
import { FLAWED_READINGS, forgetting } from './flawed-readings';
import { FLAWED_SIGNATURES } from './flawed-signatures';
import { IMITATIONS } from './imitations/imitations';
import { outcomeOf, withoutId } from './outcome';

const FLAWED = [...FLAWED_SIGNATURES, ...FLAWED_READINGS];

/** Without the first two there is no order, and so no event; the third is read before the reader is chosen. */
const NEEDED = ['/number', '/currency', '/event'];

describe('the contract', () => {
  it.each(FLAWED)('catches a provider that $flaw', ({ subject, caughtBy }) => {
    const checks = contractOf(subject).filter(({ name }) => caughtBy.includes(name));
    expect(failing(checks).sort()).toEqual([...caughtBy].sort());
  });

  it('has no check that catches nothing', () => {
    const caught = new Set(FLAWED.flatMap(({ caughtBy }) => caughtBy));
    const idle = IMITATIONS.flatMap(contractOf)
      .map(({ name }) => name)
      .filter((name) => !caught.has(name) && !name.startsWith('makes of'));
    expect([...new Set(idle)]).toEqual([]);
  });
});

describe('the account of the leaves', () => {
  const [fixture] = IMITATIONS[0]?.fixtures ?? [];
  const payload: unknown = JSON.parse(fixture?.payload ?? '{}');
  const dispensable = leavesOf(payload).filter(({ pointer }) => !NEEDED.includes(pointer));

  it.each(dispensable)('misses $pointer where a mapping forgets it', ({ pointer }) => {
    const provider = forgetting(pointer);
    const outcome = (it: unknown) =>
      withoutId(outcomeOf(provider, JSON.stringify(it), fixture?.circumstances));
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

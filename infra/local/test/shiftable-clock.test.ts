import { createShiftableClock } from '../shiftable-clock';

describe('a clock that can be moved', () => {
  it('runs what became due, in its order, and nothing else', () => {
    const clock = createShiftableClock();
    const ran: string[] = [];
    clock.after(3_600_000, () => ran.push('hour'));
    clock.after(60_000, () => ran.push('minute'));
    clock.after(120_000, () => ran.push('cancelled'))();
    clock.after(86_400_000, () => ran.push('day'));
    clock.advance(6 * 3_600_000);
    expect(ran).toEqual(['minute', 'hour']);
    clock.advance(86_400_000);
    expect(ran).toEqual(['minute', 'hour', 'day']);
  });

  it('is ahead of the machine by what it was moved', () => {
    const clock = createShiftableClock();
    clock.advance(1000);
    clock.advance(500);
    expect(clock.now() - Date.now()).toBeGreaterThanOrEqual(1499);
    expect(clock.now() - Date.now()).toBeLessThanOrEqual(1500);
  });

  it('goes on by itself', async () => {
    const clock = createShiftableClock();
    clock.advance(1000);
    await new Promise<void>((resolve) => {
      clock.after(1, resolve);
      // The clock keeps no process alive, so something else has to.
      setTimeout(() => {}, 1000).unref();
    });
  });

  it('waits longer than a timer can', () => {
    const clock = createShiftableClock();
    let ran = false;
    const cancel = clock.after(30 * 86_400_000, () => {
      ran = true;
    });
    clock.advance(29 * 86_400_000);
    expect(ran).toBe(false);
    clock.advance(86_400_000);
    expect(ran).toBe(true);
    cancel();
  });

  it.each([-1, 1e300, Number.POSITIVE_INFINITY, Number.NaN])(
    'does not move by %p, and stays as it was',
    (milliseconds) => {
      const clock = createShiftableClock();
      expect(() => clock.advance(milliseconds)).toThrow(RangeError);
      expect(clock.now() - Date.now()).toBeLessThan(1000);
    },
  );
});

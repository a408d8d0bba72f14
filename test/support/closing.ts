const open = new Set<() => unknown>();

/**
 * Sees to it that what was opened is closed at the end of the test file, also where a test failed or ran out of time:
 * one server left open keeps Jest from ending.
 *
 * @returns the same, for a test that closes earlier; it is done once
 */
export function closing(close: () => Promise<void> | void): () => Promise<void> {
  open.add(close);
  return async () => {
    if (open.delete(close)) await close();
  };
}

// Benchmarks use the same helpers without Jest, and close by themselves.
if (typeof afterAll === 'function')
  afterAll(async () => {
    const all = [...open].reverse();
    open.clear();
    await Promise.all(all.map((close) => close()));
  });

/**
 * The fewest steps that still fail: takes away ever smaller runs of steps, as long as what is left fails.
 * @param fails whether these steps end in a violation
 */
export async function shrink(
  steps: readonly number[],
  fails: (steps: readonly number[]) => Promise<boolean>,
): Promise<readonly number[]> {
  let left = steps;
  for (let size = Math.ceil(left.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let start = 0; start < left.length; ) {
      const fewer = [...left.slice(0, start), ...left.slice(start + size)];
      if (await fails(fewer)) left = fewer;
      else start += size;
    }
  return left;
}

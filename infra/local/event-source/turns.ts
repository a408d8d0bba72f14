/** Lets one at a time go on; each passes its turn, once, to whoever waits longest. */
export function createTurns(): { take(): Promise<() => void> } {
  const waiting: (() => void)[] = [];
  let taken = false;
  return {
    async take() {
      if (taken) await new Promise<void>((resolve) => waiting.push(resolve));
      taken = true;
      let passed = false;
      return () => {
        if (passed) return;
        passed = true;
        const next = waiting.shift();
        if (next) next();
        else taken = false;
      };
    },
  };
}

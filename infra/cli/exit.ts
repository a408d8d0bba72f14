/** Something that the person at the keyboard can mend: shown as one line, without a stack. */
export class UsageError extends Error {}

/** Runs a command; a usage error ends it with 2, any other error with 1. */
export async function runCommand(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    const usage = error instanceof UsageError;
    process.stderr.write(`${usage || !(error instanceof Error) ? (error as Error).message : error.stack}\n`);
    process.exitCode = usage ? 2 : 1;
  }
}

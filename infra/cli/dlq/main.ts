import { providers } from '../../../lib/providers';
import { realClock } from '../clock';
import { localStackFile } from '../paths';
import { createTerminal } from '../terminal';
import { INTERRUPTED, run } from './run';

// The SDK's releases of 2027 need Node.js 22; ours is pinned before them.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const interruption = new AbortController();

/** The first time it ends in good order; the second time at once, and dead letters are visible again in two minutes. */
function interrupt(): void {
  if (interruption.signal.aborted) process.exit(INTERRUPTED);
  interruption.abort();
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
// `… | head` has read enough; what is leased has to be released all the same.
process.stdout.on('error', () => interruption.abort());

// The clock's timers do not keep the process alive; a command that waits for another has nothing else.
const alive = setInterval(() => {}, 60_000);

void run(process.argv.slice(2), {
  terminal: createTerminal(process, interrupt),
  env: process.env,
  localFile: localStackFile(process.env.AWS_PORT ?? 4566),
  providers,
  clock: realClock,
  signal: interruption.signal,
}).then((code) => {
  clearInterval(alive);
  process.exitCode = code;
});

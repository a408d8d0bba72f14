import { providers } from '../../../lib/providers';
import { localStackFile } from '../paths';
import { createTerminal } from '../terminal';
import { createGet } from './api';
import { run } from './run';

// The SDK's releases of 2027 need Node.js 22; ours is pinned before them.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const interruption = new AbortController();
const interrupt = () => interruption.abort();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt);

void run(process.argv.slice(2), {
  terminal: createTerminal(process, interrupt),
  env: process.env,
  localFile: localStackFile(process.env.AWS_PORT ?? 4566),
  providers,
  now: Date.now,
  signal: interruption.signal,
  get: createGet(),
}).then((code) => {
  process.exitCode = code;
});

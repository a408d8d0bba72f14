import { localStackFile } from '../paths';
import { createTerminal } from '../terminal';
import { run } from './run';

// The SDK's releases of 2027 need Node.js 22; ours is pinned before them.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort());

void run(process.argv.slice(2), {
  terminal: createTerminal(process, () => ending.abort()),
  env: process.env,
  localFile: localStackFile(process.env.AWS_PORT ?? 4566),
  now: Date.now,
  signal: ending.signal,
}).then((code) => {
  process.exitCode = code;
});

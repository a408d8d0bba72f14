import { localStackFile } from '../paths';
import { createTerminal } from '../terminal';
import { run } from './run';

// The SDK's releases of 2027 need Node.js 22; ours is pinned before them.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

// It changes nothing, so it ends at once.
const interrupt = () => process.exit(130);
process.once('SIGINT', interrupt);

void run(process.argv.slice(2), {
  terminal: createTerminal(process, interrupt),
  env: process.env,
  localFile: localStackFile(process.env.AWS_PORT ?? 4566),
  now: Date.now,
}).then((code) => {
  process.exitCode = code;
});

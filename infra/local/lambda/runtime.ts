import { parentPort, workerData } from 'node:worker_threads';
import { guardConnections } from '../guard';
import type { FunctionError } from './definition';
import { loadHandler } from './load-handler';
import type { InvokeMessage, SandboxData, SandboxMessage } from './messages';
import { runtimeError } from './runtime-error';
import { shiftTime } from './shift-time';

// The thread's entry point: what Lambda's Node.js runtime does around a handler.

function post(message: SandboxMessage): void {
  parentPort?.postMessage(message);
}

function die(error: FunctionError): void {
  post({ type: 'fatal', error });
  process.exit(129);
}

// Through the port rather than the thread's streams, so that a line arrives before the result it precedes.
function captureOutput(stream: NodeJS.WriteStream): void {
  stream.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
    post({ type: 'log', text: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8') });
    const done = rest.find((argument) => typeof argument === 'function') as (() => void) | undefined;
    if (done) process.nextTick(done);
    return true;
  }) as typeof stream.write;
}

async function main(): Promise<void> {
  guardConnections();
  captureOutput(process.stdout);
  captureOutput(process.stderr);
  process.on('uncaughtException', (error) => die(runtimeError(error)));
  process.on('unhandledRejection', (reason) =>
    die(runtimeError(reason, 'Runtime.UnhandledPromiseRejection')),
  );

  const data = workerData as SandboxData;
  const loaded = await loadHandler(data);
  if ('error' in loaded) return die(loaded.error);

  parentPort?.on('message', async (message: InvokeMessage) => {
    shiftTime(message.timeShift);
    process.env._X_AMZN_TRACE_ID = `Root=1-00000000-${message.requestId.replaceAll('-', '').slice(0, 24)}`;
    try {
      const result = await loaded.handler(JSON.parse(message.event), invocationContext(message));
      post({ type: 'result', payload: JSON.stringify(result) ?? 'null' });
    } catch (error) {
      post({ type: 'error', error: runtimeError(error) });
    }
  });
  post({ type: 'ready' });
}

function invocationContext(message: InvokeMessage) {
  const end = performance.now() + message.timeout;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: '$LATEST',
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    invokedFunctionArn: message.functionArn,
    awsRequestId: message.requestId,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(end - performance.now())),
  };
}

void main();

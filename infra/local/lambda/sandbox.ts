import { Worker } from 'node:worker_threads';
import type { FunctionDefinition, FunctionError, Outcome } from './definition';
import type { InvokeMessage, SandboxData, SandboxMessage } from './messages';
import { runtimeSource } from './runtime-source';

/** Lambda gives a function ten seconds to load. */
const INIT_TIMEOUT = 10_000;

/** One execution environment: a thread that serves one invocation at a time and stays warm between them. */
export interface Sandbox {
  /** Resolves when the handler is loaded, or with the error why it cannot be. */
  readonly ready: Promise<FunctionError | undefined>;
  readonly busy: boolean;
  /** False once the thread has ended or is being ended. */
  readonly alive: boolean;
  invoke(message: InvokeMessage): Promise<Outcome>;
  /** Ends the thread; an invocation in progress fails as a crash does. */
  kill(): Promise<void>;
}

interface SandboxOptions {
  readonly definition: FunctionDefinition;
  readonly environment: Record<string, string>;
  readonly log: (requestId: string, text: string) => void;
  /** Called once, when the thread is gone. */
  readonly ended: () => void;
}

export function startSandbox(options: SandboxOptions): Sandbox {
  const { definition } = options;
  const data: SandboxData = definition;
  const worker = new Worker(runtimeSource(), {
    eval: true,
    name: definition.name,
    env: options.environment,
    workerData: { directory: data.directory, handler: data.handler, runtime: data.runtime },
    resourceLimits: { maxOldGenerationSizeMb: definition.memoryMegabytes },
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  worker.unref();

  let alive = true;
  let current: { requestId: string; finish: (outcome: Outcome) => void } | undefined;
  let fatal: FunctionError | undefined;
  let loaded: (error: FunctionError | undefined) => void = () => {};
  const ready = new Promise<FunctionError | undefined>((resolve) => {
    loaded = resolve;
  });
  const slowInit = setTimeout(() => end(timedOut('init', INIT_TIMEOUT)), INIT_TIMEOUT);
  slowInit.unref();

  function finish(outcome: Outcome): void {
    const finished = current;
    current = undefined;
    finished?.finish(outcome);
  }

  function end(error: FunctionError): Promise<void> {
    fatal ??= error;
    alive = false;
    return worker.terminate().then(() => undefined);
  }

  worker.on('message', (message: SandboxMessage) => {
    const requestId = current?.requestId ?? '';
    if (message.type === 'log') options.log(requestId, message.text);
    else if (message.type === 'fatal') fatal = message.error;
    else if (message.type === 'ready') {
      clearTimeout(slowInit);
      loaded(undefined);
    } else if (message.type === 'result') finish({ requestId, payload: message.payload });
    else finish({ requestId, error: message.error });
  });
  // What escapes the runtime's own handlers: running out of memory, mostly.
  worker.on('error', (error) => {
    fatal ??= {
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${current?.requestId} Error: ${error.message}`,
    };
  });
  worker.on('exit', (code) => {
    alive = false;
    clearTimeout(slowInit);
    const requestId = current?.requestId ?? '';
    const error = fatal ?? exited(requestId, code);
    loaded(error);
    finish({ requestId, error });
    options.ended();
  });

  return {
    ready,
    get busy() {
      return current !== undefined;
    },
    get alive() {
      return alive;
    },
    async invoke(message) {
      const limit = setTimeout(() => end(timedOut(message.requestId, message.timeout)), message.timeout);
      try {
        return await new Promise<Outcome>((resolve) => {
          current = { requestId: message.requestId, finish: resolve };
          worker.postMessage(message);
        });
      } finally {
        clearTimeout(limit);
      }
    },
    kill: () => end(exited(current?.requestId ?? '', 1, 'signal: killed')),
  };
}

function timedOut(requestId: string, milliseconds: number): FunctionError {
  return {
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${(milliseconds / 1000).toFixed(2)} seconds`,
  };
}

function exited(requestId: string, code: number, reason = `exit status ${code}`): FunctionError {
  return {
    errorType: 'Runtime.ExitError',
    errorMessage: `RequestId: ${requestId} Error: ${code === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: ${reason}`}`,
  };
}

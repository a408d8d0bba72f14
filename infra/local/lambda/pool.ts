import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Clock } from '../clock';
import type { FunctionDefinition, FunctionError, LogLine, Outcome } from './definition';
import { functionEnvironment } from './environment';
import { type Sandbox, startSandbox } from './sandbox';

/** Without a reservation: each thread compiles the function's code anew, so that more than there are cores are slower. */
const DEFAULT_CONCURRENCY = Math.min(Math.max(availableParallelism(), 2), 4);

/** Another thread is started only for those who waited so long: each has to be warmed up, and shares two cores. */
const PATIENCE_MILLISECONDS = 100;

/** Differences that come from asking two clocks one after the other. */
const CLOCK_NOISE = 5;

/** A function as its callers see it. Waits, rather than refuses, when every sandbox is busy. */
export interface LambdaFunction {
  readonly definition: FunctionDefinition;
  /** How many invocations can run at once. */
  readonly concurrency: number;
  /** @param event JSON text */
  invoke(event: string, requestId?: string): Promise<Outcome>;
  /** Starts one sandbox ahead of the first invocation; resolves when its code is loaded, or with why it cannot be. */
  warm(): Promise<FunctionError | undefined>;
  /** Ends the sandboxes that are busy, as a crash would; says how many. */
  killBusy(): number;
  /** Closes once the invocations that have come are finished. */
  retire(): Promise<void>;
  close(): Promise<void>;
}

export interface PoolOptions {
  readonly definition: FunctionDefinition;
  readonly clock: Clock;
  readonly region: string;
  readonly endpoint: string;
  readonly log: (line: LogLine) => void;
  /** Asked at every invocation: after how many milliseconds its sandbox is to crash, if at all. */
  readonly crashAfter?: (functionName: string) => number | undefined;
}

export function createFunction(options: PoolOptions): LambdaFunction {
  const { definition, clock, region, endpoint, log } = options;
  const concurrency = definition.reservedConcurrency ?? DEFAULT_CONCURRENCY;
  const environment = functionEnvironment(definition, endpoint, region);
  const sandboxes = new Set<Sandbox>();
  const idle: Sandbox[] = [];
  const waiting: ((sandbox: Sandbox | undefined) => void)[] = [];
  const invocations = new Set<Promise<Outcome>>();
  let starting = 0;
  let closed = false;

  function start(): void {
    starting++;
    const sandbox = startSandbox({
      definition,
      environment,
      log: (requestId, text) => log({ function: definition.name, requestId, text }),
      ended: () => {
        sandboxes.delete(sandbox);
        // Whoever waits for the sandbox that died needs another one.
        growIfNeeded();
      },
    });
    sandboxes.add(sandbox);
    void sandbox.ready.then((error) => {
      starting--;
      // One whose code does not load is handed to one caller, which reports why, and never comes back.
      if (!error) return release(sandbox);
      waiting.shift()?.(sandbox);
      growIfNeeded();
    });
  }

  function growIfNeeded(): void {
    if (!closed && waiting.length > starting && sandboxes.size < concurrency) start();
  }

  function release(sandbox: Sandbox): void {
    if (!sandbox.alive) return;
    const next = waiting.shift();
    if (next) next(sandbox);
    else idle.push(sandbox);
  }

  function acquire(): Promise<Sandbox | undefined> {
    for (let sandbox = idle.pop(); sandbox; sandbox = idle.pop()) {
      if (sandbox.alive) return Promise.resolve(sandbox);
    }
    return new Promise((resolve) => {
      const patience = setTimeout(growIfNeeded, sandboxes.size === 0 ? 0 : PATIENCE_MILLISECONDS);
      waiting.push((sandbox) => {
        clearTimeout(patience);
        resolve(sandbox);
      });
    });
  }

  async function run(event: string, requestId: string): Promise<Outcome> {
    if (concurrency === 0) return refused(requestId, 'TooManyRequestsException', 'Rate Exceeded.');
    const sandbox = closed ? undefined : await acquire();
    if (!sandbox) return refused(requestId, 'ServiceException', 'The local stack is closing.');
    const loadError = await sandbox.ready;
    if (loadError) return { requestId, error: loadError };

    const crashAfter = options.crashAfter?.(definition.name);
    const crash = crashAfter === undefined ? undefined : setTimeout(() => void sandbox.kill(), crashAfter);
    const ahead = clock.now() - Date.now();
    const outcome = await sandbox.invoke({
      requestId,
      event,
      timeout: definition.timeoutSeconds * 1000,
      timeShift: Math.abs(ahead) < CLOCK_NOISE ? 0 : ahead,
      functionArn: definition.arn,
    });
    clearTimeout(crash);
    release(sandbox);
    return outcome;
  }

  async function close(): Promise<void> {
    closed = true;
    for (const next of waiting.splice(0)) next(undefined);
    await Promise.all([...sandboxes].map((sandbox) => sandbox.kill()));
  }

  return {
    definition,
    concurrency,
    async invoke(event, requestId = randomUUID()) {
      const invocation = run(event, requestId);
      invocations.add(invocation);
      try {
        return await invocation;
      } finally {
        invocations.delete(invocation);
      }
    },
    async warm() {
      if (sandboxes.size === 0 && concurrency > 0) start();
      return [...sandboxes][0]?.ready;
    },
    killBusy() {
      const busy = [...sandboxes].filter((sandbox) => sandbox.busy);
      for (const sandbox of busy) void sandbox.kill();
      return busy.length;
    },
    async retire() {
      await Promise.allSettled(invocations);
      await close();
    },
    close,
  };
}

function refused(requestId: string, errorType: string, errorMessage: string): Outcome {
  return { requestId, error: { errorType, errorMessage, trace: [] } };
}

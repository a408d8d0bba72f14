import type { Clock } from './clock';
import type { Faults } from './faults/faults';
import type { Journal } from './journal';
import { type AsyncOptions, type AsyncSettings, createAsyncInvoker } from './lambda/async-invocation';
import type { FunctionDefinition, FunctionError, LogLine, Outcome } from './lambda/definition';
import { createFunction, type LambdaFunction } from './lambda/pool';
import { AwsError } from './service';

/** What Lambda takes of an asynchronous invocation. */
const ASYNC_PAYLOAD_LIMIT = 1024 * 1024;

/** The functions of a stack, by name. */
export interface Functions {
  add(definition: FunctionDefinition, settings: AsyncSettings): LambdaFunction;
  find(name: string): LambdaFunction | undefined;
  names(): string[];
  /** The functions as they run now. */
  definitions(): FunctionDefinition[];
  /**
   * Runs a function from another folder from now on: the invocations that have come finish on the code they came to.
   * @returns why the new code does not load; then the old code stays
   */
  reload(name: string, directory: string): Promise<FunctionError | undefined>;
  /** @param event JSON text */
  invoke(name: string, event: string, requestId?: string): Promise<Outcome>;
  /** Returns once the event is accepted, as Lambda's `InvocationType: Event` does. */
  invokeAsync(name: string, event: string): string;
  close(): Promise<void>;
}

export interface FunctionsOptions extends Pick<AsyncOptions, 'deliver' | 'warn'> {
  readonly clock: Clock;
  readonly region: string;
  readonly endpoint: () => string;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly log: (line: LogLine) => void;
}

export function createFunctions(options: FunctionsOptions): Functions {
  const { clock, region, faults, journal, log } = options;
  const functions = new Map<string, LambdaFunction>();
  /** Those in `functions`, those that have not loaded yet and those that finish their last invocations. */
  const open = new Set<LambdaFunction>();
  const settings = new Map<string, AsyncSettings>();
  let closing = false;
  const crashAfter = (name: string) => {
    const crash = faults.forTarget('crash', name);
    return crash && (crash.milliseconds ?? 0);
  };

  async function invoke(name: string, event: string, requestId?: string): Promise<Outcome> {
    const invoked = functions.get(name);
    if (!invoked) throw notFound(name);
    const id = requestId ?? crypto.randomUUID();
    journal.record({ kind: 'lambda.invoke', where: name, ids: [id], content: event });
    const outcome = await invoked.invoke(event, id);
    const kind = outcome.error ? 'lambda.failed' : 'lambda.result';
    journal.record({ kind, where: name, ids: [id], content: outcome.error ?? outcome.payload });
    // Lambda writes to the function's log what became of an invocation that failed.
    if (outcome.error && !closing) {
      log({ function: name, requestId: id, text: `ERROR\tInvoke Error\t${JSON.stringify(outcome.error)}\n` });
    }
    return outcome;
  }

  function start(definition: FunctionDefinition): LambdaFunction {
    const endpoint = options.endpoint();
    const started = createFunction({ definition, clock, region, endpoint, log, crashAfter });
    open.add(started);
    return started;
  }

  const accept = createAsyncInvoker({ clock, invoke, deliver: options.deliver, warn: options.warn });

  return {
    add(definition, asyncSettings) {
      const added = start(definition);
      functions.set(definition.name, added);
      settings.set(definition.name, asyncSettings);
      return added;
    },
    find: (name) => functions.get(name),
    names: () => [...functions.keys()],
    definitions: () => [...functions.values()].map(({ definition }) => definition),
    async reload(name, directory) {
      const found = functions.get(name);
      if (!found) throw notFound(name);
      const next = start({ ...found.definition, directory });
      const error = await next.warm();
      // Asked again: another reload may have been faster.
      const last = error ? next : functions.get(name);
      if (!error) functions.set(name, next);
      void last?.retire().then(() => open.delete(last));
      return error;
    },
    invoke,
    invokeAsync(name, event) {
      const found = settings.get(name);
      if (!found) throw notFound(name);
      if (Buffer.byteLength(event) > ASYNC_PAYLOAD_LIMIT) {
        throw new AwsError(
          'RequestTooLargeException',
          `The event has more than ${ASYNC_PAYLOAD_LIMIT} bytes.`,
          413,
        );
      }
      return accept(found, event);
    },
    async close() {
      closing = true;
      await Promise.all([...open].map((one) => one.close()));
    },
  };
}

function notFound(name: string): AwsError {
  return new AwsError('ResourceNotFoundException', `Function not found: ${name}`, 404);
}

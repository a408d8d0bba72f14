import { readAssembly } from './assembly';
import type { Clock } from './clock';
import { deploy } from './deploy/deploy';
import { controlEndpoint } from './faults/control';
import { createFaults, type Faults } from './faults/faults';
import { dropOnFault } from './faults/wire-faults';
import { createHttpApi, type HttpEntry } from './http-api/http-api';
import { createJournal, type Journal, type JournalEntry } from './journal';
import type { FunctionDefinition, FunctionError, LogLine, Outcome } from './lambda/definition';
import { invokeEndpoint } from './lambda/invoke-endpoint';
import { HOST } from './listen';
import { openPublicPort } from './public-port';
import { createServices } from './services';
import { createShiftableClock } from './shiftable-clock';
import { serveAws } from './wire';

export { ACCOUNT, REGION } from './services';

/** The stack's own clock can be moved; one that was handed in may be. */
export interface MovableClock extends Clock {
  advance?(milliseconds: number): void | Promise<void>;
}

export interface LocalStackOptions {
  /** A CDK cloud assembly: `cdk.out`. */
  readonly assembly: string;
  /** Needed where the assembly holds more than one stack. */
  readonly stackName?: string;
  /** Of the HTTP API; 0 for any that is free. */
  readonly port: number;
  /** Of the AWS services; 0 for any that is free. */
  readonly awsPort: number;
  /** A shiftable clock where it is left out. */
  readonly clock?: MovableClock;
  /** Values of secrets, by secret name. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Opens all of the control endpoint `/_control/` on the AWS port: without it, it only tells of deliveries. */
  readonly control?: boolean;
  readonly onLog?: (line: LogLine) => void;
  readonly onEntry?: (entry: JournalEntry) => void;
  /** Called with each trouble while the stack runs. */
  readonly onWarning?: (text: string) => void;
}

export interface LocalStack {
  /** Of the HTTP API; without a slash at its end. */
  readonly url: string;
  /** Of the AWS services: the endpoint for SDK clients and the `aws` CLI. */
  readonly awsUrl: string;
  /** The template's outputs; addresses of the API are those of this machine. */
  readonly outputs: Readonly<Record<string, string>>;
  /** What the template asks for and does not get here. */
  readonly warnings: readonly string[];
  readonly faults: Faults;
  readonly journal: Journal;
  readonly clock: MovableClock;
  /** Moves the clock, where it can be moved. */
  advance(milliseconds: number): void | Promise<void>;
  /** The functions as they run now. */
  functions(): readonly FunctionDefinition[];
  /**
   * Runs a function from another folder from now on. Its queues stay as they are; the invocations that have come finish
   * on the code they came to.
   * @param functionName as in the journal's entries
   * @returns why the new code does not load; then the old code stays
   */
  reload(functionName: string, directory: string): Promise<FunctionError | undefined>;
  /** Invokes a function by its name and waits for its result. */
  invoke(functionName: string, event: unknown): Promise<Outcome>;
  close(): Promise<void>;
}

/** Runs one stack of a cloud assembly on this machine. Rejects with `EADDRINUSE` where a port is taken. */
export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const assembly = readAssembly(options.assembly, options.stackName);
  const clock: MovableClock = options.clock ?? createShiftableClock();
  const journal = createJournal({ now: clock.now, onEntry: options.onEntry });
  const faults = createFaults();
  let awsUrl = '';
  const services = createServices({
    ...{ clock, faults, journal },
    awsUrl: () => awsUrl,
    log: options.onLog ?? (() => {}),
    warn: options.onWarning ?? (() => {}),
  });

  const invoke = invokeEndpoint(services.functions);
  const control = controlEndpoint({
    ...{ faults, journal, clock, functionNames: services.functions.names },
    open: options.control ?? false,
  });

  const closers = [services.close];
  const close = async () => void (await Promise.all(closers.splice(0).map((one) => one())));
  try {
    const wire = await serveAws({
      services: [services.sqs, services.events, services.secrets, services.logs.service],
      host: HOST,
      port: options.awsPort,
      intercept: dropOnFault,
      control: (request) => invoke(request) ?? control(request),
    });
    closers.push(wire.close);
    awsUrl = wire.origin;
    const publicPort = await openPublicPort(options.port);
    closers.push(publicPort.close);

    const secrets = options.secrets ?? {};
    const { api, outputs, warnings } = await deploy({
      assembly,
      services,
      awsUrl,
      apiUrl: publicPort.url,
      secrets,
    });
    if (api) {
      const record = ({ kind, requestId, text }: HttpEntry) =>
        journal.record({ kind, where: api.apiId, ids: [requestId], content: text });
      publicPort.serve(createHttpApi({ definition: api, clock, invoke: services.functions.invoke, record }));
    }
    return {
      ...{ url: publicPort.url, awsUrl, outputs, warnings, faults, journal, clock, close },
      advance(milliseconds) {
        if (!clock.advance) throw new Error('the clock of this stack cannot be moved');
        return clock.advance(milliseconds);
      },
      functions: services.functions.definitions,
      reload: services.functions.reload,
      invoke: (functionName, event) =>
        services.functions.invoke(functionName, JSON.stringify(event) ?? 'null'),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

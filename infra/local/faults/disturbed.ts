import type { Clock } from '../clock';
import { type Action, AwsError, type JsonObject } from '../service';
import type { CallFault } from './fault';

/** Thrown where the caller is to see its connection end. */
export class ConnectionDropped extends Error {
  override readonly name = 'ConnectionDropped';
  constructor() {
    super('The connection was dropped by a fault.');
  }
}

/** Thrown where the caller is to see an answer that is no JSON. */
export class AnswerMalformed extends Error {
  override readonly name = 'AnswerMalformed';
  constructor() {
    super('The answer was made malformed by a fault.');
  }
}

export interface DisturbanceTools {
  readonly clock: Clock;
  /** Ends the busy threads of a function. */
  readonly kill: (functionName: string) => void;
}

/** Runs an action with the faults that hit it. */
export async function disturbed(
  faults: readonly CallFault[],
  input: JsonObject,
  run: (input: JsonObject) => ReturnType<Action>,
  tools: DisturbanceTools,
): Promise<JsonObject> {
  for (const fault of faults) if (side(fault) === 'before') await strike(fault, tools);

  const partial = faults.find((fault) => fault.kind === 'fail-entries');
  const output =
    partial && Array.isArray(input.Entries) ? await failEntries(partial, input, run) : await run(input);

  for (const fault of faults) if (side(fault) === 'after') await strike(fault, tools);
  return output;
}

function side(fault: CallFault): 'before' | 'after' {
  if (fault.kind === 'malformed') return 'after';
  return ('when' in fault && fault.when) || 'before';
}

async function strike(fault: CallFault, { clock, kill }: DisturbanceTools): Promise<void> {
  switch (fault.kind) {
    case 'delay':
      return new Promise((resolve) => void clock.after(fault.milliseconds, resolve));
    case 'throttle':
      throw new AwsError(
        fault.service === 'sqs' ? 'RequestThrottled' : 'ThrottlingException',
        'Rate exceeded',
      );
    case 'fail':
      throw new AwsError(
        fault.code ?? 'InternalFailure',
        fault.message ?? 'The request failed because of a fault that was asked for.',
        fault.status ?? 500,
      );
    case 'drop':
      throw new ConnectionDropped();
    case 'malformed':
      throw new AnswerMalformed();
    case 'kill':
      kill(fault.function);
      // Whoever is dead before the work sends no request.
      if (side(fault) === 'before') throw new ConnectionDropped();
  }
}

/** Leaves the entries that are to fail out of the work, and puts them back into the answer. */
async function failEntries(
  fault: Extract<CallFault, { kind: 'fail-entries' }>,
  input: JsonObject,
  run: (input: JsonObject) => ReturnType<Action>,
): Promise<JsonObject> {
  const entries = input.Entries as JsonObject[];
  const code = fault.code ?? 'InternalFailure';
  const message = 'The entry failed because of a fault that was asked for.';
  const fails = entries.map(
    (entry) => fault.match === undefined || JSON.stringify(entry).includes(fault.match),
  );
  const rest = entries.filter((_, index) => !fails[index]);
  const output = rest.length > 0 ? await run({ ...input, Entries: rest }) : {};

  if (fault.service === 'events') {
    // PutEvents answers by position.
    const done = [...((output.Entries ?? []) as JsonObject[])];
    const Entries = fails.map((failed) =>
      failed ? { ErrorCode: code, ErrorMessage: message } : (done.shift() ?? {}),
    );
    return { FailedEntryCount: Entries.filter((entry) => 'ErrorCode' in entry).length, Entries };
  }
  const failed = entries
    .filter((_, index) => fails[index])
    .map((entry) => ({ Id: entry.Id ?? '', Code: code, Message: message, SenderFault: false }));
  return {
    Successful: output.Successful ?? [],
    Failed: [...((output.Failed ?? []) as JsonObject[]), ...failed],
  };
}

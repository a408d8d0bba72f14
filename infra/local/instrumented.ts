import { type DisturbanceTools, disturbed } from './faults/disturbed';
import type { Faults } from './faults/faults';
import type { Journal } from './journal';
import { entriesOf, failureEntry } from './journal-entries';
import type { Action, AwsService, JsonObject } from './service';

export interface Instruments extends DisturbanceTools {
  readonly faults: Faults;
  readonly journal: Journal;
}

/**
 * The service with faults and journal between it and its callers, whether they come over the wire or, like the
 * event sources, from inside.
 */
export function instrumented<Name extends string>(
  label: string,
  { target, actions }: AwsService<Name>,
  tools: Instruments,
): AwsService<Name> {
  const { faults, journal } = tools;

  const instrument = (name: Name): Action => {
    const run = actions[name];
    return async (input, call) => {
      // What was done is recorded even where the answer is lost.
      const work = async (given: JsonObject) => {
        const output = await run(given, call);
        for (const entry of entriesOf(label, name, given, output)) journal.record(entry);
        return output;
      };
      const hits = faults.forCall(label, name, input);
      try {
        return await (hits.length === 0 ? work(input) : disturbed(hits, input, work, tools));
      } catch (error) {
        if (!call?.signal.aborted) journal.record(failureEntry(label, name, input, error));
        throw error;
      }
    };
  };
  const names = Object.keys(actions) as Name[];
  const all = Object.fromEntries(names.map((name) => [name, instrument(name)]));
  return { target, actions: all as Record<Name, Action> };
}

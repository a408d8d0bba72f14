import { type DisturbanceTools, disturbed } from './faults/disturbed';
import type { Faults } from './faults/faults';
import type { Journal } from './journal';
import { failureStation, stationsOf } from './journal-entries';
import type { Action, AwsService, JsonObject } from './service';

export interface Instruments extends DisturbanceTools {
  readonly faults: Faults;
  readonly journal: Journal;
}

/**
 * The service with faults and journal between it and its callers, whether they come over the wire or, like the
 * event sources, from inside.
 */
export function instrumented(name: string, service: AwsService, tools: Instruments): AwsService {
  const { faults, journal } = tools;
  const actions = Object.entries(service.actions).map(([action, run]): [string, Action] => [
    action,
    async (input, call) => {
      // What was done is told even where the answer is lost.
      const work = async (given: JsonObject) => {
        const output = await run(given, call);
        for (const station of stationsOf(name, action, given, output)) journal.record(station);
        return output;
      };
      const hits = faults.forCall(name, action, input);
      try {
        return await (hits.length === 0 ? work(input) : disturbed(hits, input, work, tools));
      } catch (error) {
        if (!call?.signal.aborted) journal.record(failureStation(name, action, input, error));
        throw error;
      }
    },
  ]);
  return { target: service.target, actions: Object.fromEntries(actions) };
}

import { type Action, isJsonObject, type JsonObject } from '../../service';
import { invalid, NAME, requiredList, requiredText } from '../input';
import { page } from '../page';
import { limitExceeded, ruleOf } from '../resources';
import type { EventsState } from '../state';
import { readTarget } from '../target';

const MOST_TARGETS_OF_A_CALL = 100;
const MOST_TARGETS_OF_A_RULE = 5;

export function targetActions(state: EventsState) {
  return {
    PutTargets: (input) => putTargets(state, input),
    RemoveTargets(input) {
      const { targets } = ruleOf(state, input, requiredText(input, 'Rule', NAME));
      const ids = requiredList(input, 'Ids', MOST_TARGETS_OF_A_CALL).map(String);
      const unknown = ids.filter((id) => !targets.delete(id));
      return {
        FailedEntryCount: unknown.length,
        FailedEntries: unknown.map((id) => ({
          TargetId: id,
          ErrorCode: 'ResourceNotFoundException',
          ErrorMessage: `Target ${id} does not exist.`,
        })),
      };
    },
    ListTargetsByRule(input) {
      const { targets } = ruleOf(state, input, requiredText(input, 'Rule', NAME));
      const { items, next } = page([...targets.values()], input);
      return { Targets: items.map(({ described }) => described), ...next };
    },
  } satisfies Record<string, Action>;
}

/** Adds targets to a rule; one whose id is known takes the place of the old one. All of them, or none. */
function putTargets(state: EventsState, input: JsonObject): JsonObject {
  const rule = ruleOf(state, input, requiredText(input, 'Rule', NAME));
  const targets = requiredList(input, 'Targets', MOST_TARGETS_OF_A_CALL).map((target) => {
    if (!isJsonObject(target)) throw invalid('Each of Targets has to be an object.');
    return readTarget(target);
  });
  const ids = new Set([...rule.targets.keys(), ...targets.map(({ id }) => id)]);
  if (ids.size > MOST_TARGETS_OF_A_RULE) throw limitExceeded();
  for (const target of targets) rule.targets.set(target.id, target);
  return { FailedEntryCount: 0, FailedEntries: [] };
}

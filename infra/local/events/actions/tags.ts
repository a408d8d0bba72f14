import type { Action, JsonObject } from '../../service';
import { ARN, isJsonObject, requiredList, requiredText } from '../input';
import { notFound } from '../resources';
import type { EventsState } from '../state';

const MOST_TAGS = 50;

export function tagActions(state: EventsState): Record<string, Action> {
  return {
    TagResource(input) {
      const arn = resource(state, input);
      requiredList(input, 'Tags', MOST_TAGS);
      setTags(state, arn, input);
      return {};
    },
    UntagResource(input) {
      const tags = state.tags.get(resource(state, input));
      for (const key of requiredList(input, 'TagKeys', MOST_TAGS)) tags?.delete(String(key));
      return {};
    },
    ListTagsForResource(input) {
      const tags = state.tags.get(resource(state, input)) ?? [];
      return { Tags: Array.from(tags, ([Key, Value]) => ({ Key, Value })) };
    },
  };
}

/** Adds the `Tags` of a request, if it has any, to those of a resource. */
export function setTags(state: EventsState, arn: string, { Tags }: JsonObject): void {
  const tags = state.tags.get(arn) ?? new Map<string, string>();
  for (const tag of Array.isArray(Tags) ? Tags : []) {
    if (isJsonObject(tag)) tags.set(String(tag.Key), String(tag.Value));
  }
  state.tags.set(arn, tags);
}

function resource(state: EventsState, input: JsonObject): string {
  const arn = requiredText(input, 'ResourceARN', ARN);
  const buses = [...state.buses.values()];
  const isKnown = buses.some(
    (bus) => bus.arn === arn || [...bus.rules.values()].some((rule) => rule.arn === arn),
  );
  if (!isKnown) throw notFound(`Resource ${arn} does not exist.`);
  return arn;
}

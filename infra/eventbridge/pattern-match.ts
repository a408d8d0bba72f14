import type { ExactJson, ExactObject } from './exact-json';
import type { Element } from './field-path';
import type { Alternative, Pattern, PatternField } from './pattern';

/** A field of the pattern beside where in the event its values are, and where those are that match. */
interface Found {
  readonly mayBeAbsent: boolean;
  readonly places: ReadonlySet<Element | undefined>;
  readonly matching: ReadonlySet<Element | undefined>;
}

/** Which element of each array the fields matched so far were found in. */
type Elements = ReadonlyMap<ExactJson[], number>;

/**
 * Whether the event matches, by the rules of AWS's Event Ruler: fields are judged in alphabetical order of their
 * paths; fields below one array must match within the same element of it; a field is absent if no value of it can
 * be reached from the elements chosen so far. Empty arrays and objects hold no value, so they are absent.
 */
export function matchesPattern(pattern: Pattern, event: ExactObject): boolean {
  return pattern.alternatives.some((alternative) => matchesAll(alternative, event));
}

function matchesAll({ fields, shortestFirst }: Alternative, event: ExactObject): boolean {
  const found = new Map<PatternField, Found>();
  for (const field of shortestFirst) {
    const one = find(field, event);
    if (one.matching.size === 0 && !one.mayBeAbsent) return false;
    found.set(field, one);
  }
  return matchesFrom(0, fields, found, new Map());
}

function find({ leavesOf, matches, mayBeAbsent }: PatternField, event: ExactObject): Found {
  const places = new Set<Element | undefined>();
  const matching = new Set<Element | undefined>();
  for (const { value, within } of leavesOf(event)) {
    places.add(within);
    if (matches(value)) matching.add(within);
  }
  return { mayBeAbsent, places, matching };
}

/** Tries the places where the field matches, each with all that follows. */
function matchesFrom(
  position: number,
  fields: readonly PatternField[],
  found: ReadonlyMap<PatternField, Found>,
  chosen: Elements,
): boolean {
  const field = fields[position];
  const one = field && found.get(field);
  if (!one) return true;
  for (const place of one.matching) {
    const elements = joined(chosen, place);
    if (elements && matchesFrom(position + 1, fields, found, elements)) return true;
  }
  if (!one.mayBeAbsent) return false;
  for (const place of one.places) if (joined(chosen, place)) return false;
  return matchesFrom(position + 1, fields, found, chosen);
}

/** The elements chosen so far and those around `place`; undefined if they are different ones of the same array. */
function joined(chosen: Elements, place: Element | undefined): Elements | undefined {
  let all: Map<ExactJson[], number> | undefined;
  for (let element = place; element; element = element.within) {
    const index = chosen.get(element.array);
    if (index === undefined) {
      all ??= new Map(chosen);
      all.set(element.array, element.index);
    } else if (index !== element.index) {
      return undefined;
    }
  }
  return all ?? chosen;
}

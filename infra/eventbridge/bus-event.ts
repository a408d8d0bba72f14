import { type ExactObject, isExactObject, parseExactJson } from './exact-json';

/** An event on a bus. */
export interface BusEvent {
  /** The whole event, as a target gets it that asks for nothing else. */
  readonly text: string;
  /** The same, parsed, for patterns and paths. */
  readonly value: ExactObject;
  /** When it came to the bus, in milliseconds since 1970. */
  readonly ingested: number;
}

/**
 * Reads an event from its JSON text, for example from a target's dead letter. Such a text does not say when the event
 * came to the bus: its own `time` stands for that.
 *
 * @throws Error where the text is no JSON object
 */
export function readBusEvent(text: string): BusEvent {
  const value = parseExactJson(text);
  if (!isExactObject(value)) throw new Error('the text is no event: expected a JSON object');
  return { text, value, ingested: Date.parse(String(value.time)) };
}

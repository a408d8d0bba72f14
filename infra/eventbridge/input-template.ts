import type { BusEvent } from './bus-event';
import { type ExactJson, ExactNumber, exactJsonText } from './exact-json';
import type { JsonPath } from './json-path';

/** What a template can name of the rule that sends. */
export interface RuleIdentity {
  readonly arn: string;
  readonly name: string;
}

/** Makes the text that a target gets from the event. */
export type Render = (event: BusEvent, rule: RuleIdentity) => string;

/** How a variable is written: outside quotes as JSON, inside quotes as plain text. */
interface Variable {
  readonly json: Render;
  readonly plain: Render;
}

const PREDEFINED: ReadonlyMap<string, Variable> = new Map([
  ['aws.events.rule-arn', variable((_, rule) => rule.arn)],
  ['aws.events.rule-name', variable((_, rule) => rule.name)],
  ['aws.events.event.ingestion-time', variable(({ ingested }) => new Date(ingested).toISOString())],
  ['aws.events.event', { json: withoutDetail, plain: withoutDetail }],
  ['aws.events.event.json', { json: ({ text }) => text, plain: ({ text }) => text }],
]);

/**
 * Compiles the template of an input transformer. A variable that finds nothing is empty text.
 * @returns the name of a placeholder that stands for nothing, if there is one.
 */
export function inputTemplate(
  template: string,
  paths: ReadonlyMap<string, JsonPath>,
): Render | { unknown: string } {
  const isObjectTemplate = template.trimStart().startsWith('{');
  const parts: Render[] = [];
  let end = 0;
  for (const placeholder of template.matchAll(/<([^<>\s]+)>/g)) {
    const [whole, name = ''] = placeholder;
    const path = paths.get(name);
    const found =
      PREDEFINED.get(name) ?? (path && variable(({ value }) => path(value) ?? '', !isObjectTemplate));
    if (!found) return { unknown: name };
    const before = template.slice(0, placeholder.index);
    const literal = template.slice(end, placeholder.index);
    parts.push(() => literal, isInsideQuotes(before) ? found.plain : found.json);
    end = placeholder.index + whole.length;
  }
  const rest = template.slice(end);
  return (event, rule) => parts.map((part) => part(event, rule)).join('') + rest;
}

/**
 * Values are not escaped, as AWS does not. Inside a template that is one text, an object or a list loses its quotes
 * (`bare`); inside a text within a JSON template it keeps them, and AWS then finds that the result is not JSON.
 */
function variable(find: (event: BusEvent, rule: RuleIdentity) => ExactJson, bare = true): Variable {
  return {
    json: (event, rule) => exactJsonText(find(event, rule)),
    plain(event, rule) {
      const value = find(event, rule);
      if (typeof value === 'string') return value;
      const text = exactJsonText(value);
      return bare && typeof value === 'object' && !(value instanceof ExactNumber)
        ? text.replaceAll('"', '')
        : text;
    },
  };
}

/** `<aws.events.event>` is spelled unlike the event itself. */
function withoutDetail({ value }: BusEvent): string {
  const { detail: _, 'detail-type': detailType = '', ...rest } = value;
  return exactJsonText({ ...rest, detailType });
}

function isInsideQuotes(before: string): boolean {
  return (before.replace(/\\./gs, '').split('"').length - 1) % 2 === 1;
}

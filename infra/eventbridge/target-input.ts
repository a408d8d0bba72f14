import { eventText } from '../local/events/bus-event';
import { invalid, isJsonObject, optionalObject, optionalText, requiredText } from '../local/events/input';
import { AwsError, type JsonObject } from '../local/service';
import { exactJsonText } from './exact-json';
import { inputTemplate, type Render } from './input-template';
import { type JsonPath, jsonPath } from './json-path';

const MOST_PATHS = 100;

/** Reads what a target wants to get: the event, a constant, a part of the event, or a transformation of it. */
export function targetInput(id: string, target: JsonObject): Render {
  const constant = optionalText(target, 'Input', { max: 8192 });
  const path = optionalText(target, 'InputPath', { max: 256 });
  const transformer = optionalObject(target, 'InputTransformer');
  if ([constant, path, transformer].filter((one) => one !== undefined).length > 1) {
    throw invalid(`Only one of Input, InputPath, or InputTransformer must be provided for target ${id}.`);
  }
  if (constant !== undefined) {
    if (!isJson(constant)) throw invalid(`JSON syntax error in input for target ${id}.`);
    return () => constant;
  }
  if (path !== undefined) return part(readPath(path, `InputPath for target ${id}`));
  if (transformer !== undefined) return transformation(id, transformer);
  return eventText;
}

function part(path: JsonPath): Render {
  return ({ value }) => {
    const found = path(value);
    if (found === undefined) throw notJson('InputPath leads to nothing in the event');
    return exactJsonText(found);
  };
}

/** A template in braces has to become JSON; any other is sent as the text that it becomes. */
function transformation(id: string, transformer: JsonObject): Render {
  const template = requiredText(transformer, 'InputTemplate', { max: 8192 });
  const render = inputTemplate(template, readPaths(id, transformer));
  if (typeof render !== 'function') {
    throw invalid(`InputTemplate for target ${id} contains invalid placeholder ${render.unknown}.`);
  }
  if (!template.trimStart().startsWith('{')) return render;
  return (event, rule) => {
    const text = render(event, rule);
    if (!isJson(text)) throw notJson('InputTemplate became something that is not JSON');
    return text;
  };
}

function readPaths(id: string, transformer: JsonObject): Map<string, JsonPath> {
  const paths = isJsonObject(transformer.InputPathsMap) ? Object.entries(transformer.InputPathsMap) : [];
  if (paths.length > MOST_PATHS)
    throw invalid(`InputPathsMap for target ${id} has more than ${MOST_PATHS} paths.`);
  return new Map(
    paths.map(([name, path]) => {
      if (name.startsWith('aws.'))
        throw invalid(`InputPathsMap for target ${id} contains reserved name ${name}.`);
      return [name, readPath(String(path), `InputPathsMap for target ${id}`)];
    }),
  );
}

function readPath(text: string, where: string): JsonPath {
  const path = jsonPath(text);
  if (!path) throw invalid(`${where} contains invalid path ${text}.`);
  return path;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Found when an event is on its way: the event is not delivered. */
function notJson(message: string): AwsError {
  return new AwsError('InvalidJson', message);
}

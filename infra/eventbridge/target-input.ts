import { InvalidInputError, NotJsonError } from './errors';
import { exactJsonText } from './exact-json';
import { inputTemplate, type Render } from './input-template';
import { type JsonPath, jsonPath } from './json-path';

/** What a target says of the text that it wants; the SDK's `Target` is one. At most one of the three is there. */
export interface TargetInput {
  readonly Id?: string | undefined;
  /** JSON, the same for every event. */
  readonly Input?: string | undefined;
  /** The part of the event to send. */
  readonly InputPath?: string | undefined;
  readonly InputTransformer?: InputTransformer | undefined;
}

export interface InputTransformer {
  /** Paths into the event, by the names that the template uses. */
  readonly InputPathsMap?: Readonly<Record<string, string>> | undefined;
  readonly InputTemplate: string | undefined;
}

const MOST_PATHS = 100;

/**
 * Compiles what a target wants to get: the event, a constant, a part of the event, or a transformation of it.
 *
 * The result throws `NotJsonError` where an event does not have what is asked for.
 * @throws InvalidInputError in EventBridge's words
 */
export function targetInput({ Id = '', Input, InputPath, InputTransformer }: TargetInput): Render {
  if ([Input, InputPath, InputTransformer].filter((one) => one !== undefined).length > 1) {
    throw new InvalidInputError(
      `Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`,
    );
  }
  if (Input !== undefined) {
    if (!isJson(Input)) throw new InvalidInputError(`JSON syntax error in input for target ${Id}.`);
    return () => Input;
  }
  if (InputPath !== undefined) return part(readPath(InputPath, `InputPath for target ${Id}`));
  if (InputTransformer !== undefined) return transformation(Id, InputTransformer);
  return ({ text }) => text;
}

function part(path: JsonPath): Render {
  return ({ value }) => {
    const found = path(value);
    if (found === undefined) throw new NotJsonError('InputPath leads to nothing in the event');
    return exactJsonText(found);
  };
}

/** A template in braces has to become JSON; any other is sent as the text that it becomes. */
function transformation(id: string, { InputTemplate = '', InputPathsMap = {} }: InputTransformer): Render {
  const render = inputTemplate(InputTemplate, readPaths(id, InputPathsMap));
  if (typeof render !== 'function') {
    throw new InvalidInputError(
      `InputTemplate for target ${id} contains invalid placeholder ${render.unknown}.`,
    );
  }
  if (!InputTemplate.trimStart().startsWith('{')) return render;
  return (event, rule) => {
    const text = render(event, rule);
    if (!isJson(text)) throw new NotJsonError('InputTemplate became something that is not JSON');
    return text;
  };
}

function readPaths(id: string, map: Readonly<Record<string, string>>): Map<string, JsonPath> {
  const paths = Object.entries(map);
  if (paths.length > MOST_PATHS)
    throw new InvalidInputError(`InputPathsMap for target ${id} has more than ${MOST_PATHS} paths.`);
  return new Map(
    paths.map(([name, path]) => {
      if (name.startsWith('aws.'))
        throw new InvalidInputError(`InputPathsMap for target ${id} contains reserved name ${name}.`);
      return [name, readPath(path, `InputPathsMap for target ${id}`)];
    }),
  );
}

function readPath(text: string, where: string): JsonPath {
  const path = jsonPath(text);
  if (!path) throw new InvalidInputError(`${where} contains invalid path ${text}.`);
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

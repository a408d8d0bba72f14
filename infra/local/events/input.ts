import { AwsError, isJsonObject, type Json, type JsonObject } from '../service';

/** What the API asks of a text. */
export interface TextConstraint {
  readonly max: number;
  readonly pattern?: RegExp;
}

export const NAME: TextConstraint = { max: 64, pattern: /^[.\-_A-Za-z0-9]+$/ };
export const ARN: TextConstraint = { max: 1600 };
export const PATTERN: TextConstraint = { max: 4096 };
export const DESCRIPTION: TextConstraint = { max: 512 };

/** The text at `name`, which has to be there; `ValidationException` in EventBridge's words otherwise. */
export function requiredText(input: JsonObject, name: string, constraint: TextConstraint): string {
  const text = optionalText(input, name, constraint);
  if (text === undefined) throw violation(null, name, 'Member must not be null');
  if (text === '') throw violation(text, name, 'Member must have length greater than or equal to 1');
  return text;
}

export function optionalText(
  input: JsonObject,
  name: string,
  { max, pattern }: TextConstraint,
): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw wrongType(name, 'a string');
  if (value.length > max)
    throw violation(value, name, `Member must have length less than or equal to ${max}`);
  if (pattern && !pattern.test(value)) {
    const source = pattern.source.replace(/^\^|\$$/g, '');
    throw violation(value, name, `Member must satisfy regular expression pattern: ${source}`);
  }
  return value;
}

/** The whole number at `name`, within `min` and `max`. */
export function optionalNumber(
  input: JsonObject,
  name: string,
  min: number,
  max: number,
): number | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongType(name, 'an integer');
  if (value < min) throw violation(value, name, `Member must have value greater than or equal to ${min}`);
  if (value > max) throw violation(value, name, `Member must have value less than or equal to ${max}`);
  return value;
}

/** The list at `name`, of 1 to `max` elements. */
export function requiredList(input: JsonObject, name: string, max: number): Json[] {
  const value = input[name];
  if (value === undefined || value === null) throw violation(null, name, 'Member must not be null');
  if (!Array.isArray(value)) throw wrongType(name, 'a list');
  if (value.length === 0) throw violation('[]', name, 'Member must have length greater than or equal to 1');
  if (value.length > max)
    throw violation('[...]', name, `Member must have length less than or equal to ${max}`);
  return value;
}

export function optionalObject(input: JsonObject, name: string): JsonObject | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (!isJsonObject(value)) throw wrongType(name, 'an object');
  return value;
}

/** A point in time, as the JSON protocols carry it: seconds since 1970; the answer is in milliseconds. */
export function requiredTime(input: JsonObject, name: string): number {
  const value = input[name];
  if (value === undefined || value === null) throw violation(null, name, 'Member must not be null');
  if (typeof value !== 'number') throw wrongType(name, 'a number of seconds');
  return value * 1000;
}

export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

function violation(value: Json, name: string, rule: string): AwsError {
  const at = name.charAt(0).toLowerCase() + name.slice(1);
  const shown = value === null ? 'null' : `'${value}'`;
  return invalid(
    `1 validation error detected: Value ${shown} at '${at}' failed to satisfy constraint: ${rule}`,
  );
}

function wrongType(name: string, type: string): AwsError {
  return new AwsError('SerializationException', `${name} must be ${type}`);
}

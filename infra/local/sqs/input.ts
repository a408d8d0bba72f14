import { AwsError, isJsonObject, type Json, type JsonObject } from '../service';
import { invalidValue, missingParameter } from './error';

/** Readers of an action's input; a value of another JSON type than the API's model says cannot be read at all. */
export function optionalText(input: JsonObject, name: string): string | undefined {
  const value = present(input, name);
  if (value === undefined || typeof value === 'string') return value;
  throw unreadable(name, 'a string');
}

export function text(input: JsonObject, name: string): string {
  const value = optionalText(input, name);
  if (value === undefined || value === '') throw missingParameter(name);
  return value;
}

/** An integer within the inclusive range. */
export function optionalInteger(
  input: JsonObject,
  name: string,
  [least, most]: readonly [number, number],
  reason = `Must be between ${least} and ${most}, if provided.`,
): number | undefined {
  const value = present(input, name);
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw unreadable(name, 'an integer');
  if (value < least || value > most) throw invalidValue(name, value, reason);
  return value;
}

export function list(input: JsonObject, name: string): Json[] {
  const value = present(input, name) ?? [];
  if (Array.isArray(value)) return value;
  throw unreadable(name, 'a list');
}

export function texts(input: JsonObject, name: string): string[] {
  return list(input, name).map((value) => {
    if (typeof value === 'string') return value;
    throw unreadable(name, 'a list of strings');
  });
}

/** A map of names to values of the caller's choice; empty when absent. */
export function object(input: JsonObject, name: string): JsonObject {
  const value = present(input, name) ?? {};
  if (isJsonObject(value)) return value;
  throw unreadable(name, 'an object');
}

export function textMap(input: JsonObject, name: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(object(input, name)).map(([key, value]) => {
      if (typeof value === 'string') return [key, value];
      throw unreadable(`${name}.${key}`, 'a string');
    }),
  );
}

function present(input: JsonObject, name: string): Json | undefined {
  return input[name] ?? undefined;
}

function unreadable(name: string, expected: string): AwsError {
  return new AwsError('SerializationException', `${name} must be ${expected}.`);
}

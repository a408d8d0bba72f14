import { type ExactJson, exactJsonText, isExactObject, parseExactJson } from '../eventbridge/exact-json';
import { UsageError } from './exit';

/**
 * A payload with other values: `data.order.number=17`, `lines.0.sku=A-1`, `data.note=null`. A value is JSON where it can
 * be read as JSON, and a text otherwise. A new field of an object can be set, and an element at the end of a list; every
 * other number of the payload stays as it was written.
 *
 * @throws UsageError that names what does not lead anywhere
 */
export function setValues(payload: string, assignments: readonly string[]): string {
  if (assignments.length === 0) return payload;
  const root = parsed(payload);
  if (root === undefined) throw new UsageError('--set: the payload is no JSON');
  for (const assignment of assignments) {
    const [, path = '', text = ''] = /^([^=]+)=(.*)$/s.exec(assignment) ?? [];
    if (path === '') throw new UsageError(`--set ${assignment}: expected PATH=VALUE`);
    const value = parsed(text);
    setValue(root, path, value === undefined ? text : value);
  }
  return exactJsonText(root);
}

function setValue(root: ExactJson, path: string, value: ExactJson): void {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let at = root;
  for (const [index, step] of steps.entries()) {
    const next = childOf(at, step);
    if (next === undefined)
      throw new UsageError(`--set ${path}: the payload has no ${steps.slice(0, index + 1).join('.')}`);
    at = next;
  }
  if (Array.isArray(at) && isIndex(last) && Number(last) <= at.length) at[Number(last)] = value;
  // Not assigned: a field may be called __proto__.
  else if (isExactObject(at)) Object.defineProperty(at, last, { value, ...PLAIN });
  else throw new UsageError(`--set ${path}: ${steps.join('.') || 'the payload'} cannot have a ${last}`);
}

const PLAIN = { configurable: true, enumerable: true, writable: true } as const;

function childOf(value: ExactJson, step: string): ExactJson | undefined {
  if (Array.isArray(value)) return isIndex(step) ? value[Number(step)] : undefined;
  return isExactObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

const isIndex = (step: string): boolean => /^\d{1,6}$/.test(step);

function parsed(text: string): ExactJson | undefined {
  try {
    return parseExactJson(text);
  } catch {
    return undefined;
  }
}

import { pointerStep } from '../../../lib/json';
import { OrderEvent } from '../../../lib/order/order-event';
import { kindOf } from '../../../lib/schema/issues';
import { mapByClass } from '../../../lib/schema/redact';
import {
  type ExactJson,
  ExactNumber,
  type ExactScalar,
  isExactObject,
  parseExactJson,
} from '../../eventbridge/exact-json';
import { FIELD_NAME, type Known } from '../dlq/mask-payload';
import { isPersonalField, isPlainField } from '../dlq/plain-field';
import type { Document, Line, Tone } from './model';

/** What stands in a place of a document. */
export interface Leaf {
  readonly path: string;
  readonly line: Line;
  /** What a hidden line hides. */
  readonly revealed: string;
}

/** Enough to read; a payload of some megabytes would have hundreds of thousands. */
const MOST_LINES = 20_000;
const LONGEST_TEXT = 2_000;
const LONGEST_REVEALED = 50_000;
/** Deeper than any order, and far from what the call stack holds. */
const DEEPEST = 200;

/** Where a scalar stands. */
interface Place {
  /** JSON Pointer. */
  readonly path: string;
  /** The keys on the way, without positions in lists. */
  readonly keys: readonly string[];
}

/** Says of a scalar what to show in its place; undefined shows it. */
export type Hide = (place: Place, value: ExactScalar) => string | undefined;

/** Something to say at a place. */
export interface Mark {
  /** JSON Pointer. */
  readonly path: string;
  readonly tone: Tone;
  readonly text: string;
}

/** Lays a JSON text out in lines. Text that is no JSON is one hidden line. */
export function layOut(text: string, hide: Hide): Leaf[] {
  let value: ExactJson;
  try {
    value = parseExactJson(text);
  } catch {
    const line: Line = { depth: 0, text: `[${text.length} characters that are not JSON]`, kind: 'hidden' };
    return [{ path: '', line, revealed: text }];
  }
  const leaves: Leaf[] = [];
  function push(path: string, line: Line, revealed = line.text): void {
    leaves.push({ path, line, revealed: cut(revealed, LONGEST_REVEALED) });
  }

  function add(at: ExactJson, { path, keys }: Place, depth: number, key: string | undefined): void {
    if (leaves.length >= MOST_LINES) return;
    const head = { depth, ...(key !== undefined && { key }) };
    const entries = childrenOf(at);
    if (entries === undefined) {
      addScalar(at as ExactScalar, { path, keys }, head);
      return;
    }
    const [open, close] = Array.isArray(at) ? '[]' : '{}';
    if (entries.length === 0 || depth >= DEEPEST) {
      const inside = entries.length === 0 ? '' : ' nested too deeply to be shown ';
      push(path, { ...head, text: `${open}${inside}${close}`, kind: 'bracket' });
      return;
    }
    push(path, { ...head, text: `${open}`, kind: 'bracket' });
    for (const [name, child] of entries) {
      const shown = Array.isArray(at) ? undefined : FIELD_NAME.test(name) ? name : '[key]';
      const below = {
        path: `${path}/${pointerStep(name)}`,
        keys: Array.isArray(at) ? keys : [...keys, name],
      };
      add(child, below, depth + 1, shown);
    }
    if (leaves.length < MOST_LINES) push(CLOSING, { depth, text: `${close}`, kind: 'bracket' });
  }

  function addScalar(at: ExactScalar, place: Place, head: { depth: number; key?: string }): void {
    const written = at instanceof ExactNumber ? at.text : JSON.stringify(at);
    const hidden = hide(place, at);
    if (hidden !== undefined) {
      push(place.path, { ...head, text: `[${hidden}]`, kind: 'hidden' }, written);
      return;
    }
    const kind =
      typeof at === 'string'
        ? 'text'
        : typeof at === 'number' || at instanceof ExactNumber
          ? 'number'
          : 'word';
    push(place.path, { ...head, text: cut(written, LONGEST_TEXT), kind });
  }

  add(value, { path: '', keys: [] }, 0, undefined);
  return leaves;
}

/** Of a line that closes a bracket: no pointer begins so. */
const CLOSING = 'closing';

/** The lines as they go to the page, each mark at its place or, where that is missing, at the next one above it. */
export function toDocument(leaves: readonly Leaf[], marks: readonly Mark[] = []): Document {
  const places = new Map(leaves.map(({ path }, i) => [path, i]));
  const lines = leaves.map(({ line }) => line);
  for (const { path, tone, text } of marks) {
    let at = path;
    while (at !== '' && !places.has(at)) at = at.slice(0, at.lastIndexOf('/'));
    const position = places.get(at) ?? 0;
    const line = lines[position];
    const said = at === path ? text : `${path.slice(at.length)}: ${text}`;
    if (line) lines[position] = { ...line, marks: [...(line.marks ?? []), { tone, text: said }] };
  }
  if (lines.length < MOST_LINES) return { lines };
  return { lines, remark: `Only the first ${MOST_LINES.toLocaleString('en')} lines are shown.` };
}

/** Hides what may be personal in a payload: see `maskPayload`, which judges alike. */
export const hidePayload =
  (known: Known): Hide =>
  ({ keys }, scalar) => {
    if (scalar === null || scalar === '') return undefined;
    const value = scalar instanceof ExactNumber ? scalar.text : scalar;
    const harmless = typeof value === 'boolean' ? undefined : known.isHarmless(value);
    if (harmless ?? (!keys.some(isPersonalField) && isPlainField(keys.at(-1) ?? '', value))) return undefined;
    return scalar instanceof ExactNumber ? 'a number' : kindOf(scalar);
  };

/** Hides what the schema's class calls personal, and what the schema does not know. */
export function hideEvent(event: unknown): Hide {
  const classes = new Map<string, string>();
  const classified = mapByClass(OrderEvent, event, (personalData) => new Class(personalData ?? 'unknown'));
  collect(classified, '', classes);
  return ({ path }) => {
    const found = nearest(path, classes);
    return found === 'none' ? undefined : found;
  };
}

class Class {
  constructor(readonly name: string) {}
}

function collect(value: unknown, path: string, into: Map<string, string>): void {
  if (value instanceof Class) into.set(path, value.name);
  else if (typeof value === 'object' && value !== null)
    for (const [key, child] of Object.entries(value)) collect(child, `${path}/${pointerStep(key)}`, into);
}

/** A free value has one class for all of it. */
function nearest(path: string, classes: ReadonlyMap<string, string>): string {
  for (let at = path; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = classes.get(at);
    if (found !== undefined) return found;
    if (at === '') return 'unknown';
  }
}

function childrenOf(value: ExactJson): [string, ExactJson][] | undefined {
  if (Array.isArray(value)) return value.map((child, i) => [String(i), child]);
  return isExactObject(value) ? Object.entries(value) : undefined;
}

const cut = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length} characters)`;

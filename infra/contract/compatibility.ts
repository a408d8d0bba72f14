import { type Change, changesBetween } from './changes';
import type { JsonSchema } from './json-schema';

/** What subscribers rely on. */
export interface Contract {
  /** `dataschema` of its events: ends in `:<major>.<minor>`. */
  readonly dataschema: string;
  /** By type of event, the writer's schema of its `detail`. Notice codes and statuses are words of it. */
  readonly types: Readonly<Record<string, JsonSchema>>;
}

/** A breaking change that goes out all the same: seen, and argued. */
export interface AcceptedBreak extends Pick<Change, 'path' | 'what'> {
  readonly why: string;
}

/**
 * Why a contract may not follow the one that was released last, a sentence each; none if it may.
 *
 * What would break a subscriber needs another type of event, with a higher suffix, beside the one that stays as it was.
 * What is only added needs a higher minor of `dataschema`.
 */
export function blockersOf(
  released: Contract,
  today: Contract,
  accepted: readonly AcceptedBreak[] = [],
): readonly string[] {
  const changes = Object.entries(released.types).flatMap(([type, before]) => {
    const after = today.types[type];
    return after ? changesBetween(before, after).map((change) => ({ type, ...change })) : [];
  });
  const breaking = changes.filter(
    ({ kind, path, what }) =>
      kind === 'breaking' && !accepted.some((one) => one.path === path && one.what === what),
  );
  const added = [
    ...changes.filter(({ kind }) => kind === 'additive').map(told),
    ...Object.keys(today.types)
      .filter((type) => !released.types[type])
      .map((type) => `${type} is new`),
  ];
  return [
    ...breaking.map(
      (change) =>
        `${told(change)}. Subscribers rely on it: publish ${successorOf(change.type)} beside ${change.type}, which stays as it was.`,
    ),
    ...goneTypes(released, today),
    ...versionBlockers(released.dataschema, today.dataschema, added),
  ];
}

const told = ({ type, path, what }: Change & { readonly type: string }): string =>
  `${type}: ${path}: ${what}`;

/** A type may go once its successor was released beside it. */
const goneTypes = (released: Contract, today: Contract): string[] =>
  Object.keys(released.types)
    .filter((type) => !today.types[type] && !released.types[successorOf(type)])
    .map((type) => `${type} is gone. Release ${successorOf(type)} beside it first.`);

/** `order.updated.v1` → `order.updated.v2`. */
export const successorOf = (type: string): string =>
  type.replace(/\d+$/, (version) => String(Number(version) + 1));

function versionBlockers(before: string, after: string, added: readonly string[]): string[] {
  const [was, is] = [versionOf(before), versionOf(after)];
  const higher = is.major - was.major || is.minor - was.minor;
  if (higher < 0) return [`dataschema went back from ${before} to ${after}.`];
  if (higher > 0 || added.length === 0) return [];
  return added.map((one) => `${one}. Raise the minor of dataschema, ${before}.`);
}

function versionOf(dataschema: string): { readonly major: number; readonly minor: number } {
  const [, major, minor] = /:(\d+)\.(\d+)$/.exec(dataschema) ?? [];
  if (!major || !minor) throw new Error(`${dataschema} ends in no version`);
  return { major: Number(major), minor: Number(minor) };
}

import { type Change, changesBetween } from './changes';
import type { JsonSchema } from './json-schema';

/** What subscribers rely on. */
export interface Contract {
  /** `dataschema` of the events of types whose schema has no URI of its own: ends in `:<major>.<minor>`. */
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
  return [
    ...breaking.map(
      (change) =>
        `${told(change)}. Subscribers rely on it: publish ${successorOf(change.type)} beside ${change.type}, which stays as it was.`,
    ),
    ...goneTypes(released, today),
    ...versionBlockers(
      released,
      today,
      changes.filter(({ kind }) => kind === 'additive'),
    ),
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

/** What is only added, and does not show in the version of the schema that a type's events name. */
function versionBlockers(
  released: Contract,
  today: Contract,
  additive: readonly (Change & { readonly type: string })[],
): string[] {
  const backwards = Object.keys(released.types).flatMap((type) => {
    const [before, after] = [uriOf(released, type), uriOf(today, type)];
    return rise(before, after) < 0 ? [`dataschema went back from ${before} to ${after}.`] : [];
  });
  const unseen = additive
    .filter(({ type }) => rise(uriOf(released, type), uriOf(today, type)) === 0)
    .map((change) => [told(change), uriOf(released, change.type)] as const);
  const uris = Object.keys(released.types).map((type) => uriOf(released, type));
  const newTypes = Object.keys(today.types)
    .filter((type) => !released.types[type] && uris.includes(uriOf(today, type)))
    .map((type) => [`${type} is new`, uriOf(today, type)] as const);
  return [
    ...new Set(backwards),
    ...[...unseen, ...newTypes].map(([what, uri]) => `${what}. Raise the minor of dataschema, ${uri}.`),
  ];
}

/** The URI that the events of a type name: that of its own schema, without what tells the writer's edition. */
const uriOf = ({ dataschema, types }: Contract, type: string): string =>
  types[type]?.$id?.replace(/:strict$/, '') ?? dataschema;

/** Above zero where the version rose. */
function rise(before: string, after: string): number {
  const [was, is] = [versionOf(before), versionOf(after)];
  return is.major - was.major || is.minor - was.minor;
}

function versionOf(dataschema: string): { readonly major: number; readonly minor: number } {
  const [, major, minor] = /:(\d+)\.(\d+)$/.exec(dataschema) ?? [];
  if (!major || !minor) throw new Error(`${dataschema} ends in no version`);
  return { major: Number(major), minor: Number(minor) };
}

import { type ExactJson, ExactNumber, type ExactObject, type ExactScalar } from './exact-json';

/** One value of an event, and the element of an array, if any, that it stands in. */
export interface Leaf {
  readonly value: ExactScalar;
  readonly within: Element | undefined;
}

/** An element, itself an object or an array, of an array. */
export interface Element {
  readonly array: ExactJson[];
  readonly index: number;
  readonly within: Element | undefined;
}

/** Finds the values at a path. Every way there counts: a dot in a name is like a dot between names. */
export type FieldPath = (event: ExactObject) => Leaf[];

export function fieldPath(path: string): FieldPath {
  const names = path.split('.');
  const end = names.length;
  // From each position on: the names that may come next, and the position behind each.
  const steps = names.map((_, from) =>
    names.slice(from).map((_, more) => ({
      name: names.slice(from, from + more + 1).join('.'),
      to: from + more + 1,
    })),
  );

  return (event) => {
    const leaves: Leaf[] = [];
    descend(event, 0, undefined);
    return leaves;

    function descend(object: ExactObject, from: number, within: Element | undefined): void {
      for (const { name, to } of steps[from] ?? []) {
        if (Object.hasOwn(object, name)) visit(object[name] as ExactJson, to, within);
      }
    }

    function visit(value: ExactJson, position: number, within: Element | undefined): void {
      if (Array.isArray(value)) {
        for (let index = 0; index < value.length; index++) {
          const item = value[index] as ExactJson;
          visit(item, position, isScalar(item) ? within : { array: value, index, within });
        }
      } else if (!isScalar(value)) {
        descend(value, position, within);
      } else if (position === end) {
        leaves.push({ value, within });
      }
    }
  };
}

function isScalar(value: ExactJson): value is ExactScalar {
  return typeof value !== 'object' || value === null || value instanceof ExactNumber;
}

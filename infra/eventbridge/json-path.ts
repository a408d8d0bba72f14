import { type ExactJson, isExactObject } from './exact-json';

/** Finds what a path leads to; undefined if nothing is there. */
export type JsonPath = (root: ExactJson) => ExactJson | undefined;

/** `.name`, `['name']`, `[0]`, `.*` or `[*]`. */
const STEP = /\.(\*)|\.([^.[\]*]+)|\[(\*)\]|\[(\d+)\]|\['([^']+)'\]/y;

/** Compiles EventBridge's kind of JSON path (names, indices, wildcards); undefined if it is not one. */
export function jsonPath(path: string): JsonPath | undefined {
  if (!path.startsWith('$')) return undefined;
  const steps: (string | number)[] = [];
  let wildcards = 0;
  STEP.lastIndex = 1;
  while (STEP.lastIndex < path.length) {
    const [, anyName, name, anyIndex, index, quoted] = STEP.exec(path) ?? [];
    const step = anyName ?? name ?? anyIndex ?? quoted ?? (index === undefined ? undefined : Number(index));
    if (step === undefined) return undefined;
    if (anyName ?? anyIndex) wildcards++;
    steps.push(step);
  }

  return (root) => {
    const found = steps.reduce<ExactJson[]>(
      (values, step) => values.flatMap((value) => follow(value, step)),
      [root],
    );
    return wildcards > 0 ? found : found[0];
  };
}

function follow(value: ExactJson, step: string | number): ExactJson[] {
  if (step === '*') return Array.isArray(value) ? value : isExactObject(value) ? Object.values(value) : [];
  const next =
    Array.isArray(value) && typeof step === 'number'
      ? value[step]
      : isExactObject(value) && Object.hasOwn(value, step)
        ? value[step]
        : undefined;
  return next === undefined ? [] : [next];
}

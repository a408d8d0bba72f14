import { parseJson } from '../../../lib/json';
import { hideEvent, layOut } from './document';
import type { Change } from './model';

/** More would not be read. */
const MOST_CHANGES = 500;

/** The fields of `data` in which an event differs from the one before; of what may be personal only that it does. */
export function changesBetween(before: string, after: string): Change[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  const paths = [...new Set([...old.keys(), ...now.keys()])];
  return paths
    .filter((path) => old.get(path)?.value !== now.get(path)?.value)
    .slice(0, MOST_CHANGES)
    .map((path) => ({ path, before: old.get(path)?.shown ?? null, after: now.get(path)?.shown ?? null }));
}

function fieldsOf(event: string): Map<string, { readonly value: string; readonly shown: string }> {
  const leaves = layOut(event, hideEvent(parseJson(event)));
  return new Map(
    leaves
      .filter(({ path, line }) => path.startsWith('/data/') && line.kind !== 'bracket')
      .map(({ path, line, revealed }) => [path.slice('/data'.length), { value: revealed, shown: line.text }]),
  );
}

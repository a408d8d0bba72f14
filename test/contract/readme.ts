import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a provider's README states in its tables, so that it can be held against the code. */
export interface Readme {
  /** `| source | canonical |`: places in the payload, and in the event. */
  readonly mapped: readonly { readonly sources: readonly string[]; readonly targets: readonly string[] }[];
  /** `| sender | |`: how long it waits for an answer, whether it sends again, and how to find what never came. */
  readonly sender: Readonly<Record<string, string>>;
  /** `| left out | why |`. */
  readonly leftOut: readonly { readonly sources: readonly string[]; readonly reason: string }[];
  /** `| sum | stated |`: totals that add up, `total = totalExclTax + tax`, since the provider says so. */
  readonly sums: readonly string[];
  /** `` | `path` | `canonical path` | ``, then a word and its meaning in each row. */
  readonly words: readonly { readonly source: string; readonly target: string; readonly words: Words }[];
}

type Words = Readonly<Record<string, string>>;

export const readmePath = (provider: string): string =>
  join(__dirname, '../../lib/providers', provider, 'README.md');

export const readReadme = (provider: string): Readme => readReadmeAt(readmePath(provider));

/** The tables of the README at that path. */
export function readReadmeAt(path: string): Readme {
  const tables = tablesIn(readFileSync(path, 'utf8'));
  const ofKind = (kind: string) => tables.filter(({ head }) => head[0] === kind).flatMap(({ rows }) => rows);
  return {
    mapped: ofKind('source').map(([source = '', canonical = '']) => ({
      sources: codesIn(source).map(toPattern),
      targets: codesIn(canonical).map(toTarget),
    })),
    sender: Object.fromEntries(ofKind('sender').map(([fact = '', cell = '']) => [fact, cell])),
    leftOut: ofKind('left out').map(([source = '', reason = '']) => ({
      sources: codesIn(source).map(toPattern),
      reason,
    })),
    sums: ofKind('sum').flatMap(([sum = '']) => codesIn(sum)),
    words: tables.flatMap(({ head: [from = '', to = ''], rows }) => {
      const [[source], [target]] = [codesIn(from), codesIn(to)];
      if (source === undefined || target === undefined) return [];
      return { source: toPattern(source), target: toTarget(target), words: wordsIn(rows) };
    }),
  };
}

interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function tablesIn(markdown: string): Table[] {
  return markdown.split(/\n(?!\|)/).flatMap((block) => {
    const lines = block.split('\n').filter((line) => line.startsWith('|'));
    const [head, rule, ...rows] = lines.map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
    return head && rule ? [{ head, rows }] : [];
  });
}

const codesIn = (cell: string): string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code as string);

const wordsIn = (rows: Table['rows']): Words =>
  Object.fromEntries(
    rows.flatMap(([from = '', to = '']) => codesIn(from).map((word) => [word, codesIn(to)[0] ?? ''])),
  );

/** `parts[].id` → `/parts/∗/id`. */
const toPattern = (path: string): string => `/${path.replaceAll('[]', '.*').replaceAll('.', '/')}`;

/** Canonical paths are those of the order unless they begin with `metadata`, `data` or `extensions`. */
const toTarget = (path: string): string =>
  /^(?:metadata|data)\./.test(path)
    ? toPattern(path)
    : `/data${/^extensions\./.test(path) ? '' : '/order'}${toPattern(path)}`;

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

export const ROOT = join(__dirname, '..', '..');

const filesBelow = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
  );

/** Every TypeScript file of the rooms, by its path from the root. */
export const sources: readonly string[] = typescriptIn('functions', 'infra', 'lib').filter(
  (path) => !/\/(?:test|conformance|bench)\//.test(path),
);

/** The same, and every test. */
export const everywhere: readonly string[] = typescriptIn('functions', 'infra', 'lib', 'test');

function typescriptIn(...rooms: string[]): string[] {
  return rooms.flatMap(filesBelow).filter((path) => path.endsWith('.ts'));
}

const IMPORT =
  /^(?:import|export)\b(?<clause>[^;'"]*?\bfrom\s*|\s*)['"](?<from>[^'"]+)['"]|\b(?:import|require|require\.resolve)\(\s*['"](?<dynamic>[^'"]+)['"]\s*\)/gm;

const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** What a file imports, types included: our own by their path from the root, packages by their name. */
export function importsOf(path: string): string[] {
  return statementsOf(path).map(({ to }) => to);
}

/** What is left of that when types are taken away. */
export function valueImportsOf(path: string): string[] {
  return statementsOf(path)
    .filter(({ typeOnly }) => !typeOnly)
    .map(({ to }) => to);
}

function statementsOf(path: string): { to: string; typeOnly: boolean }[] {
  return [...textOf(path).matchAll(IMPORT)].map(({ groups = {} }) => {
    const { clause = '', from, dynamic } = groups;
    return { to: resolve(path, (from ?? dynamic) as string), typeOnly: /^\s*type\b/.test(clause) };
  });
}

function resolve(importer: string, name: string): string {
  if (name.startsWith('#providers/')) return `lib/${name.slice(1)}/index.ts`;
  if (!name.startsWith('.')) return name.startsWith('node:') ? name : packageOf(name);
  const path = relative(ROOT, join(ROOT, dirname(importer), name));
  const found = [path, `${path}.ts`, `${path}/index.ts`].find(
    (file) => file.includes('.') && existsSync(join(ROOT, file)),
  );
  return found ?? `?${path}`;
}

/** Everything that a file needs, at any remove. */
export function reachableFrom(path: string, next: (path: string) => string[]): string[] {
  const seen = new Set<string>();
  const open = [path];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const to of sources.includes(at) ? next(at) : [])
      if (!seen.has(to)) {
        seen.add(to);
        open.push(to);
      }
  return [...seen];
}

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../cli/paths';

/**
 * Writes which packages of others are in the bundles, with the licences that go with them.
 * @param bundled the paths, from the repository's root, of all files that are in a bundle
 */
export function writeNotices(dist: string, bundled: readonly string[]): void {
  const folders = [...new Set(bundled.flatMap((path) => PACKAGE.exec(path)?.[0] ?? []))];
  const licences = new Map<string, string[]>();
  for (const folder of folders) {
    const { name, version, license } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));
    const text = licenceIn(join(ROOT, folder)) ?? `${license}\n`;
    licences.set(text, [...(licences.get(text) ?? []), `- ${name} ${version} (${license})`]);
  }
  const sections = [...licences].map(
    ([text, names]) => `${names.sort().join('\n')}\n\n\`\`\`\n${text.trim()}\n\`\`\`\n`,
  );
  writeFileSync(join(dist, 'THIRD-PARTY.md'), `${HEAD}\n${sections.sort().join('\n')}`);
}

const HEAD = '# What is bundled in this package, and its licences\n';
const PACKAGE = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;

function licenceIn(folder: string): string | undefined {
  const file = readdirSync(folder).find((name) => /^licen[cs]e(?:\.\w+)?$/i.test(name));
  return file && readFileSync(join(folder, file), 'utf8');
}

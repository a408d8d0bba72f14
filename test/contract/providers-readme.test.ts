import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as hmac from '../../lib/hmac';
import { providers } from '../../lib/providers';
import * as publicKey from '../../lib/public-key';
import * as signatureHeader from '../../lib/signature-header';
import * as webhook from '../../lib/webhook';
import { IMITATIONS } from './imitations/imitations';

const FOLDER = join(__dirname, '../../lib/providers');
const readme = readFileSync(join(FOLDER, 'README.md'), 'utf8');
const sectionOf = (title: string): string =>
  readme.split(/^## /m).find((text) => text.startsWith(title)) ?? '';
const cellsOf = (title: string): string[][] =>
  sectionOf(title)
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| file') && !line.startsWith('| it signs'))
    .map((line) => line.slice(1, -1).split('|'));
const codesIn = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

describe('the page for who adds a provider', () => {
  it('has a recipe for what each imitation does, out of functions that there are', () => {
    const exported = Object.keys({ ...hmac, ...publicKey, ...signatureHeader, ...webhook });
    const rows = cellsOf('Signature recipes');
    const calls = rows.flatMap(([, use = '']) =>
      codesIn(use).flatMap((code) => /^[a-z][a-zA-Z0-9]{9,}(?=\(|$)/.exec(code) ?? []),
    );
    expect(calls.length).toBeGreaterThan(5);
    expect(calls.filter((name) => !exported.includes(name))).toEqual([]);
    expect([...new Set(rows.flatMap(([, , imitation = '']) => codesIn(imitation)))].sort()).toEqual(
      IMITATIONS.map(({ provider }) => provider.name).sort(),
    );
  });

  it('names files that the folders have', () => {
    const files = cellsOf('What a folder holds')
      .flatMap(([file = '']) => codesIn(file))
      .filter((file) => /^[\w-]+\.\w+$/.test(file));
    expect(files.length).toBeGreaterThan(8);
    const absent = files.filter(
      (file) => !providers.some(({ name }) => existsSync(join(FOLDER, name, file))),
    );
    expect(absent).toEqual([]);
  });
});

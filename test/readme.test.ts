import { existsSync, readFileSync } from 'node:fs';
import { METRICS } from '../functions/aws/metrics';
import { BLOCKERS } from '../infra/cli/dlq/assess';
import { remedyOf } from '../infra/cli/dlq/remedies';
import { FINDINGS } from '../infra/cli/endpoints/check';
import { compilePattern } from '../infra/eventbridge/pattern';
import { readSettings, SETTING_NAMES } from '../infra/stack/settings';
import { FAILURES } from '../lib/failure';
import { CUSTOMER_REDACTED_SCHEMA } from '../lib/order/customer-redacted';
import { NOTICE_MEANINGS } from '../lib/order/descriptions';
import { DATA_SCHEMA, EVENT_TYPES, NOTICES } from '../lib/order/order-event';
import { providers } from '../lib/providers';
import { inRoot } from './support/running-stack';

const readme = readFileSync(inRoot('README.md'), 'utf8');
const scripts: Record<string, string> = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).scripts;

/** The rows below a heading: the texts of their cells. */
function table(header: string): string[][] {
  const lines = readme.split('\n');
  const start = lines.indexOf(header);
  if (start < 0) throw new Error(`the README has no table ${header}`);
  const end = lines.findIndex((line, i) => i > start && !line.startsWith('|'));
  return lines.slice(start + 2, end).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const words = (text = ''): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, block = '']) => block,
  );

it('names every command, and only commands that exist', () => {
  const named = table('| command | does |').flatMap(([cell]) =>
    words(cell).map((command) => /^npm (?:run )?([\w:-]+)/.exec(command)?.[1]),
  );
  expect(named.sort()).toEqual(Object.keys(scripts).sort());
});

it('uses no command that does not exist', () => {
  for (const [, name = ''] of readme.matchAll(/npm run (?:-s )?([\w:-]+)/g))
    expect(Object.keys(scripts)).toContain(name);
});

it('shows the event that the program makes of the documented example', () => {
  const [shown = ''] = blocks('json');
  const [, fixture = ''] = /This is the `detail` for the \[.*?\]\((.*?)\)/.exec(readme) ?? [];
  const expected = readFileSync(inRoot(fixture, 'expected.json'), 'utf8');
  expect(JSON.parse(shown)).toEqual(JSON.parse(expected));
});

it('lists every platform as its own README introduces it', () => {
  const introduced = providers.map(({ name }) => {
    const path = `lib/providers/${name}/README.md`;
    const [, title, sentence] = /^# (.+)\n\n(.+?\.)(?= |\n)/.exec(readFileSync(inRoot(path), 'utf8')) ?? [];
    return [`[${title}](${path})`, sentence];
  });
  expect(table('| platform | what comes from it |')).toEqual(introduced);
});

it('names the sources and types of the events', () => {
  const rows = Object.fromEntries(
    table('| EventBridge field | value |').map(([name, value]) => [words(name)[0], words(value)]),
  );
  expect(rows.source).toEqual(
    providers
      .map(({ name }) => `orders.${name}`)
      .sort()
      .reverse(),
  );
  expect(rows['detail-type']).toEqual(EVENT_TYPES);
});

it('lists every notice with its meaning', () => {
  const rows = table('| notice | meaning |');
  expect(rows.map(([code]) => words(code)[0])).toEqual(NOTICES);
  expect(rows.map(([, meaning]) => meaning)).toEqual(Object.values(NOTICE_MEANINGS));
});

it('lists every reason for a dead letter with its stage and what to do', () => {
  const rows = table('| code | stage | what happened | then do |').map(([code, ...cells]) => [
    words(code)[0],
    ...cells,
  ]);
  const expected = Object.entries(FAILURES)
    .filter(([, [, stage]]) => stage !== 'verify')
    .map(([code, [, stage, text]]) => [code, stage, text, remedyOf(code)]);
  const byCode = (a: (string | undefined)[], b: (string | undefined)[]) =>
    String(a[0]).localeCompare(String(b[0]));
  expect(rows.sort(byCode)).toEqual(expected.sort(byCode));
});

it('lists what can keep a dead letter from being replayed', () => {
  const rows = table('| code | what is wrong | then do |').map(([code, ...cells]) => [
    words(code)[0],
    ...cells,
  ]);
  expect(rows).toEqual(Object.entries(BLOCKERS).map(([code, text]) => [code, text, remedyOf(code)]));
});

it('lists every finding of a check', () => {
  const rows = table('| finding | meaning |').map(([code, meaning]) => [words(code)[0], meaning]);
  expect(rows).toEqual(Object.entries(FINDINGS).map(([code, [, meaning]]) => [code, meaning]));
});

it('lists every metric', () => {
  expect(table('| metric | dimensions | counts |').map(([name]) => words(name)[0])).toEqual(
    expect.arrayContaining(Object.keys(METRICS)),
  );
});

it('lists every setting, and shows settings that the stack reads', () => {
  expect(table('| setting | does |').flatMap(([names]) => words(names))).toEqual(SETTING_NAMES);
  const [shown = ''] = blocks('json').filter((block) => block.includes('"alarmEmail"'));
  const names = providers.map(({ name }) => name);
  expect(readSettings({ context: {}, readFile: () => shown, providers: names })).toEqual(JSON.parse(shown));
});

it('shows patterns that EventBridge takes', () => {
  const patterns = blocks('json').filter((block) => /^{\n {2}"source"/.test(block));
  expect(patterns.length).toBeGreaterThan(0);
  for (const pattern of patterns) expect(() => compilePattern(pattern)).not.toThrow();
});

it('links to nothing that is not there', () => {
  const targets = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target = '']) => target);
  expect(targets.length).toBeGreaterThan(10);
  for (const target of targets) expect([target, existsSync(inRoot(target))]).toEqual([target, true]);
});

it('is followed by a changelog that states the contract in force', () => {
  const changelog = readFileSync(inRoot('CHANGELOG.md'), 'utf8');
  const stated = [...changelog.matchAll(/^\| (?:event types|JSON Schema|mapping) .*$/gm)].flatMap(([row]) =>
    words(row),
  );
  const mappings = providers.map(({ name, version }) => `${name}@${version}`);
  expect(stated.sort()).toEqual([...EVENT_TYPES, DATA_SCHEMA, CUSTOMER_REDACTED_SCHEMA, ...mappings].sort());
});

import { NOTICE_MEANINGS, PERSONAL_DATA_MEANINGS, STATUS_MEANINGS } from '../../lib/order/descriptions';
import { DATA_SCHEMA } from '../../lib/order/order-event';
import { contractToday } from './contract';
import { EVENT_TYPE_ENTRIES } from './event-types';
import type { JsonSchema, Properties } from './json-schema';
import { rulePatterns } from './rule-patterns';

/** The event catalogue: every type, field, notice and status word, and patterns for rules, in Markdown. */
export function catalogue(): string {
  const schemas = new Map(Object.values(contractToday().types).map((schema) => [schema.title, schema]));
  return [
    '# Events',
    `Written by \`npm run contract\` out of the schema in \`lib/order\`: \`${DATA_SCHEMA}\`. Fields that are always there are **bold**; absent means that the provider does not say. A later minor version may add fields and words.`,
    '## Types',
    table(
      ['type', 'comes', '`detail`'],
      Object.entries(EVENT_TYPE_ENTRIES).map(([type, { name, comes }]) => [
        `\`${type}\``,
        comes,
        linkTo(name),
      ]),
    ),
    '## Fields',
    ...[...schemas.values()].flatMap(fieldsOf),
    '## Status words',
    ...Object.entries(STATUS_MEANINGS).flatMap(([axis, words]) => [
      `### \`status.${axis}.value\``,
      wordTable(words),
    ]),
    '## Notices',
    wordTable(NOTICE_MEANINGS),
    '## Personal data',
    wordTable(PERSONAL_DATA_MEANINGS),
    '## Rule patterns',
    'Each asks one question. To ask several, merge them into one object. A list can be matched: one element that fits is enough. That two fields of *one* element fit together is nothing that AWS documents, so do not build a rule on it. A rule compares numbers up to five billion, in minor units.',
    ...rulePatterns().flatMap(({ name, matches, pattern }) => [
      `### ${name}`,
      matches,
      `\`\`\`json\n${JSON.stringify(pattern)}\n\`\`\``,
    ]),
  ]
    .join('\n\n')
    .concat('\n');
}

function fieldsOf(schema: JsonSchema): string[] {
  const { $defs = {}, title = '' } = schema;
  const objects: Properties = {
    [title.replace(/ (.)/g, (_, letter) => letter.toUpperCase())]: schema,
    ...$defs,
  };
  return Object.entries(objects).flatMap(([name, { description = '', properties = {}, required = [] }]) => [
    `### ${name}`,
    description,
    table(
      ['field', 'type', 'meaning', 'personal data'],
      Object.entries(properties).map(([field, one]) => [
        required.includes(field) ? `**\`${field}\`**` : `\`${field}\``,
        typeOf(one),
        `${one.description ?? ''}${wordsOf(one)}`,
        classOf(one),
      ]),
    ),
  ]);
}

const wordsOf = ({ enum: words }: JsonSchema): string =>
  words ? ` One of ${words.map((word) => `\`${word}\``).join(', ')}.` : '';

/** Of a list or a choice, the class of what it holds. */
const classOf = ({ 'x-personal-data': own, items }: JsonSchema): string =>
  own ?? (items ? classOf(items) : '');

function typeOf({ $ref, type, format, items, anyOf, additionalProperties }: JsonSchema): string {
  if ($ref) return linkTo($ref.replace('#/$defs/', ''));
  if (items) return `list of ${typeOf(items)}`;
  if (anyOf) return anyOf.map(typeOf).join(' or ');
  if (typeof additionalProperties === 'object') return 'object by key';
  return format ?? type ?? 'any JSON';
}

const linkTo = (name: string): string => `[${name}](#${name.toLowerCase()})`;

const wordTable = (words: Readonly<Record<string, string>>): string =>
  table(
    ['word', 'meaning'],
    Object.entries(words).map(([word, meaning]) => [`\`${word}\``, meaning]),
  );

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');

import { PERSONAL_DATA_MEANINGS } from '../../lib/order/descriptions';
import { PERSONAL_DATA } from './writer-schema';

const DIALECT = 'https://json-schema.org/draft/2020-12';
const STANDARD = [
  'core',
  'applicator',
  'unevaluated',
  'validation',
  'meta-data',
  'format-annotation',
  'content',
];

/**
 * The dialect of our schemas: JSON Schema 2020-12 and one word more, which says what a field may tell about a person.
 * Nobody has to know it: it annotates, and decides nothing.
 */
export const VOCABULARY = {
  $schema: `${DIALECT}/schema`,
  $id: 'urn:order-events:dialect:personal-data',
  $vocabulary: {
    ...Object.fromEntries(STANDARD.map((name) => [`${DIALECT}/vocab/${name}`, true])),
    'urn:order-events:vocabulary:personal-data': false,
  },
  $dynamicAnchor: 'meta',
  title: 'JSON Schema 2020-12 with the class of personal data',
  type: ['object', 'boolean'],
  allOf: [{ $ref: `${DIALECT}/schema` }],
  properties: {
    [PERSONAL_DATA]: {
      description: [
        'What a field may tell about a person. Absent: nothing.',
        ...classes().map(([name, meaning]) => `\`${name}\`: ${meaning}`),
      ].join(' '),
      type: 'string',
      enum: classes().map(([name]) => name),
    },
  },
};

function classes(): [string, string][] {
  return Object.entries(PERSONAL_DATA_MEANINGS).filter(([name]) => name !== 'none');
}

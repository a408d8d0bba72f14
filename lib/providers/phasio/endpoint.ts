import * as v from 'valibot';
import { endpointEntries } from '../../endpoint';
import { LAYOUTS, type Layout } from './encryption';
import { TRIGGERS } from './events';

/** Of either alphabet. A secret that is Base64 but no key of 32 bytes cannot decrypt, yet what it signed is kept. */
const SECRET = /^[\w+/-]{6,}={0,2}$/;

/** A misspelt word would make every delivery an event that nobody maps, acknowledged and gone. */
const isTrigger = (word: string): boolean => TRIGGERS.has(word);

/** One webhook at Phasio. Its payload does not say which event it is, so the entry has to. */
export const PhasioEndpoint = v.strictObject({
  ...endpointEntries,
  secrets: v.array(
    v.pipe(
      v.string(),
      v.regex(SECRET),
      v.description('a secret as Phasio shows it: Base64, without white space and quotes'),
    ),
  ),
  event: v.pipe(v.string(), v.check(isTrigger), v.description("one of Phasio's triggers, such as ORDER")),
  /** Pins where IV and tag stand; without it each way is tried. */
  layout: v.optional(v.picklist(Object.keys(LAYOUTS) as Layout[])),
});

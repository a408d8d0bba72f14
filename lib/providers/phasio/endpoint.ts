import * as v from 'valibot';
import { endpointEntries } from '../../endpoint';
import { LAYOUTS, type Layout } from './encryption';

/** One webhook at Phasio. Its payload does not say which event it is, so that the entry has to. */
export const PhasioEndpoint = v.strictObject(
  {
    ...endpointEntries,
    event: v.pipe(v.string('expected a text'), v.nonEmpty('expected a text that is not empty')),
    /** Pins where IV and tag stand; without it each way is tried. */
    layout: v.optional(
      v.picklist(Object.keys(LAYOUTS) as Layout[], `expected one of ${Object.keys(LAYOUTS).join(', ')}`),
    ),
  },
  ({ expected }) => (expected === 'never' ? 'is not a field of this entry' : 'expected an object'),
);

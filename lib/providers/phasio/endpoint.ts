import * as v from 'valibot';
import { endpointEntries } from '../../endpoint';
import { LAYOUTS, type Layout } from './encryption';

/** One webhook at Phasio. Its payload does not say which event it is, so that the entry has to. */
export const PhasioEndpoint = v.strictObject({
  ...endpointEntries,
  event: v.pipe(v.string(), v.nonEmpty()),
  /** Pins where IV and tag stand; without it each way is tried. */
  layout: v.optional(v.picklist(Object.keys(LAYOUTS) as Layout[])),
});

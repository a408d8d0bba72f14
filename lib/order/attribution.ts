import * as v from 'valibot';
import { code } from './fields';
import { free, text } from './personal-data';

/** Which campaign and which person brought the order. */
export const attribution = v.strictObject({
  affiliate: v.optional(code),
  funnel: v.optional(code),
  gclid: v.optional(text('personal')),
  subaffiliates: v.optional(
    v.strictObject({
      1: v.optional(code),
      2: v.optional(code),
      3: v.optional(code),
      4: v.optional(code),
      5: v.optional(code),
    }),
  ),
  utm: v.optional(
    v.strictObject({
      source: v.optional(code),
      medium: v.optional(code),
      campaign: v.optional(code),
      term: v.optional(code),
      content: v.optional(code),
    }),
  ),
  agent: v.optional(
    v.strictObject({
      id: v.optional(text('personal')),
      email: v.optional(text('contact')),
      firstName: v.optional(text('personal')),
      lastName: v.optional(text('personal')),
    }),
  ),
  metadata: v.optional(free('personal')),
});

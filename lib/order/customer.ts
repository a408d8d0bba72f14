import * as v from 'valibot';
import { word } from './fields';
import { flag, text } from './personal-data';

export const customer = v.strictObject({
  kind: word(['person', 'organisation']),
  id: v.optional(text('personal')),
  email: v.optional(text('contact')),
  firstName: v.optional(text('personal')),
  lastName: v.optional(text('personal')),
  name: v.optional(text('personal')),
  phone: v.optional(text('contact')),
  language: v.optional(text('personal')),
  acceptsMarketing: v.optional(flag('personal')),
  ip: v.optional(text('personal')),
  userAgent: v.optional(text('personal')),
});

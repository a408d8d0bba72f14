import * as v from 'valibot';
import { endpointEntries } from '../../endpoint';
import type { Provider } from '../../provider';
import { identify, NAME } from './identify';
import { leftOut } from './left-out';
import { orderReader } from './read';
import { sample } from './sample';
import { open, SIGNATURE_HEADER, seal } from './seal';

/** Next Commerce's Admin API webhooks: signed, not encrypted. */
export const nextCommerce: Provider = {
  name: NAME,
  version: 1,
  signatureHeader: SIGNATURE_HEADER,
  endpoint: v.strictObject(endpointEntries, ({ expected }) =>
    expected === 'never' ? 'is not a field of this entry' : 'expected an object',
  ),
  open,
  seal,
  eventPath: '/event_type',
  identify,
  events: {
    'order.created': orderReader('order.created.v1'),
    'order.updated': orderReader('order.updated.v1'),
  },
  leftOut,
  sample,
};

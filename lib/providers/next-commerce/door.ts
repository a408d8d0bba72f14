import * as v from 'valibot';
import { endpointEntries } from '../../endpoint';
import type { Door } from '../../provider';
import { EVENTS } from './events';
import { identify, NAME } from './identify';
import { open, SIGNATURE_HEADER } from './seal';

export const nextCommerceDoor: Door = {
  name: NAME,
  signatureHeader: SIGNATURE_HEADER,
  endpoint: v.strictObject(endpointEntries, ({ expected }) =>
    expected === 'never' ? 'is not a field of this entry' : 'expected an object',
  ),
  events: EVENTS,
  open,
  identify,
};

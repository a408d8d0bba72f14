import type { Door } from '../../provider';
import { PhasioEndpoint } from './endpoint';
import { EVENTS } from './events';
import { identify, NAME } from './identify';
import { open, SIGNATURE_HEADER } from './seal';

export const phasioDoor: Door = {
  name: NAME,
  signatureHeader: SIGNATURE_HEADER,
  endpoint: PhasioEndpoint,
  events: EVENTS,
  open,
  identify,
};

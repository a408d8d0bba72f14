import * as v from 'valibot';
import { endpointEntries } from '../../endpoint';
import { isHexSignature } from '../../hmac';
import type { Receiver } from '../../provider';
import { EVENTS } from './events';
import { identify, NAME } from './identify';
import { SIGNATURE_HEADER, verify } from './signature';

export const provider = {
  name: NAME,
  signatureHeader: SIGNATURE_HEADER,
  isSignature: isHexSignature,
  signedForms: ['the body', 'the body as Python writes it'],
  answerWithinSeconds: 20,
  retries: true,
  endpoint: v.strictObject(endpointEntries),
  events: EVENTS,
  verify,
  identify,
} satisfies Receiver;

import { isHexSignature } from '../../hmac';
import type { Receiver } from '../../provider';
import { PhasioEndpoint } from './endpoint';
import { EVENTS } from './events';
import { identify, NAME } from './identify';
import { SIGNATURE_HEADER, verify } from './signature';

export const provider = {
  name: NAME,
  signatureHeader: SIGNATURE_HEADER,
  isSignature: isHexSignature,
  signedForms: ['the encrypted payload', "the body, each with the secret's text and with its bytes"],
  answerWithinSeconds: 10,
  retries: false,
  endpoint: PhasioEndpoint,
  events: EVENTS,
  verify,
  identify,
} satisfies Receiver;

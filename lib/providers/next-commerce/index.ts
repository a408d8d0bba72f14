import type { Provider } from '../../provider';
import { leftOut } from './left-out';
import { nextCommerceReader } from './reader';
import { nextCommerceReceiver } from './receiver';
import { sample } from './sample';
import { sign } from './signature';

/** Next Commerce's Admin API webhooks: signed, not encrypted. */
export const nextCommerce: Provider = {
  ...nextCommerceReceiver,
  ...nextCommerceReader,
  sign,
  leftOut,
  sample,
};

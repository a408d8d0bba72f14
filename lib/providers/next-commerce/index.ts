import type { Provider } from '../../provider';
import { nextCommerceDoor } from './door';
import { leftOut } from './left-out';
import { nextCommerceReader } from './reader';
import { sample } from './sample';
import { seal } from './seal';

/** Next Commerce's Admin API webhooks: signed, not encrypted. */
export const nextCommerce: Provider = { ...nextCommerceDoor, ...nextCommerceReader, seal, leftOut, sample };

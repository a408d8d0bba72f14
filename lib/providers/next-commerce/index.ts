import type { Provider } from '../../provider';
import { leftOut } from './left-out';
import { provider as reader } from './reader';
import { provider as receiver } from './receiver';
import { sample } from './sample';
import { sign } from './signature';

/** Next Commerce's Admin API webhooks: signed, not encrypted. */
export const provider = { ...receiver, ...reader, sign, leftOut, sample } satisfies Provider;

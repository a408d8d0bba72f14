import type { Provider } from '../../provider';
import { sampleWith } from '../../provider-kit';
import { leftOut } from './left-out';
import { provider as reader } from './reader';
import { provider as receiver } from './receiver';
import { kit } from './sample';
import { decrypt, sign } from './signature';

/** Orders of parts that are made on demand: https://docs.phas.io/developers/webhooks */
export const provider = {
  ...receiver,
  ...reader,
  sign,
  decrypt,
  leftOut,
  sample: sampleWith(kit),
} satisfies Provider;

export { kit };

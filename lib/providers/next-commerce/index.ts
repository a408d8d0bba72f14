import type { Provider } from '../../provider';
import { sampleWith } from '../../provider-kit';
import { leftOut } from './left-out';
import { provider as reader } from './reader';
import { provider as receiver } from './receiver';
import { recovery } from './recover';
import { kit } from './sample';
import { sign } from './signature';

/** Next Commerce's Admin API webhooks: signed, not encrypted. */
export const provider = {
  ...receiver,
  ...reader,
  sign,
  leftOut,
  recovery,
  sample: sampleWith(kit),
} satisfies Provider;

export { kit };

import { compileFit } from '../../fit';
import { textOf } from '../../mapping/values';
import { assertTold } from '../../notes';
import type { EventType } from '../../order-event';
import type { Provider, Reader } from '../../provider';
import { identify, NAME } from './identify';
import { leftOut } from './left-out';
import { toOrder } from './map';
import { sample } from './sample';
import { OrderPayload, PhasioEndpoint } from './schema';
import { open, SIGNATURE_HEADER, seal, unseal } from './seal';

/** Orders of parts that are made on demand: https://docs.phas.io/developers/webhooks */
export const phasio: Provider = {
  name: NAME,
  version: 1,
  signatureHeader: SIGNATURE_HEADER,
  endpoint: PhasioEndpoint,
  open,
  seal,
  unseal,
  identify,
  events: {
    ORDER: reader('order.created.v1'),
    ORDER_UPDATED: reader('order.updated.v1'),
    QUOTE_CONVERTED: reader('order.confirmed.v1'),
  },
  leftOut,
  sample,
};

const fitOrder = compileFit(OrderPayload);

/** All three events carry the same payload. */
function reader(type: EventType): Reader {
  const confirmed = type === 'order.confirmed.v1';
  return {
    type,
    read(payload, { account, timeZone }, notes) {
      fitOrder(payload, notes);
      assertTold(notes);
      const fitted = payload as OrderPayload;
      const order = toOrder(fitted, { account, timeZone, confirmed }, notes);
      assertTold(notes);
      return { order, test: false, metadata: { actor: textOf(fitted.actorType) } };
    },
  };
}

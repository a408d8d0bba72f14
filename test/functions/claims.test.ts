import { readDelivery } from '../../lib/delivery';
import { read } from '../../lib/reading/read';
import { imitationNamed } from '../contract/imitations/imitations';
import { openReceiver } from './receive-fixture';

const { provider, write } = imitationNamed('header-topic');
const endpoint = { secrets: ['a secret of a shop'], account: 'acme' };
const [, event = ''] = Object.keys(provider.events);

const openShop = () => openReceiver({ provider, document: () => JSON.stringify({ store: endpoint }) });

const payload = JSON.stringify(write({ event, account: 'acme', order: 7, step: 0 }));

describe('what a header says beside the payload', () => {
  it('chooses the event, fills metadata, and travels on the queue', async () => {
    const receiver = openShop();
    const request = provider.sign(payload, endpoint, { now: receiver.clock.now, event });
    const id = request.headers['x-topic-webhook-id'];
    expect(await receiver.post(request)).toMatchObject({ statusCode: 200 });
    const delivery = readDelivery(receiver.sent[0]?.message.body ?? '');
    expect(delivery.claims).toEqual({ event, id, shop: 'acme' });
    expect(read(provider, delivery).event.metadata).toMatchObject({
      event,
      type: 'order.updated.v1',
      webhookid: id,
    });
    expect(receiver.logged('accepted')).toMatchObject([{ event }]);
  });

  it('enters no id where it is not signed: the same bytes are the same delivery', async () => {
    const receiver = openShop();
    const request = provider.sign(payload, endpoint, { now: receiver.clock.now, event });
    await receiver.post(request);
    await receiver.post({ ...request, headers: { ...request.headers, 'x-topic-webhook-id': 'another' } });
    const [first, second] = receiver.deliveries();
    expect(second?.id).toBe(first?.id);
    expect(second?.claims).not.toEqual(first?.claims);
  });

  it('makes a dead letter where it contradicts the endpoint', async () => {
    const receiver = openShop();
    const request = provider.sign(payload, endpoint, { now: receiver.clock.now, event });
    await receiver.post({ ...request, headers: { ...request.headers, 'x-topic-shop': 'globex' } });
    const delivery = readDelivery(receiver.sent[0]?.message.body ?? '');
    expect(() => read(provider, delivery)).toThrow(expect.objectContaining({ code: 'ACCOUNT_MISMATCH' }));
  });

  it('is absent from a delivery whose headers say nothing', async () => {
    const form = imitationNamed('form');
    const receiver = openReceiver({
      provider: form.provider,
      document: () => JSON.stringify({ store: endpoint }),
    });
    const [placed = ''] = Object.keys(form.provider.events);
    const order = JSON.stringify(form.write({ event: placed, account: 'acme', order: 7, step: 0 }));
    await receiver.post(form.provider.sign(order, endpoint, { now: receiver.clock.now }));
    expect(receiver.deliveries()[0]).not.toHaveProperty('claims');
  });
});

import { importMapping } from '../../infra/cli/import-mapping';
import { queueNamed, resource, resources, templateOf } from './templates';

const template = templateOf('full');

it('maps whatever cdk destroy keeps under a name, by what CloudFormation imports it by', async () => {
  const { mapping, missing } = await importMapping(JSON.parse(JSON.stringify(template)), {
    queueUrl: async (name) => (name === 'order-events-shop.fifo' ? undefined : `https://sqs/1/${name}`),
    secretArn: async (name) => `arn:aws:secretsmanager:::secret:${name}-AbCdEf`,
  });
  expect(missing).toEqual(['order-events-shop.fifo']);
  expect(mapping[queueNamed(template, 'order-events-acme.fifo').id]).toEqual({
    QueueUrl: 'https://sqs/1/order-events-acme.fifo',
  });
  expect(mapping[resource(template, 'AWS::Events::EventBus').id]).toEqual({ Name: 'order-events' });
  expect(mapping[resource(template, 'AWS::Events::Archive').id]).toEqual({ ArchiveName: 'order-events' });
  for (const { id, Properties } of resources(template, 'AWS::SecretsManager::Secret'))
    expect(mapping[id]).toEqual({ Id: `arn:aws:secretsmanager:::secret:${Properties.Name}-AbCdEf` });
  // Three queues of providers, two secrets, bus and archive: a subscriber's queues have no name to collide with.
  expect(Object.keys(mapping)).toHaveLength(7);
});

import { providerOf } from '../../../lib/providers';
import { read } from '../../../lib/read';
import { readFirstOrders } from './first-orders';

void readFirstOrders((name) => {
  const provider = providerOf(name);
  if (!provider) throw new Error(`${name} is not in the registry`);
  return (delivery) => JSON.stringify(read(provider, delivery));
});

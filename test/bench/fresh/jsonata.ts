import { createJsonataPeer } from '../peers/jsonata';
import { readFirstOrders } from './first-orders';

void readFirstOrders((provider) => {
  const read = createJsonataPeer(provider);
  return ({ payload }) => read(payload);
});

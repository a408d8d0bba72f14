import { createZodPeer } from '../peers/zod';
import { readFirstOrders } from './first-orders';

void readFirstOrders(createZodPeer);

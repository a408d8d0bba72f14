import { readFirstOrders } from './first-orders';

void readFirstOrders(async () => (await import('../peers/ours')).createOwnPeer);

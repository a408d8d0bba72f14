import { createMemoryStore } from '../../../lib/subscriber';
import { describeStore } from './store-contract';

describeStore('in memory', ({ now }) => createMemoryStore({ now }));

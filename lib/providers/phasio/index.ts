import type { Provider } from '../../provider';
import { leftOut } from './left-out';
import { phasioReader } from './reader';
import { phasioReceiver } from './receiver';
import { sample } from './sample';
import { decrypt, sign } from './signature';

/** Orders of parts that are made on demand: https://docs.phas.io/developers/webhooks */
export const phasio: Provider = { ...phasioReceiver, ...phasioReader, sign, decrypt, leftOut, sample };

import type { Provider } from '../../provider';
import { phasioDoor } from './door';
import { leftOut } from './left-out';
import { phasioReader } from './reader';
import { sample } from './sample';
import { seal, unseal } from './seal';

/** Orders of parts that are made on demand: https://docs.phas.io/developers/webhooks */
export const phasio: Provider = { ...phasioDoor, ...phasioReader, seal, unseal, leftOut, sample };

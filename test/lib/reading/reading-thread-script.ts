import { createReadAlone, isReadingThread, serveReading } from '../../../functions/reading-thread';
import { readers } from '../../../lib/providers';

if (isReadingThread()) serveReading(readers);

/** Reads in a thread of this very file, once it is bundled, with as much memory as Lambda's has. */
export const readAlone = createReadAlone(__filename);

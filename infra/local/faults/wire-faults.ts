import { DROP, type Intercept } from '../wire';
import { AnswerMalformed, ConnectionDropped } from './disturbed';

/** Shows clients the faults that only a connection can have. */
export const dropOnFault: Intercept = async (_request, next) => {
  try {
    return await next();
  } catch (error) {
    if (error instanceof ConnectionDropped) return DROP;
    if (error instanceof AnswerMalformed) return '<html>';
    throw error;
  }
};

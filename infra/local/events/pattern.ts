import { InvalidPatternError } from '../../eventbridge/errors';
import { compilePattern, type Pattern } from '../../eventbridge/pattern';
import { AwsError } from '../service';

/** Reads an event pattern; `InvalidEventPatternException` is what EventBridge answers to one that is not valid. */
export function readPattern(text: string): Pattern {
  try {
    return compilePattern(text);
  } catch (error) {
    if (!(error instanceof InvalidPatternError)) throw error;
    throw new AwsError('InvalidEventPatternException', error.message);
  }
}

import { isJsonObject, type JsonObject } from '../service';
import { invalidParameter } from './error';
import { object, optionalText } from './input';
import type { MessageAttribute } from './message';

const MOST_ATTRIBUTES = 10;
const LONGEST_NAME = 256;
const NAME = /^[\w-]+(\.[\w-]+)*$/;
const RESERVED_NAME = /^(aws|amazon)\./i;
const TYPE = /^(String|Number|Binary)(\..+)?$/;

/** Reads and checks `MessageAttributes`, sorted by name. */
export function readMessageAttributes(input: JsonObject): ReadonlyMap<string, MessageAttribute> {
  const entries = Object.entries(object(input, 'MessageAttributes'));
  if (entries.length > MOST_ATTRIBUTES) {
    throw invalidParameter(
      `Number of message attributes [${entries.length}] exceeds the allowed maximum [${MOST_ATTRIBUTES}].`,
    );
  }
  entries.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return new Map(
    entries.map(([name, value]) => {
      if (name.length > LONGEST_NAME || !NAME.test(name) || RESERVED_NAME.test(name)) {
        throw invalidParameter(
          `Message (user) attribute name '${name}' is invalid: letters, digits, _, - and single dots, at most ` +
            `${LONGEST_NAME} characters, not starting with AWS. or Amazon.`,
        );
      }
      return [name, readAttribute(name, isJsonObject(value) ? value : {})];
    }),
  );
}

/** Bytes, as SQS counts them towards a message's size: name, type and value. */
export function sizeOfAttributes(attributes: ReadonlyMap<string, MessageAttribute>): number {
  let size = 0;
  for (const [name, { dataType, kind, value }] of attributes) {
    size += Buffer.byteLength(name) + Buffer.byteLength(dataType);
    size += Buffer.byteLength(value, kind === 'StringValue' ? 'utf8' : 'base64');
  }
  return size;
}

function readAttribute(name: string, attribute: JsonObject): MessageAttribute {
  const dataType = optionalText(attribute, 'DataType');
  if (!dataType) {
    throw invalidParameter(`The message attribute '${name}' must contain non-empty message attribute type.`);
  }
  const base = TYPE.exec(dataType)?.[1];
  if (base === undefined || dataType.length > LONGEST_NAME) {
    throw invalidParameter(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes ` +
        'is Binary, Number, and String.',
    );
  }
  const kind = base === 'Binary' ? 'BinaryValue' : 'StringValue';
  const value = optionalText(attribute, kind);
  if (!value) {
    throw invalidParameter(
      `Message (user) attribute '${name}' must contain a non-empty value of type '${kind === 'BinaryValue' ? 'Binary' : 'String'}'.`,
    );
  }
  if (base === 'Number' && !Number.isFinite(Number(value))) {
    throw invalidParameter(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  }
  return { dataType, kind, value };
}

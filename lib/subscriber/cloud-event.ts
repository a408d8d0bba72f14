import type { CustomerRedacted, OrderEvent } from './order-event';

/** An event in the JSON format of CloudEvents 1.0: the metadata are its attributes. */
export type CloudEventOf<E extends OrderEvent | CustomerRedacted> = Omit<E['metadata'], 'datacontenttype'> & {
  /** Absent of events before 1.2: then it is JSON too. */
  readonly datacontenttype?: string;
  readonly data: E['data'];
};

/**
 * The event as a CloudEvent 1.0, for brokers and libraries that speak it. Nothing is lost: what CloudEvents has no
 * attribute for (`sequence`, `contenthash`, …) is an extension attribute of the same name.
 * @example new CloudEvent(toCloudEvent(parseOrderEvent(detail))) // of the official SDK `cloudevents`
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md
 */
export const toCloudEvent = <E extends OrderEvent | CustomerRedacted>({
  metadata,
  data,
}: E): CloudEventOf<E> => ({ ...metadata, data }) as CloudEventOf<E>;

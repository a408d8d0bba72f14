import { CloudEvent } from 'cloudevents';
import { providers } from '../../../lib/providers';
import { type CustomerRedacted, type OrderEvent, toCloudEvent } from '../../../lib/subscriber';
import { fixturesOf } from '../../contract/fixtures';

const events = providers
  .flatMap(({ name: provider }) => fixturesOf(provider))
  .flatMap(({ name, expected }) =>
    'data' in expected ? [{ name, event: expected as OrderEvent | CustomerRedacted }] : [],
  );

describe('an event as a CloudEvent', () => {
  it('is there of every type', () =>
    expect(new Set(events.map(({ event }) => event.metadata.type)).size).toBeGreaterThan(3));

  it.each(events)('is valid for the official SDK, and loses nothing: $name', ({ event }) => {
    const cloudEvent = new CloudEvent(toCloudEvent(event));
    expect(cloudEvent.validate()).toBe(true);
    const { data, ...attributes } = JSON.parse(JSON.stringify(cloudEvent));
    const { time, ...others } = attributes;
    const { time: happened, ...expected } = event.metadata;
    // The SDK writes milliseconds.
    expect(Date.parse(time)).toBe(Date.parse(happened));
    expect(others).toEqual(expected);
    expect(data).toEqual(event.data);
  });
});

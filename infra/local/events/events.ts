import { service } from '../service';
import { createBus, eventBusActions } from './actions/event-buses';
import { ruleActions } from './actions/rules';
import { targetActions } from './actions/targets';
import { testEventPattern } from './actions/test-event-pattern';
import type { EventsOptions } from './options';
import { putEvents } from './put-events';
import type { EventsState } from './state';

/** EventBridge: one account, one region, with its default bus. */
export function createEvents(options: EventsOptions) {
  const state: EventsState = { ...options, buses: new Map() };
  createBus(state, 'default');
  return service('AWSEvents', {
    PutEvents: (input) => putEvents(state, input),
    TestEventPattern: testEventPattern,
    ...eventBusActions(state),
    ...ruleActions(state),
    ...targetActions(state),
  });
}

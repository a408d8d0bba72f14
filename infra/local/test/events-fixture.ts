import { createEvents } from '../events/events';
import type { EventNotice, TargetCall } from '../events/options';
import { createManualClock } from '../manual-clock';
import type { JsonObject } from '../service';

export const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:orders';
export const DEAD = 'arn:aws:sqs:us-east-1:000000000000:orders-dead';

export type EventsAction = keyof ReturnType<typeof createEvents>['actions'];

/** EventBridge with a clock that stands still, and targets that take everything until `refuse` says otherwise. */
export function eventBridge() {
  const clock = createManualClock(Date.UTC(2026, 10, 22, 12, 0, 0));
  const calls: TargetCall[] = [];
  const notices: EventNotice[] = [];
  let refuse: (call: TargetCall) => Error | undefined = () => undefined;

  const service = createEvents({
    clock,
    account: '000000000000',
    region: 'us-east-1',
    random: () => 0.5,
    notify: (notice) => notices.push(notice),
    async deliver(target) {
      const error = refuse(target);
      if (error) throw error;
      calls.push(target);
    },
  });

  async function call(action: EventsAction, input: JsonObject = {}): Promise<JsonObject> {
    return service.actions[action](input);
  }

  return {
    service,
    clock,
    call,
    notices,
    /** What the targets got, dead-letter queues included. */
    calls,
    bodies: (arn = QUEUE) => calls.filter((target) => target.arn === arn).map(({ body }) => JSON.parse(body)),
    refuse(how: (target: TargetCall) => Error | undefined) {
      refuse = how;
    },
    /** A rule with one target on the default bus. */
    async rule(pattern: JsonObject, target: JsonObject = {}) {
      await call('PutRule', { Name: 'rule', EventPattern: JSON.stringify(pattern) });
      await call('PutTargets', { Rule: 'rule', Targets: [{ Id: 'one', Arn: QUEUE, ...target }] });
    },
    async put(detail: JsonObject | string = {}, entry: JsonObject = {}) {
      const Detail = typeof detail === 'string' ? detail : JSON.stringify(detail);
      const answer = await call('PutEvents', {
        Entries: [{ Source: 'shop', DetailType: 'order.created', Detail, ...entry }],
      });
      await clock.advance(0);
      return answer;
    },
  };
}

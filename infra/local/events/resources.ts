import { AwsError, type JsonObject } from '../service';
import { ARN, optionalText } from './input';
import type { Bus, EventsState, Rule } from './state';

const BUS_ARN = /^arn:aws[\w-]*:events:([^:]+):(\d{12}):event-bus\/(.+)$/;

/** The ARN of something of EventBridge, for example of `event-bus/default`. */
export function arnOf({ region, account }: EventsState, resource: string): string {
  return `arn:aws:events:${region}:${account}:${resource}`;
}

/** The bus of that name or ARN, if there is one. */
export function findBus(state: EventsState, nameOrArn: string): Bus | undefined {
  const [, region, account, name] = BUS_ARN.exec(nameOrArn) ?? [];
  if (name === undefined) return state.buses.get(nameOrArn);
  return region === state.region && account === state.account ? state.buses.get(name) : undefined;
}

/** The bus that the member `name` of a request speaks of: the default bus if it is not there. */
export function busOf(state: EventsState, input: JsonObject, name = 'EventBusName'): Bus {
  const nameOrArn = optionalText(input, name, ARN) ?? 'default';
  const bus = findBus(state, nameOrArn);
  if (!bus) throw notFound(`Event bus ${nameOrArn.replace(BUS_ARN, '$3')} does not exist.`);
  return bus;
}

export function ruleOf(state: EventsState, input: JsonObject, name: string): Rule {
  const bus = busOf(state, input);
  const rule = bus.rules.get(name);
  if (!rule) throw notFound(`Rule ${name} does not exist on EventBus ${bus.name}.`);
  return rule;
}

export function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message);
}

export function alreadyExists(message: string): AwsError {
  return new AwsError('ResourceAlreadyExistsException', message);
}

export function limitExceeded(): AwsError {
  return new AwsError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
}

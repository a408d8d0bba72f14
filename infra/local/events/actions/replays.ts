import { type Action, AwsError, type JsonObject } from '../../service';
import {
  ARN,
  DESCRIPTION,
  invalid,
  NAME,
  optionalObject,
  optionalText,
  requiredText,
  requiredTime,
} from '../input';
import { page } from '../page';
import { runReplay, wholeMinutes } from '../replay';
import { alreadyExists, arnOf, busOf, limitExceeded, replayOf } from '../resources';
import type { Archive, EventsState, Replay } from '../state';

const MOST_ACTIVE = 10;

export function replayActions(state: EventsState): Record<string, Action> {
  return {
    StartReplay: (input) => startReplay(state, input),
    DescribeReplay(input) {
      const replay = replayOf(state, requiredText(input, 'ReplayName', NAME));
      return {
        ...listed(replay),
        ReplayArn: replay.arn,
        Destination: {
          Arn: replay.archive.bus.arn,
          ...(replay.rules ? { FilterArns: [...replay.rules] } : {}),
        },
        ...(replay.description === undefined ? {} : { Description: replay.description }),
      };
    },
    CancelReplay(input) {
      const replay = replayOf(state, requiredText(input, 'ReplayName', NAME));
      if (!isActive(replay)) {
        throw new AwsError(
          'IllegalStatusException',
          `Replay ${replay.name} is not in a valid state for this operation.`,
        );
      }
      replay.state = 'CANCELLED';
      replay.ended = state.clock.now();
      return { ReplayArn: replay.arn, State: 'CANCELLING' };
    },
    ListReplays(input) {
      const prefix = optionalText(input, 'NamePrefix', NAME) ?? '';
      const wanted = optionalText(input, 'State', { max: 64 });
      const source = optionalText(input, 'EventSourceArn', ARN);
      const all = [...state.replays.values()].filter(
        ({ name, state: own, archive }) =>
          name.startsWith(prefix) && (wanted ?? own) === own && (source ?? archive.arn) === archive.arn,
      );
      const { items, next } = page(all, input);
      return { Replays: items.map(listed), ...next };
    },
  };
}

function startReplay(state: EventsState, input: JsonObject): JsonObject {
  const name = requiredText(input, 'ReplayName', NAME);
  const archive = archiveBehind(state, requiredText(input, 'EventSourceArn', ARN));
  const [from, to] = [requiredTime(input, 'EventStartTime'), requiredTime(input, 'EventEndTime')];
  const destination = optionalObject(input, 'Destination') ?? {};
  requiredText(destination, 'Arn', ARN);
  if (state.replays.has(name)) throw alreadyExists(`Replay ${name} already exists.`);
  if (busOf(state, destination, 'Arn') !== archive.bus) {
    throw invalid('Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.');
  }
  if (from >= to) {
    throw invalid('Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.');
  }
  if ([...state.replays.values()].filter(isActive).length >= MOST_ACTIVE) throw limitExceeded();

  const replay: Replay = {
    name,
    arn: arnOf(state, `replay/${name}`),
    archive,
    description: optionalText(input, 'Description', DESCRIPTION),
    ...wholeMinutes(from, to),
    rules: Array.isArray(destination.FilterArns) ? new Set(destination.FilterArns.map(String)) : undefined,
    started: state.clock.now(),
    ended: undefined,
    lastReplayed: undefined,
    state: 'STARTING',
  };
  state.replays.set(name, replay);
  runReplay(state, replay);
  return { ReplayArn: replay.arn, State: replay.state, ReplayStartTime: replay.started / 1000 };
}

function archiveBehind(state: EventsState, arn: string): Archive {
  const archive = [...state.archives.values()].find((one) => one.arn === arn);
  if (archive) return archive;
  const name = arn.slice(arn.indexOf('/') + 1);
  throw invalid(`Parameter EventSourceArn is not valid. Reason: Archive ${name} does not exist.`);
}

function isActive({ state }: Replay): boolean {
  return state === 'STARTING' || state === 'RUNNING';
}

function listed(replay: Replay): JsonObject {
  return {
    ReplayName: replay.name,
    EventSourceArn: replay.archive.arn,
    State: replay.state,
    EventStartTime: replay.from / 1000,
    EventEndTime: replay.to / 1000,
    ReplayStartTime: replay.started / 1000,
    ...(replay.ended === undefined ? {} : { ReplayEndTime: replay.ended / 1000 }),
    ...(replay.lastReplayed === undefined ? {} : { EventLastReplayedTime: replay.lastReplayed / 1000 }),
  };
}

import { compilePattern } from '../../../eventbridge/pattern';
import type { Action, JsonObject } from '../../service';
import { keptEvents } from '../archive';
import {
  ARN,
  DESCRIPTION,
  invalid,
  NAME,
  optionalNumber,
  optionalText,
  PATTERN,
  requiredText,
} from '../input';
import { page } from '../page';
import { alreadyExists, archiveOf, arnOf, busOf } from '../resources';
import type { Archive, EventsState } from '../state';

const ARCHIVE_NAME = { ...NAME, max: 48 };
const LONGEST_RETENTION_DAYS = 2 ** 31 - 1;

export function archiveActions(state: EventsState): Record<string, Action> {
  const archiveNamed = (input: JsonObject) =>
    archiveOf(state, requiredText(input, 'ArchiveName', ARCHIVE_NAME));
  return {
    CreateArchive(input) {
      const name = requiredText(input, 'ArchiveName', ARCHIVE_NAME);
      requiredText(input, 'EventSourceArn', ARN);
      const bus = busOf(state, input, 'EventSourceArn');
      if (state.archives.has(name)) throw alreadyExists(`Archive ${name} already exists.`);
      const archive: Archive = {
        name,
        arn: arnOf(state, `archive/${name}`),
        bus,
        created: state.clock.now(),
        description: undefined,
        patternText: undefined,
        pattern: undefined,
        retentionDays: 0,
        events: [],
        size: 0,
      };
      change(archive, input);
      state.archives.set(name, archive);
      return summary(archive);
    },
    UpdateArchive(input) {
      if (!('EventPattern' in input || 'RetentionDays' in input || 'Description' in input)) {
        throw invalid('At least one of EventPattern, RetentionDays or Description must be provided.');
      }
      const archive = archiveNamed(input);
      change(archive, input);
      return summary(archive);
    },
    DescribeArchive(input) {
      const archive = archiveNamed(input);
      return {
        ArchiveArn: archive.arn,
        ...listed(state, archive),
        ...(archive.description === undefined ? {} : { Description: archive.description }),
        ...(archive.patternText === undefined ? {} : { EventPattern: archive.patternText }),
      };
    },
    DeleteArchive(input) {
      state.archives.delete(archiveNamed(input).name);
      return {};
    },
    ListArchives(input) {
      const prefix = optionalText(input, 'NamePrefix', ARCHIVE_NAME) ?? '';
      const wanted = optionalText(input, 'State', { max: 64 }) ?? 'ENABLED';
      const bus = input.EventSourceArn === undefined ? undefined : busOf(state, input, 'EventSourceArn');
      const all = [...state.archives.values()].filter(
        (archive) =>
          wanted === 'ENABLED' &&
          archive.name.startsWith(prefix) &&
          (bus === undefined || archive.bus === bus),
      );
      const { items, next } = page(all, input);
      return { Archives: items.map((archive) => listed(state, archive)), ...next };
    },
  };
}

/** Reads everything before it changes anything. */
function change(archive: Archive, input: JsonObject): void {
  const patternText = optionalText(input, 'EventPattern', PATTERN) ?? archive.patternText;
  Object.assign(archive, {
    patternText,
    pattern: patternText ? compilePattern(patternText) : undefined,
    description: optionalText(input, 'Description', DESCRIPTION) ?? archive.description,
    retentionDays: optionalNumber(input, 'RetentionDays', 0, LONGEST_RETENTION_DAYS) ?? archive.retentionDays,
  });
}

function summary({ arn, created }: Archive): JsonObject {
  return { ArchiveArn: arn, State: 'ENABLED', CreationTime: created / 1000 };
}

function listed(state: EventsState, archive: Archive): JsonObject {
  const events = keptEvents(state, archive);
  return {
    ArchiveName: archive.name,
    EventSourceArn: archive.bus.arn,
    State: 'ENABLED',
    RetentionDays: archive.retentionDays,
    SizeBytes: archive.size,
    EventCount: events.length,
    CreationTime: archive.created / 1000,
  };
}

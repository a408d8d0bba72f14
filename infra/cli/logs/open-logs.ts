import type { Clients } from '../clients';
import type { Place } from '../place';
import { createFilteredLogs } from './filtered-logs';
import { createInsightsLogs } from './insights-logs';
import { deliveryLogGroups, type LogSource } from './log-source';

/** The log of the pipeline of that name, or of the usual one, at that place. */
export function openLogs(
  { label, nearby }: Pick<Place, 'label' | 'nearby'>,
  { logs }: Pick<Clients, 'logs'>,
  name?: string,
): LogSource {
  const groups = deliveryLogGroups(name);
  return nearby
    ? createFilteredLogs(logs, label, groups)
    : createInsightsLogs({ client: logs, label, groups });
}

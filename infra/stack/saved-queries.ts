import { LogGroup, QueryDefinition, QueryString, type QueryStringProps } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { logGroupNameOf } from '../../lib/names';
import type { Pipeline } from './pipeline';

/** Props of {@link SavedQueries}. */
export interface SavedQueriesProps {
  /** Whose logs are asked. */
  readonly pipeline: Pipeline;
}

/**
 * Queries that stand ready in CloudWatch Logs Insights, for whoever has the console and no terminal. The commands
 * `trace` and `audit` ask the same and say it in words.
 */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, { pipeline: { name } }: SavedQueriesProps) {
    super(scope, id);
    const logGroups = ['receive', 'normalize'].map((fn) =>
      LogGroup.fromLogGroupName(this, fn, logGroupNameOf(fn, name)),
    );
    for (const [title, lines] of Object.entries(QUERIES))
      new QueryDefinition(this, title.replace(/\W/g, ''), {
        queryDefinitionName: `${name}/${title}`,
        queryString: new QueryString(lines),
        logGroups,
      });
  }
}

const STEPS = ['@timestamp', 'message', 'provider', 'code', 'id', 'correlationId', 'receives'];

const QUERIES: Readonly<Record<string, QueryStringProps>> = {
  'the way of a delivery': {
    fields: STEPS,
    filterStatements: ['@message like "replace this by an event id, a correlation id or a hash"'],
    sort: '@timestamp asc',
  },
  'refused, by code': {
    filterStatements: ['message = "refused"'],
    statsStatements: ['count(*) as requests, max(@timestamp) as last by provider, endpoint, code'],
    sort: 'requests desc',
  },
  'retried, by code': {
    filterStatements: ['message = "retried"'],
    statsStatements: [
      'count(*) as tries, count_distinct(id) as deliveries, max(age) as longest by provider, code',
    ],
    sort: 'tries desc',
  },
  'dead letters': {
    fields: [...STEPS, 'stage', 'endpoint'],
    filterStatements: ['message = "dead-lettered"'],
    sort: '@timestamp desc',
  },
  'accepted and not settled': {
    filterStatements: ['message in ["accepted", "published", "dead-lettered"]'],
    statsStatements: [
      'min(@timestamp) as since, sum(message = "accepted") as accepted, sum(message != "accepted") as settled by id',
    ],
    sort: 'settled asc, since asc',
    limit: 100,
  },
};

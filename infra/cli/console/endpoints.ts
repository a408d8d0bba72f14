import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { describeIssue } from '../../../lib/failure';
import { secretNameOf } from '../../../lib/names';
import type { Provider } from '../../../lib/provider';
import { providers } from '../../../lib/providers';
import { readSecretDocument, type SecretDocument } from '../../../lib/secret-document';
import { printError } from '../print';
import type { Account } from './account';
import type { EndpointRow, Endpoints } from './model';
import type { Route } from './route';

/** What the pages ask of endpoints: everything but their secrets. */
export const endpointRoutes = (account: Account): Route[] => [
  {
    method: 'GET',
    path: /^\/api\/endpoints$/,
    async handle(): Promise<Endpoints> {
      const read = await Promise.all(providers.map((provider) => readEndpoints(account, provider)));
      return { rows: read.flatMap(({ rows }) => rows), documents: read.map(({ document }) => document) };
    },
  },
];

/** A provider's secret document as it is now. @throws Error where it cannot be read */
export async function fetchDocument({ clients, place }: Account, provider: Provider) {
  const { SecretString = '', CreatedDate } = await clients.secrets.send(
    new GetSecretValueCommand({ SecretId: secretNameOf(provider.name, place.name) }),
  );
  const document = readSecretDocument(provider, SecretString);
  if ('issues' in document)
    throw new Error(`the secret document cannot be read: ${document.issues.map(describeIssue).join('; ')}`);
  return { document, since: CreatedDate?.getTime() };
}

async function readEndpoints(account: Account, provider: Provider) {
  const about = { provider: provider.name, events: Object.keys(provider.events) };
  try {
    const { document, since } = await fetchDocument(account, provider);
    const rows = document.names.map((name) => toRow(provider, document, name));
    return { rows, document: { ...about, ...(since !== undefined && { since }) } };
  } catch (error) {
    return { rows: [], document: { ...about, error: printError(error) } };
  }
}

function toRow(provider: Provider, document: SecretDocument, name: string): EndpointRow {
  const reading = document.entry(name);
  const head = { provider: provider.name, name };
  const warnings = document
    .warnings()
    .filter(({ path }) => path.startsWith(`/${name}/`) || path === `/${name}`)
    .map(describeIssue);
  if (!reading || 'issues' in reading)
    return { ...head, secrets: 0, issues: [...(reading?.issues ?? []).map(describeIssue), ...warnings] };
  const { account, event, timeZone, layout, secrets } = reading.endpoint;
  return {
    ...head,
    account,
    ...(event !== undefined && { event }),
    ...(timeZone !== undefined && { timeZone }),
    ...(layout !== undefined && { layout }),
    secrets: secrets.length,
    issues: warnings,
  };
}

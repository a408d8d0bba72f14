import type { HttpApiDefinition, Integration } from '../http-api/http-api';
import type { Route } from '../http-api/routes';
import type { ThrottleLimits } from '../http-api/throttle';
import { functionName } from '../physical';
import type { Json, JsonObject } from '../service';
import type { Resource } from '../template';

const DEFAULT_TIMEOUT = 30_000;

/** The template's HTTP APIs with their routes, integrations and first stage. */
export function httpApis(
  resources: readonly Resource[],
  accountId: string,
): { apis: HttpApiDefinition[]; warnings: string[] } {
  const warnings: string[] = [];
  const of = (type: string, apiId?: Json) =>
    resources.filter(
      ({ type: own, properties }) =>
        own === `AWS::ApiGatewayV2::${type}` && (apiId === undefined || properties.ApiId === apiId),
    );

  const apis = of('Api').flatMap(({ logicalId, properties, physical }): HttpApiDefinition[] => {
    if (properties.ProtocolType !== 'HTTP') {
      warnings.push(`${logicalId}: the local stack runs HTTP APIs, not ${properties.ProtocolType}`);
      return [];
    }
    const [stage, ...otherStages] = of('Stage', physical.ref);
    for (const other of otherStages)
      warnings.push(`${other.logicalId}: the local stack runs one stage of an API`);
    const integrations = new Map(
      of('Integration', physical.ref).map((one) => [`integrations/${one.physical.ref}`, one]),
    );
    const routes = of('Route', physical.ref).flatMap((route): Route<Integration>[] => {
      const integration = integrations.get(String(route.properties.Target));
      const problem = integration ? unsupported(integration.properties) : 'no integration';
      if (!integration || problem) {
        warnings.push(`${route.logicalId}: the route leads nowhere here: ${problem}`);
        return [];
      }
      const target = {
        functionName: functionName(integration.properties.IntegrationUri),
        timeout: Number(integration.properties.TimeoutInMillis ?? DEFAULT_TIMEOUT),
      };
      return [{ key: String(route.properties.RouteKey), target }];
    });
    return [
      {
        apiId: String(physical.ref),
        accountId,
        stage: String(stage?.physical.ref ?? '$default'),
        routes,
        throttling: throttling(stage?.properties ?? {}),
      },
    ];
  });
  return { apis, warnings };
}

function unsupported(integration: JsonObject): string | undefined {
  if (integration.IntegrationType !== 'AWS_PROXY') return `integration type ${integration.IntegrationType}`;
  if (integration.PayloadFormatVersion !== '2.0') {
    return `payload format ${integration.PayloadFormatVersion}`;
  }
  return undefined;
}

function throttling(stage: JsonObject): Record<string, ThrottleLimits> {
  const named = (stage.RouteSettings ?? {}) as Record<string, JsonObject>;
  const settings = { $default: (stage.DefaultRouteSettings ?? {}) as JsonObject, ...named };
  return Object.fromEntries(
    Object.entries(settings)
      .filter(
        ([, { ThrottlingRateLimit, ThrottlingBurstLimit }]) =>
          (ThrottlingRateLimit ?? ThrottlingBurstLimit) !== undefined,
      )
      .map(([key, { ThrottlingRateLimit, ThrottlingBurstLimit }]) => [
        key,
        {
          rate: Number(ThrottlingRateLimit ?? Number.POSITIVE_INFINITY),
          burst: Number(ThrottlingBurstLimit ?? ThrottlingRateLimit),
        },
      ]),
  );
}

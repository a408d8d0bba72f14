/** The options that name a place, for `parseArgs`: see {@link choosePlace}. */
export const PLACE_OPTIONS = {
  local: { type: 'boolean' },
  name: { type: 'string' },
  stack: { type: 'string' },
  profile: { type: 'string' },
  region: { type: 'string' },
  'endpoint-url': { type: 'string' },
} as const;

/** What they mean, for `--help`. */
export const PLACE_USAGE = `Where:
  --local                  the stack that npm start runs
  --name NAME              a deployed pipeline (order-events), or --stack NAME; [--profile P] [--region R]
  --endpoint-url URL       anything that speaks AWS's protocols
  Without any: AWS_ENDPOINT_URL; with AWS_PROFILE, --profile or --region the deployed stack; else the local
  stack if it runs; else the deployed one.
`;

import { Stack } from 'aws-cdk-lib';
import { CfnEventBusPolicy, type EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import {
  AccountPrincipal,
  AnyPrincipal,
  Effect,
  Grant,
  type IGrantable,
  type IRole,
  OrganizationPrincipal,
  PolicyStatement,
} from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { SOURCE_PREFIX, sourceOf } from '../../lib/names';

/** Props of {@link BusAccess}. */
export interface BusAccessProps {
  readonly bus: EventBus | IEventBus;
  /**
   * Accounts that may put rules on the bus, by their 12 digits.
   * @default none
   */
  readonly accounts?: readonly string[] | undefined;
  /**
   * Organisations whose accounts may do so, by their ids.
   * @default none
   */
  readonly organisations?: readonly string[] | undefined;
  /**
   * The only role that may publish order events.
   * @default every role of the account with a right to put events
   */
  readonly onlyPublisher?: IRole | undefined;
}

/** Who may do what with the bus beside the pipeline itself: a statement of the bus's policy each. */
export class BusAccess extends Construct {
  constructor(scope: Construct, id: string, props: BusAccessProps) {
    super(scope, id);
    const { bus, accounts = [], organisations = [], onlyPublisher } = props;
    const add = (name: string, statement: PolicyStatement) => {
      statement.sid = name;
      new CfnEventBusPolicy(this, name, {
        eventBusName: bus.eventBusName,
        statementId: name,
        statement: statement.toJSON(),
      });
    };
    const rules = Stack.of(this).formatArn({
      service: 'events',
      resource: 'rule',
      resourceName: `${bus.eventBusName}/*`,
    });

    for (const account of accounts) add(`Rules${account}`, mayPutRules(new AccountPrincipal(account), rules));
    for (const organisation of organisations)
      add(
        `Rules${organisation.replace(/\W/g, '')}`,
        mayPutRules(new OrganizationPrincipal(organisation), rules),
      );
    if (onlyPublisher) {
      add(
        'OnlyPipeline',
        new PolicyStatement({
          effect: Effect.DENY,
          principals: [new AnyPrincipal()],
          actions: ['events:PutEvents'],
          resources: [bus.eventBusArn],
          conditions: {
            StringLike: { 'events:source': `${SOURCE_PREFIX}*` },
            ArnNotEquals: { 'aws:PrincipalArn': onlyPublisher.roleArn },
          },
        }),
      );
    }
  }
}

/** Lets a publisher put events of these providers on the bus, and no others. */
export const grantPublishing = (
  publisher: IGrantable,
  bus: EventBus | IEventBus,
  providers: readonly string[],
): Grant =>
  Grant.addToPrincipal({
    grantee: publisher,
    actions: ['events:PutEvents'],
    resourceArns: [bus.eventBusArn],
    conditions: { StringEquals: { 'events:source': providers.map(sourceOf) } },
  });

/**
 * What AWS documents for rules of other accounts: each changes and deletes only those that it made itself.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-example-policy-same-account-creator.html
 */
const mayPutRules = (principal: AccountPrincipal | OrganizationPrincipal, rules: string) =>
  new PolicyStatement({
    principals: [principal],
    actions: [
      'events:PutRule',
      'events:DeleteRule',
      'events:DescribeRule',
      'events:DisableRule',
      'events:EnableRule',
      'events:PutTargets',
      'events:RemoveTargets',
      'events:ListTargetsByRule',
      'events:TagResource',
      'events:UntagResource',
      'events:ListTagsForResource',
    ],
    resources: [rules],
    // Absent while a rule is being made.
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IAM
    conditions: { StringEqualsIfExists: { 'events:creatorAccount': '${aws:PrincipalAccount}' } },
  });

import type { Action, JsonObject } from '../../service';
import { ARN, DESCRIPTION, invalid, NAME, optionalText, PATTERN, requiredText } from '../input';
import { page } from '../page';
import { readPattern } from '../pattern';
import { arnOf, busOf, limitExceeded, ruleOf } from '../resources';
import type { Bus, EventsState, Rule } from '../state';

const MOST_RULES = 300;
const STATE = { max: 64, pattern: /^(ENABLED|DISABLED|ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS)$/ };

export function ruleActions(state: EventsState) {
  return {
    PutRule: (input) => putRule(state, input),
    DeleteRule(input) {
      const name = requiredText(input, 'Name', NAME);
      const { rules } = busOf(state, input);
      const rule = rules.get(name);
      if (!rule) return {};
      if (rule.targets.size > 0) throw invalid("Rule can't be deleted since it has targets.");
      rules.delete(name);
      return {};
    },
    DescribeRule: (input) => describeRule(ruleOf(state, input, requiredText(input, 'Name', NAME))),
    EnableRule(input) {
      ruleOf(state, input, requiredText(input, 'Name', NAME)).state = 'ENABLED';
      return {};
    },
    DisableRule(input) {
      ruleOf(state, input, requiredText(input, 'Name', NAME)).state = 'DISABLED';
      return {};
    },
    ListRules(input) {
      const prefix = optionalText(input, 'NamePrefix', NAME) ?? '';
      const { items, next } = page(
        rulesOf(busOf(state, input)).filter(({ name }) => name.startsWith(prefix)),
        input,
      );
      return { Rules: items.map(describeRule), ...next };
    },
    ListRuleNamesByTarget(input) {
      const arn = requiredText(input, 'TargetArn', ARN);
      const withTarget = rulesOf(busOf(state, input)).filter(({ targets }) =>
        [...targets.values()].some((target) => target.arn === arn),
      );
      const { items, next } = page(withTarget, input);
      return { RuleNames: items.map(({ name }) => name), ...next };
    },
  } satisfies Record<string, Action>;
}

/** Makes a rule, or changes one: its targets stay. */
function putRule(state: EventsState, input: JsonObject): JsonObject {
  const name = requiredText(input, 'Name', NAME);
  const bus = busOf(state, input);
  const patternText = optionalText(input, 'EventPattern', PATTERN);
  if (optionalText(input, 'ScheduleExpression', { max: 256 })) {
    throw invalid('ScheduleExpression is not served here: this EventBridge runs no schedules.');
  }
  if (!patternText) throw invalid('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  const stated = {
    patternText,
    pattern: readPattern(patternText),
    state: optionalText(input, 'State', STATE) ?? 'ENABLED',
    description: optionalText(input, 'Description', DESCRIPTION),
    role: optionalText(input, 'RoleArn', ARN),
  };
  const known = bus.rules.get(name);
  if (known) return { RuleArn: Object.assign(known, stated).arn };

  if (bus.rules.size >= MOST_RULES) throw limitExceeded();
  const arn = arnOf(state, bus.name === 'default' ? `rule/${name}` : `rule/${bus.name}/${name}`);
  bus.rules.set(name, { name, arn, bus, targets: new Map(), ...stated });
  return { RuleArn: arn };
}

function rulesOf(bus: Bus): Rule[] {
  return [...bus.rules.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function describeRule(rule: Rule): JsonObject {
  return {
    Name: rule.name,
    Arn: rule.arn,
    EventPattern: rule.patternText,
    State: rule.state,
    EventBusName: rule.bus.name,
    ...(rule.description === undefined ? {} : { Description: rule.description }),
    ...(rule.role === undefined ? {} : { RoleArn: rule.role }),
  };
}

/** A number for each period, oldest first; `undefined` where there is none. */
export type Series = readonly (number | undefined)[];
type Value = number | Series | readonly Series[];

export interface MetricMathOptions {
  /** The series by their ids. */
  readonly series: (id: string) => Series;
  /**
   * Whether `FILL` makes zeros of a metric without a single number. AWS does not say; an alarm must not depend on it.
   */
  readonly fillsEmpty: boolean;
}

/**
 * What CloudWatch's metric math makes of an expression, as far as alarms here use it: arithmetic, comparisons, AND, OR,
 * IF, FILL, SUM of a list, RUNNING_SUM, DIFF.
 * @throws Error for anything else
 */
export function calculate(expression: string, options: MetricMathOptions): Series {
  const tokens = tokensOf(expression);
  let at = 0;
  const take = (token: string): boolean => {
    if (tokens[at] !== token) return false;
    at++;
    return true;
  };
  const expect = (token: string): void => {
    if (!take(token)) throw new Error(`${expression}: expected ${token}, found ${tokens[at]}`);
  };
  const binary =
    (next: () => Value, operators: Readonly<Record<string, (a: number, b: number) => number>>) =>
    (): Value => {
      let left = next();
      for (;;) {
        const operator = operators[tokens[at] ?? ''];
        if (!operator) return left;
        at++;
        left = zip(operator, left, next());
      }
    };

  function primary(): Value {
    const token = tokens[at++] ?? '';
    if (/^\d/.test(token)) return Number(token);
    if (token === '(') {
      const inner = or();
      expect(')');
      return inner;
    }
    if (token === '[') {
      const list: Series[] = [];
      do list.push(or() as Series);
      while (take(','));
      expect(']');
      return list;
    }
    if (!take('(')) return options.series(token);
    const given: Value[] = [];
    do given.push(or());
    while (take(','));
    expect(')');
    return call(token, given);
  }

  function call(name: string, [first, ...rest]: readonly Value[]): Value {
    const series = first as Series;
    switch (name) {
      case 'FILL':
        if (!options.fillsEmpty && series.every((value) => value === undefined)) return series;
        return series.map((value) => value ?? Number(rest[0]));
      case 'IF':
        return series.map((value, i) =>
          value === undefined ? undefined : numberAt(rest[value === 0 ? 1 : 0] as Value, i),
        );
      case 'SUM': {
        const list = first as readonly Series[];
        return (list[0] ?? []).map((_, i) => {
          const values = list.map((one) => one[i]).filter((value) => value !== undefined);
          return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0);
        });
      }
      case 'RUNNING_SUM': {
        let sum = 0;
        return series.map((value) => {
          sum += value ?? 0;
          return value === undefined ? undefined : sum;
        });
      }
      case 'DIFF': {
        let last: number | undefined;
        return series.map((value) => {
          const difference = value === undefined || last === undefined ? undefined : value - last;
          last = value ?? last;
          return difference;
        });
      }
      default:
        throw new Error(`${expression}: ${name} is not known here`);
    }
  }

  const product = binary(primary, { '*': (a, b) => a * b, '/': (a, b) => a / b });
  const sum = binary(product, { '+': (a, b) => a + b, '-': (a, b) => a - b });
  const comparison = binary(sum, {
    '>': (a, b) => Number(a > b),
    '>=': (a, b) => Number(a >= b),
    '<': (a, b) => Number(a < b),
    '<=': (a, b) => Number(a <= b),
  });
  const and = binary(comparison, { AND: (a, b) => Number(a !== 0 && b !== 0) });
  const or = binary(and, { OR: (a, b) => Number(a !== 0 || b !== 0) });
  const result = or();
  if (at < tokens.length) throw new Error(`${expression}: ${tokens[at]} is not known here`);
  return result as Series;
}

const known = new Map<string, readonly string[]>();

function tokensOf(expression: string): readonly string[] {
  const tokens = known.get(expression) ?? expression.match(/\d+(?:\.\d+)?|\w+|[<>]=?|[-+*/(),[\]]/g) ?? [];
  known.set(expression, tokens);
  return tokens;
}

const numberAt = (value: Value, i: number): number | undefined =>
  typeof value === 'number' ? value : (value as Series)[i];

/** Where one of two numbers is missing, the result is. */
function zip(operator: (a: number, b: number) => number, left: Value, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number') return operator(left, right);
  const longer = (typeof left === 'number' ? right : left) as Series;
  return longer.map((_, i) => {
    const [a, b] = [numberAt(left, i), numberAt(right, i)];
    return a === undefined || b === undefined ? undefined : operator(a, b);
  });
}

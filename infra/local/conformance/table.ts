import { topics } from './sqs/topics';

/** The suite as a Markdown table; run as a program, it prints it. */
export function conformanceTable(): string {
  const rows = topics.flatMap(({ cases }) =>
    cases.map(({ id, statement }) => `| \`${id}\` | ${statement} |`),
  );
  return ['| case | what SQS does |', '|---|---|', ...rows].join('\n');
}

if (require.main === module) console.log(conformanceTable());

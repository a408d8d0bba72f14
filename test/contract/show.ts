import { readFileSync } from 'node:fs';
import { providerOf } from '../../lib/providers';
import { outcomeOf } from './outcome';

/**
 * `npx tsx test/contract/show.ts <provider> <payload.json> [<delivery.json>]` prints the outcome, for a person to
 * check against the documentation line by line before it becomes an `expected.json`.
 */
const [name = '', payload = '', delivery] = process.argv.slice(2);
const provider = providerOf(name);
if (!provider) throw new Error(`There is no provider ${name}.`);
const circumstances = delivery ? JSON.parse(readFileSync(delivery, 'utf8')) : {};
const outcome = outcomeOf(provider, readFileSync(payload, 'utf8'), circumstances);
process.stdout.write(`${JSON.stringify(outcome, null, 2)}\n`);

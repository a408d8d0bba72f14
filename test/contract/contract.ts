import type { Check } from './check';
import { factChecks } from './fact-checks';
import { headerChecks } from './header-checks';
import { orderChecks } from './order-checks';
import { readingChecks } from './reading-checks';
import { readmeChecks } from './readme-checks';
import { signatureChecks } from './signature-checks';
import type { Subject } from './subject';

/** Every law that a provider keeps. */
export const contractOf = (subject: Subject): readonly Check[] => [
  ...signatureChecks(subject),
  ...headerChecks(subject),
  ...readingChecks(subject),
  ...orderChecks(subject),
  ...factChecks(subject),
  ...readmeChecks(subject),
];

/** The local stack, as everybody else sees it: nothing outside this workspace imports any other file of it. */
export { readAssembly } from './assembly';
export type { Clock } from './clock';
export { startEventSource } from './event-source/event-source';
export { createEvents } from './events/events';
export type { Fault } from './faults/fault';
export { type AddedFault, createFaults, type Faults } from './faults/faults';
export { instrumented } from './instrumented';
export { createJournal, type JournalEntry } from './journal';
export type { LogLine } from './lambda/definition';
export { createManualClock, type ManualClock } from './manual-clock';
export { createSecrets } from './secrets';
export { AwsError, type Json, type JsonObject } from './service';
export { createSqs } from './sqs/sqs';
export { ACCOUNT, type LocalStack, REGION, startLocalStack } from './stack';
export { synthesise } from './synthesis';
export { type AwsRequest, DROP, type Intercept, serveAws, type Wire } from './wire';

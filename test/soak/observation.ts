import type { JournalEntry } from '@order-events/local';
import type { Ledger } from './ledger';
import { MARK } from './traffic';
import type { World } from './world';

/** Of the bus's own records, made before an answer can be lost. */
export function notePublished({ published }: Ledger, { text }: Pick<JournalEntry, 'text'>): void {
  const { input, output } = JSON.parse(text) as { input: { Detail: string }; output: { EventId?: string } };
  if (!output.EventId) return;
  const { metadata } = JSON.parse(input.Detail) as { metadata: { id: string } };
  const event = Number(MARK.exec(input.Detail)?.[1] ?? -1);
  const known = published.get(metadata.id);
  if (!known) published.set(metadata.id, { event, first: published.size, times: 1 });
  else {
    known.times++;
    // The same id for something else.
    if (known.event !== event) known.event = -1;
  }
}

/** Receives as a subscriber does, until it is told to stop and nothing is left. */
export function listen({ take, inboxUrl }: World, { received }: Ledger): { stop(): Promise<void> } {
  let stopping = false;

  async function receive(): Promise<void> {
    for (let last = false; !last; ) {
      const asked = stopping;
      const messages = await take(inboxUrl, asked ? 0 : 1);
      for (const { Body = '' } of messages) {
        const { id } = (JSON.parse(Body) as { detail: { metadata: { id: string } } }).detail.metadata;
        received.set(id, (received.get(id) ?? 0) + 1);
      }
      last = asked && messages.length === 0;
    }
  }

  const done = receive();
  return {
    stop() {
      stopping = true;
      return done;
    },
  };
}

/** Takes every dead letter there is. */
export async function readLetters({ take, queues }: World, { dead }: Ledger): Promise<void> {
  for (const { url } of queues.filter((queue) => queue.dead)) {
    for (let letters = await take(url, 0); letters.length > 0; letters = await take(url, 0)) {
      for (const { Body = '', MessageId = '' } of letters) {
        const { id = MessageId, failure } = readLetter(Body);
        const known = dead.get(id);
        if (known) known.times++;
        else dead.set(id, { code: failure?.code ?? 'without a reason', times: 1 });
      }
    }
  }
}

/** What is left in the queues when nothing should be. */
export async function countLeft({ depth, queues, inboxUrl }: World, { left }: Ledger): Promise<void> {
  for (const url of [inboxUrl, ...queues.map((queue) => queue.url)])
    left.set(url.split('/').at(-1) ?? url, await depth(url));
}

function readLetter(text: string): { id?: string; failure?: { code: string } } {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

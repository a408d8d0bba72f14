import { Agent, request as httpRequest } from 'node:http';
import { setTimeout as after } from 'node:timers/promises';
import type { Planned } from './traffic';

/** Of requests at a time. */
const CONNECTIONS = 24;
/** Providers give up some day; by then every fault of the soak has passed. */
const MOST_TRIES = 100;
/** A refusal may be a mistake of the moment, says many a sender, and asks once more. */
const TRIES_IF_REFUSED = 2;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1_000;

export interface Answer {
  /** 0 where the connection ended without one. */
  readonly status: number;
  readonly body: { readonly status?: string; readonly id?: string };
}

/** Sends as a provider does: anything but 200 means again, with the same bytes. */
export interface Sender {
  /** Resolves with the last answer. */
  send(delivery: Planned): Promise<Answer>;
  /** How often each status was answered; 0 stands for no answer. */
  readonly statuses: ReadonlyMap<number, number>;
  close(): void;
}

export function createSender(url: string): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const statuses = new Map<number, number>();
  return {
    statuses,
    async send(delivery) {
      for (let tries = 1; ; tries++) {
        const answer = await post(
          agent,
          `${url}/webhooks/${delivery.provider}/${delivery.endpoint}`,
          delivery,
        );
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        if (answer.status === 200) return answer;
        const refused = answer.status === 401 || delivery.fate === 'refused';
        if (tries >= (refused ? TRIES_IF_REFUSED : MOST_TRIES)) return answer;
        await after(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1)));
      }
    },
    close: () => agent.destroy(),
  };
}

function post(agent: Agent, url: string, { request }: Planned): Promise<Answer> {
  return new Promise((resolve) => {
    const nothing = () => resolve({ status: 0, body: {} });
    const outgoing = httpRequest(
      url,
      { agent, method: 'POST', headers: { ...request.headers, 'content-length': request.body.length } },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
        });
        response.on('error', nothing);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: parse(text) }));
      },
    );
    outgoing.on('error', nothing);
    outgoing.end(request.body);
  });
}

function parse(text: string): Answer['body'] {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

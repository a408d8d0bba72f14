/** Asks the console's server. @throws Error with its sentence where it refuses */
export async function ask<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return answerOf(await fetch(`/api/${path}`, signal ? { signal } : {}));
}

/** Has the console's server do something. @throws Error with its sentence where it refuses */
export async function act<Answer>(path: string, input: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  return answerOf(await fetch(`/api/${path}`, { method: 'POST', headers, body: JSON.stringify(input) }));
}

async function answerOf<Answer>(response: Response): Promise<Answer> {
  const answer = await response.json();
  if (!response.ok) throw new Error(String(answer.error ?? response.status));
  return answer;
}

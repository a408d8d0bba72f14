import { createClients } from '../../../infra/cli/clients';
import { deadLetterRoutes } from '../../../infra/cli/console/dead-letters';
import { choosePlace } from '../../../infra/cli/place';

/** Asks for a replay at a place where nobody answers. */
async function replay(body: object, settings: { readonly canReplay: boolean; readonly confirm?: string }) {
  const place = await choosePlace({ 'endpoint-url': 'http://127.0.0.1:9' }, {}, '');
  const routes = deadLetterRoutes({ place, clients: createClients(place.client), ...settings });
  const route = routes.find(({ method, path }) => method === 'POST' && path.test('/api/dead-letters/replay'));
  const asked = { words: [], query: new URLSearchParams(), body, signal: AbortSignal.timeout(5_000) };
  return route?.handle(asked, undefined as never);
}

describe('a replay in the console', () => {
  it('is refused where the console only looks', async () => {
    await expect(replay({ ids: ['a'] }, { canReplay: false })).rejects.toThrow('with --write');
  });

  it.each([{}, { confirm: '' }, { confirm: 'orders' }, { confirm: 1 }])(
    'of a deployed stack needs its name: %j',
    async (typed) => {
      const settings = { canReplay: true, confirm: 'Orders' };
      await expect(replay({ ids: ['a'], ...typed }, settings)).rejects.toThrow(
        "To replay, type the stack's name: Orders",
      );
    },
  );

  it.each([
    ['with its name', { confirm: 'Orders' }, { canReplay: true, confirm: 'Orders' }],
    ['of the local stack', {}, { canReplay: true }],
  ])('%s goes on to the choice', async (_, typed, settings) => {
    await expect(replay({ ids: [], ...typed }, settings)).rejects.toThrow('No dead letter is chosen.');
  });
});

import { createRandom } from '../../lib/random';
import { writeReport } from '../soak/report';
import { runSoak } from '../soak/soak';
import { planTraffic } from '../soak/traffic';
import { scale } from '../support/scale';

jest.setTimeout(120_000);

const DELIVERIES = scale(240, 2_000);
const DRIFTING = scale(20, 400);

it('plans the same traffic for the same seed', () => {
  const fates = (seed: number) =>
    [...planTraffic(createRandom(seed), 500)].map(({ inTurn, deliveries }) => ({
      inTurn,
      deliveries: deliveries.map(({ event, endpoint, fate }) => ({ event, endpoint, fate })),
    }));
  expect(fates(7)).toEqual(fates(7));
  expect(fates(8)).not.toEqual(fates(7));
});

it('loses nothing, invents nothing and keeps every order in its order while everything around it fails', async () => {
  const report = await runSoak({ deliveries: DELIVERIES, seed: 5 });
  // The whole report, so that a failure shows what hit.
  expect({ differences: report.differences, report: writeReport(report) }).toMatchObject({ differences: [] });

  const { accepted, published, dead, ignored, refused } = report.events;
  expect(published + dead).toBe(accepted);
  expect(report.deliveries).toBeGreaterThanOrEqual(DELIVERIES);
  for (const count of [published, dead, ignored, refused]) expect(count).toBeGreaterThan(0);
  // The fault schedule did hit.
  expect(Object.values(report.faults).filter((hits) => hits > 0).length).toBeGreaterThan(10);
});

it('publishes nothing twice while every line of every order has fields that nobody knows', async () => {
  const report = await runSoak({ deliveries: DRIFTING, seed: 6, driftingLines: 200 });
  expect({ differences: report.differences, report: writeReport(report) }).toMatchObject({ differences: [] });
  expect(report.events.published).toBeGreaterThan(DRIFTING / 2);
});

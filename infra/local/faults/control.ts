import type { Clock } from '../clock';
import type { Journal } from '../journal';
import { isJsonObject, type Json } from '../service';
import type { Control } from '../wire';
import { type Fault, parseFault } from './fault';
import type { AddedFault, Faults } from './faults';

export interface ControlTools {
  readonly faults: Faults;
  readonly journal: Journal;
  /** Whether it answers more than questions about a delivery. */
  readonly open: boolean;
  /** Names of the functions that there are. */
  readonly functionNames: () => readonly string[];
  readonly clock: Clock & { advance?(milliseconds: number): void | Promise<void> };
}

/** Faults, clock and journal over HTTP, below `/_control/`. */
export function controlEndpoint(tools: ControlTools): Control {
  return (request) => {
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith('/_control/')) return undefined;
    const asks = request.method === 'GET' && pathname.startsWith('/_control/deliveries/');
    if (!tools.open && !asks) return undefined;
    return answer(tools, request, pathname);
  };
}

async function answer(tools: ControlTools, request: Request, path: string): Promise<Response> {
  const { status, body } = await control(tools, request.method, path, await request.text());
  return Response.json(body, { status });
}

async function control(
  tools: ControlTools,
  method: string,
  path: string,
  body: string,
): Promise<{ status: number; body: unknown }> {
  const [, , subject = '', ...rest] = path.split('/').map(decodeURIComponent);
  const id = rest.join('/');
  try {
    switch (`${method} ${subject}${id === '' ? '' : '/id'}`) {
      case 'GET faults':
        return { status: 200, body: { faults: tools.faults.list().map(toBody) } };
      case 'POST faults':
        return { status: 201, body: toBody(addFault(tools, parseFault(JSON.parse(body)))) };
      case 'DELETE faults':
        tools.faults.clear();
        return { status: 200, body: { faults: [] } };
      case 'DELETE faults/id':
        return tools.faults.remove(id)
          ? { status: 200, body: { id } }
          : { status: 404, body: { error: `no fault ${id}` } };
      case 'GET deliveries/id':
        return { status: 200, body: { id, entries: tools.journal.about(id) } };
      case 'POST clock':
        return { status: 200, body: await moveClock(tools.clock, JSON.parse(body)) };
      default:
        return { status: 404, body: { error: `${method} ${path}: nothing here` } };
    }
  } catch (error) {
    return { status: 400, body: { error: error instanceof Error ? error.message : String(error) } };
  }
}

/** A fault for a function that is not there would never hit, and say nothing of it. */
function addFault({ faults, functionNames }: ControlTools, fault: Fault): AddedFault {
  const names = functionNames();
  if ('function' in fault && !names.includes(fault.function))
    throw new Error(`function: expected one of ${names.join(', ')}`);
  return faults.add(fault);
}

function toBody({ id, fault, left }: AddedFault) {
  return { id, fault, ...(Number.isFinite(left) && { left }) };
}

async function moveClock(clock: ControlTools['clock'], body: Json): Promise<{ now: string }> {
  if (!clock.advance) throw new Error('the clock of this stack cannot be moved');
  const advance = isJsonObject(body) ? body.advance : undefined;
  if (typeof advance !== 'number') throw new Error('advance: expected a number of milliseconds');
  await clock.advance(advance);
  return { now: new Date(clock.now()).toISOString() };
}

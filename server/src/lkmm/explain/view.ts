/** An execution as plain data, for whoever shows it. */
import type { Span } from '../../text/span.ts';
import type { Execution } from '../execution/execution.ts';
import { isKnown } from '../execution/resolve.ts';
import type { Settled } from '../execution/search.ts';

export interface EventView {
  /** Process, or -1 for an initial store. */
  readonly process: number;
  /** `R`, `W`, `F` and so on; `IW` for an initial store. */
  readonly kind: string;
  /** Its order (`once`, `acquire`, `release`, `noreturn`), `plain`, or what barrier it is. */
  readonly order: string;
  /** Variable that it accesses, and the value that it reads or writes. */
  readonly variable?: string;
  readonly value?: string;
  /** Where it stands in the test. */
  readonly span?: Span;
}

export interface ExecutionView {
  readonly events: readonly EventView[];
  /** Store and load that reads from it, as indexes of events. */
  readonly rf: readonly (readonly [number, number])[];
  /** For each variable its stores in their order. */
  readonly co: readonly (readonly number[])[];
}

export function viewOf(settled: Settled, execution: Pick<Execution, 'rf'>): ExecutionView {
  return {
    events: settled.candidate.events.map((_, event) => eventView(settled, event)),
    rf: execution.rf.pairs(),
    co: settled.orders.map((order) => order ?? []),
  };
}

function eventView({ candidate, resolver, variables }: Settled, event: number): EventView {
  const { process, kind, own } = candidate.events[event]!;
  const variable = candidate.variables[variables[event]!];
  const value =
    kind === 'R' ? resolver.read(event) : kind === 'W' || kind === 'IW' ? resolver.written(event) : undefined;
  return {
    process,
    kind,
    order: own?.fence ?? own?.srcu ?? own?.order ?? (kind === 'R' || kind === 'W' ? 'plain' : ''),
    ...(variable ? { variable: String(variable) } : {}),
    ...(value !== undefined && isKnown(value) ? { value: String(value) } : {}),
    ...(own ? { span: own.span } : {}),
  };
}

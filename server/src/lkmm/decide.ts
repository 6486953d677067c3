/** Decides a litmus test by the Linux-kernel memory model: whether its outcome can happen, and what else can. */
import { Budget, GaveUp } from './budget.ts';
import { forEachOrder, forEachReadingOf, type Program, programOf, type Reading } from './execution/candidates.ts';
import { type Execution, executionOf, sameVariable } from './execution/execution.ts';
import { FinalState } from './final-state.ts';
import { type Judgement, judge } from './model/judge.ts';
import { type StaticOrder, staticOrder } from './model/static-order.ts';
import type { LitmusTest, Place } from './syntax/litmus.ts';
import { placesOf } from './syntax/parse-condition.ts';
import { printPlace } from './syntax/print.ts';

export interface DecideOptions {
  /** Bound on the work, in steps of about a microsecond. */
  readonly steps?: number;
  /** Bound on the events of one execution. */
  readonly events?: number;
  /** Asked now and then; true calls it off. */
  readonly isCancelled?: () => boolean;
}

export type Observation = 'Never' | 'Sometimes' | 'Always';

export interface Verdict {
  readonly observation: Observation;
  /** Possible executions that satisfy the condition, and those that don't. */
  readonly positive: number;
  readonly negative: number;
  /** What can be seen at the end, with the number of executions that end so. */
  readonly states: readonly FinalView[];
  /** What the model warns of, such as `data-race`. */
  readonly flags: readonly string[];
  /** A possible execution that satisfies the condition. */
  readonly witness?: Execution;
  /** When there is none: an execution that would satisfy it, and why it is impossible. */
  readonly refused?: { readonly execution: Execution; readonly judgement: Judgement };
}

export interface FinalView {
  /** `0:r1=1; x=2;` */
  readonly text: string;
  readonly count: number;
}

export type Decision =
  | { readonly verdict: Verdict }
  | { readonly gaveUp: { readonly reason: 'steps' | 'cancelled' | 'events'; readonly message: string } };

/** Never throws, and takes no longer than the budget allows. */
export function decide(test: LitmusTest, options: DecideOptions = {}): Decision {
  const budget = new Budget(options.steps ?? DEFAULT_STEPS, options.isCancelled);
  try {
    return { verdict: new Decider(test, budget, options.events ?? DEFAULT_EVENTS).run() };
  } catch (error) {
    if (error instanceof GaveUp) return { gaveUp: { reason: error.reason, message: error.message } };
    throw error;
  }
}

class Decider {
  private positive = 0;
  private negative = 0;
  private readonly states = new Map<string, number>();
  private readonly flags = new Set<string>();
  private witness: Execution | undefined;
  private refused: Verdict['refused'];
  private readonly observed: readonly Place[];
  private known: { reading: Reading; loc: Execution['loc']; order: StaticOrder } | undefined;

  constructor(
    private readonly test: LitmusTest,
    private readonly budget: Budget,
    private readonly mostEvents: number,
  ) {
    this.observed = observedPlaces(test);
  }

  run(): Verdict {
    const program = programOf(this.test, this.budget);
    forEachReadingOf(program, this.budget, this.mostEvents, (reading) => {
      forEachOrder(reading, this.budget, (orders, sources) => this.consider(program, reading, orders, sources));
    });
    const { positive, negative, witness, refused } = this;
    return {
      observation: positive === 0 ? 'Never' : negative === 0 ? 'Always' : 'Sometimes',
      ...{ positive, negative, flags: [...this.flags].sort() },
      states: [...this.states].map(([text, count]) => ({ text, count })).sort((a, b) => (a.text < b.text ? -1 : 1)),
      ...(witness ? { witness } : {}),
      ...(refused && !witness ? { refused } : {}),
    };
  }

  private consider(
    program: Program,
    reading: Reading,
    orders: readonly (readonly number[])[],
    sources: Int32Array,
  ): void {
    const { candidate, base, resolver } = reading;
    const final = new FinalState(candidate, resolver, orders, program.state, program.addresses);
    const { filter, condition } = this.test;
    if (filter && !final.holds(filter)) return;
    const satisfies = final.holds(condition.proposition);
    const { loc, order } = this.orderOf(reading);
    const execution = executionOf(candidate, base, loc, sources, orders);
    const judgement = judge(execution, order, (lock, unlock) => resolver.written(lock) === resolver.written(unlock));
    this.budget.spend(COST_OF_MODEL + base.size);
    if (judgement.broken) {
      if (satisfies) this.refused ??= { execution, judgement };
      return;
    }
    if (satisfies) {
      this.positive++;
      this.witness ??= execution;
    } else this.negative++;
    for (const flag of judgement.flags) this.flags.add(flag);
    const text = this.observed.map((place) => `${printPlace(place)}=${final.valueOf(place)};`).join(' ');
    this.states.set(text, (this.states.get(text) ?? 0) + 1);
  }

  /** What program order decides is the same for all readings in which accesses have the same variables. */
  private orderOf(reading: Reading): { loc: Execution['loc']; order: StaticOrder } {
    const { known } = this;
    if (known?.reading.base === reading.base && isSame(known.reading.variables, reading.variables)) return known;
    const loc = sameVariable(reading.variables);
    this.known = { reading, loc, order: staticOrder(reading.base, loc) };
    return this.known;
  }
}

/** Places that the test asks about, each once, in herd's order: registers by process, then variables. */
function observedPlaces({ locations, filter, condition }: LitmusTest): Place[] {
  const places = [...locations, ...(filter ? placesOf(filter) : []), ...placesOf(condition.proposition)];
  const byName = new Map(places.map((place) => [printPlace(place), place]));
  return [...byName.values()].sort(byKind);
}

function byKind(a: Place, b: Place): number {
  if (a.kind !== b.kind) return a.kind === 'register' ? -1 : 1;
  if (a.kind === 'register' && b.kind === 'register' && a.process !== b.process) return a.process - b.process;
  return printPlace(a) < printPlace(b) ? -1 : 1;
}

function isSame(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

const COST_OF_MODEL = 50;
const DEFAULT_STEPS = 20_000_000;
const DEFAULT_EVENTS = 256;

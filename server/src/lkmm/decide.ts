/** Decides a litmus test by the Linux-kernel memory model: whether its outcome can happen, and what else can. */
import { Budget, GaveUp } from './budget.ts';
import type { Base } from './execution/base.ts';
import { forEachCandidate, type Program, programOf } from './execution/candidates.ts';
import { executionOf, sameVariable } from './execution/execution.ts';
import type { Settled } from './execution/search.ts';
import { isAskedFor, type Refusal, refusalOf } from './explain/refusal.ts';
import { type EventView, type ExecutionView, viewOf } from './explain/view.ts';
import { FinalState } from './final-state.ts';
import { judge } from './model/judge.ts';
import { checkOrdering } from './model/linux-kernel.ts';
import { type StaticOrder, staticOrder } from './model/static-order.ts';
import { isIrreflexive, type Relation } from './relations/relation.ts';
import type { LitmusTest, Place } from './syntax/litmus.ts';
import { placesOf } from './syntax/parse-condition.ts';
import { printPlace, shownPlace } from './syntax/print.ts';

export interface DecideOptions {
  /** Bound on the work, in steps of about a microsecond. */
  readonly steps?: number;
  /** Bound on the events of one execution. */
  readonly events?: number;
  /** Bound on what is kept of executions: how many different final states. */
  readonly states?: number;
  /** Whether the verdict is to say why: with a witness, or a refusal. */
  readonly explain?: boolean;
  /**
   * Only whether the outcome of `exists` can happen, and whether there is a data race, is asked: executions are not
   * counted, the search ends with the first that answers it, `states` is empty, and `Sometimes` may be `Always`.
   */
  readonly brief?: boolean;
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
  /** Of the first data race that was found: its two accesses, the earlier one in the text first. */
  readonly race?: readonly [EventView, EventView];
  /** When it was asked for: a possible execution that satisfies the condition (of `forall`: that does not) … */
  readonly witness?: ExecutionView;
  /** … or, when there is none, one that would be it, and why it is impossible. */
  readonly refusal?: Refusal;
}

export interface FinalView {
  /** `0:r1=1; [x]=2;` */
  readonly text: string;
  readonly count: number;
}

export type Decision =
  | { readonly verdict: Verdict }
  | { readonly gaveUp: { readonly reason: 'steps' | 'cancelled' | 'events'; readonly message: string } };

/** Never throws, and takes no longer than the budget allows. */
export function decide(test: LitmusTest, options: DecideOptions = {}): Decision {
  const budget = new Budget(options.steps ?? DEFAULT_STEPS, options.events ?? DEFAULT_EVENTS, options.isCancelled);
  try {
    const verdict = new Decider(test, budget, options).run();
    if (!options.explain || verdict.witness) return { verdict };
    const steps = Math.min(STEPS_TO_EXPLAIN, options.steps ?? DEFAULT_STEPS);
    const refusal = refusalOf(test, steps, options.events ?? DEFAULT_EVENTS, options.isCancelled);
    return { verdict: refusal ? { ...verdict, refusal } : verdict };
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
  private witness: ExecutionView | undefined;
  private race: readonly [EventView, EventView] | undefined;
  private readonly observed: readonly Place[];
  private known: { base: Base; variables: Int32Array; loc: Relation; order: StaticOrder } | undefined;

  constructor(
    private readonly test: LitmusTest,
    private readonly budget: Budget,
    private readonly options: DecideOptions,
  ) {
    this.observed = observedPlaces(test);
  }

  run(): Verdict {
    const program = programOf(this.test, this.budget);
    forEachCandidate(program, this.budget, {
      isHopeless: (settled, pairs) => this.isHopeless(settled, pairs),
      found: (settled) => this.consider(program, settled),
      ...(this.options.brief && this.test.condition.quantifier !== 'forall'
        ? { isWanted: (settled) => this.isOpen(program, settled) }
        : {}),
    });
    const { positive, negative, witness, race } = this;
    return {
      observation: positive === 0 ? 'Never' : negative === 0 ? 'Always' : 'Sometimes',
      ...{ positive, negative, flags: [...this.flags].sort() },
      states: [...this.states].map(([text, count]) => ({ text, count })).sort((a, b) => (a.text < b.text ? -1 : 1)),
      ...(race ? { race } : {}),
      ...(witness ? { witness } : {}),
    };
  }

  /** The rules only forbid more, the more is settled; so what breaks them now breaks them in the end. */
  private isHopeless(settled: Settled, pairs: readonly (readonly [number, number])[]): boolean {
    const { loc, order } = this.orderOf(settled);
    this.budget.spend(COST_OF_MODEL + settled.base.size);
    const execution = executionOf(settled, loc, pairs);
    return !isIrreflexive(execution.co) || checkOrdering(execution, order, false).broken !== undefined;
  }

  /** Whether this can come to anything that is not known yet: a first witness or, where accesses are plain, a data race. */
  private isOpen(program: Program, settled: Settled): boolean {
    const isFound = this.positive > 0;
    const { filter, condition } = this.test;
    const hasPlain = !settled.base.Plain.isEmpty;
    if (isFound && (this.race || !hasPlain)) return false;
    const final = new FinalState(settled, program);
    if (filter && final.holds(filter) === false) return false;
    return hasPlain || final.holds(condition.proposition) !== false;
  }

  private consider(program: Program, settled: Settled): void {
    const { base, resolver } = settled;
    const final = new FinalState(settled, program);
    const { filter, condition } = this.test;
    if (filter && final.holds(filter) !== true) return;
    const { loc, order } = this.orderOf(settled);
    const execution = executionOf(settled, loc);
    const judgement = judge(execution, order, (lock, unlock) => resolver.written(lock) === resolver.written(unlock));
    this.budget.spend(COST_OF_MODEL + base.size);
    if (judgement.broken) return;
    const holds = final.holds(condition.proposition) === true;
    if (holds) this.positive++;
    else this.negative++;
    if (this.options.explain && holds === isAskedFor(condition)) this.witness ??= viewOf(settled, execution);
    for (const flag of judgement.flags) this.flags.add(flag);
    if (judgement.race) this.race ??= raceView(viewOf(settled, execution), judgement.race);
    if (this.options.brief) return;
    const text = this.observed.map((place) => `${shownPlace(place)}=${final.valueOf(place)};`).join(' ');
    this.states.set(text, (this.states.get(text) ?? 0) + 1);
    const most = this.options.states ?? DEFAULT_STATES;
    if (this.states.size > most) {
      throw new GaveUp('events', `the test is too large: it can end in more than ${most} ways`);
    }
  }

  /** What program order decides is the same for all candidates in which accesses have the same variables. */
  private orderOf({ base, variables }: Settled): { loc: Relation; order: StaticOrder } {
    const { known } = this;
    if (known?.base === base && (known.variables === variables || isSame(known.variables, variables))) return known;
    const loc = sameVariable(variables);
    this.known = { base, variables, loc, order: staticOrder(base, loc) };
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

function raceView({ events }: ExecutionView, race: readonly [number, number]): readonly [EventView, EventView] {
  const [one, other] = race.map((event) => events[event]!) as [EventView, EventView];
  return (one.span?.start ?? 0) <= (other.span?.start ?? 0) ? [one, other] : [other, one];
}

function isSame(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

const COST_OF_MODEL = 50;
const DEFAULT_STEPS = 20_000_000;
const STEPS_TO_EXPLAIN = 300_000;
const DEFAULT_EVENTS = 256;
/** Some fifty megabytes. */
const DEFAULT_STATES = 300_000;

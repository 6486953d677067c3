/** An execution as a graph to draw: the events of each process in their order, and who reads, overwrites or misses whose store. */
import type { Verdict } from '../../lkmm/decide.ts';
import type { ExecutionView } from '../../lkmm/explain/view.ts';
import type { LitmusTest } from '../../lkmm/syntax/litmus.ts';
import { eventCode, eventEffect, RULES } from '../formats/lkmm-text.ts';

export interface ExecutionGraph {
  readonly title: string;
  /** What the verdict is, and what is drawn. */
  readonly words: string;
  /** By process. */
  readonly columns: readonly (readonly EventNode[])[];
  readonly links: readonly EventLink[];
}

export interface EventNode {
  /** Index of the event. */
  readonly event: number;
  readonly code: string;
  /** `R x=1`; empty for a barrier. */
  readonly effect: string;
}

/** `order`: kept by a barrier, a dependency or the like. */
export type LinkKind = 'rf' | 'co' | 'fr' | 'order';

export interface EventLink {
  readonly from: number;
  readonly to: number;
  readonly kind: LinkKind;
  /** The relation, as the model names it. */
  readonly label: string;
  /** Part of the cycle that rules the execution out. */
  readonly isCycle: boolean;
}

/** Undefined where no execution has the outcome, whatever is read. The verdict has to have been asked to explain itself. */
export function executionGraph(
  text: string,
  { name, processes, condition }: LitmusTest,
  verdict: Verdict,
): ExecutionGraph | undefined {
  const { witness, refusal } = verdict;
  const execution = witness ?? refusal?.execution;
  if (!execution) return undefined;
  const nodes = execution.events.map((event, index) => ({
    event: index,
    code: eventCode(text, event),
    effect: eventEffect(event),
  }));
  const columns = processes.map(({ number }) =>
    nodes.filter(({ event }) => execution.events[event]!.process === number),
  );
  return { title: name, words: wordsOf(condition, verdict), columns, links: linksOf(execution, refusal?.cycle ?? []) };
}

function wordsOf({ quantifier }: LitmusTest['condition'], verdict: Verdict): string {
  const { refusal, observation, positive, negative } = verdict;
  if (refusal) return `${observation}: ruled out by ${refusal.broken}, as ${RULES[refusal.broken]}`;
  const counts = `${observation} (${positive} of ${positive + negative} executions)`;
  return `${counts}; this is one ${quantifier === 'forall' ? 'in which it does not hold' : 'that has the outcome'}`;
}

type Steps = NonNullable<Verdict['refusal']>['cycle'];

/**
 * What the initial state has to do with it is told by the values alone; that a process overwrites its own stores, and
 * that who takes a lock overwrites what it reads, by its order.
 */
function linksOf({ events, rf, co }: ExecutionView, cycle: Steps): EventLink[] {
  const links = new Map<string, EventLink>();
  const add = (from: number, to: number, kind: LinkKind, label: string, isCycle: boolean) => {
    if (events[from]!.process >= 0 && events[to]!.process >= 0) {
      links.set(`${from} ${to} ${kind}`, { from, to, kind, label, isCycle });
    }
  };
  for (const [store, load] of rf) add(store, load, 'rf', 'rf', false);
  for (const order of co) {
    for (const [i, store] of order.slice(1).entries()) add(order[i]!, store, 'co', 'co', false);
  }
  // A load comes before the store that overwrites what it reads; those after that follow from it.
  for (const [store, load] of rf) {
    const order = co.find((one) => one.includes(store)) ?? [];
    const next = order[order.indexOf(store) + 1];
    if (next !== undefined) add(load, next, 'fr', 'fr', false);
  }
  for (const [key, { from, to, kind }] of links) {
    const isWithin = events[from]!.process === events[to]!.process;
    if (kind !== 'rf' && (isWithin || events[to]!.kind === 'LKW')) links.delete(key);
  }
  for (const { from, to, relation } of cycle) {
    const kind = /^(rf|co|fr)[ei]$/.exec(relation)?.[1] as LinkKind | undefined;
    add(from, to, kind ?? 'order', kind ?? relation, true);
  }
  return [...links.values()];
}

/** A verdict on a litmus test as text: herd7's lines, and the execution or the cycle behind it in columns. */

import type { Verdict } from '../../lkmm/decide.ts';
import type { Step } from '../../lkmm/explain/cycle.ts';
import type { Refusal } from '../../lkmm/explain/refusal.ts';
import type { EventView, ExecutionView } from '../../lkmm/explain/view.ts';
import type { LitmusTest } from '../../lkmm/syntax/litmus.ts';
import { shownProposition } from '../../lkmm/syntax/print.ts';
import type { Paint } from '../paint.ts';

/** `Flag …` for each warning, and the line `Observation NAME Never|Sometimes|Always N M`, as herd7 prints them. */
export function observationText({ name }: LitmusTest, verdict: Verdict): string {
  const { observation, positive, negative, flags } = verdict;
  const warnings = flags.map((flag) => `Flag ${flag}\n`).join('');
  return `${warnings}Observation ${name} ${observation} ${positive} ${negative}\n`;
}

/** All of what herd7 prints, its time and hash apart. */
export function statesText(test: LitmusTest, verdict: Verdict): string {
  const { quantifier, proposition } = test.condition;
  const { positive, negative, states, flags } = verdict;
  // A test that forbids is witnessed by what is not forbidden; the line of the observation counts as for `exists`.
  const [witnesses, others] = quantifier === '~exists' ? [negative, positive] : [positive, negative];
  const isMet = quantifier === 'exists' ? positive > 0 : quantifier === '~exists' ? positive === 0 : negative === 0;
  return [
    `Test ${test.name} ${KINDS[quantifier]}`,
    `States ${states.length}`,
    ...states.map(({ text }) => text),
    isMet ? 'Ok' : 'No',
    'Witnesses',
    `Positive: ${witnesses} Negative: ${others}`,
    ...flags.map((flag) => `Flag ${flag}`),
    `Condition ${quantifier} (${shownProposition(proposition)})`,
    `Observation ${test.name} ${verdict.observation} ${positive} ${negative}`,
    '',
  ].join('\n');
}

const KINDS = { exists: 'Allowed', '~exists': 'Forbidden', forall: 'Required' } as const;

/** Why the verdict is so: an execution with the outcome, or the cycle that rules it out. `text` is the file. */
export function reasonText(paint: Paint, text: string, { condition }: LitmusTest, verdict: Verdict): string {
  const { witness, refusal, positive, negative } = verdict;
  const outcome = condition.quantifier === 'forall' ? 'another outcome' : 'this outcome';
  if (witness) return `  An execution with ${outcome}:\n${witnessText(paint, text, witness)}`;
  if (refusal) return refusalText(paint, text, refusal);
  return positive + negative === 0
    ? '  Nothing can happen at all: every execution deadlocks, or is filtered out.\n'
    : `  No execution has ${outcome}: there are no such values to be read.\n`;
}

function refusalText(paint: Paint, text: string, { broken, cycle, execution }: Refusal): string {
  const head = `  Ruled out by ${paint.bold(broken)}: ${RULES[broken]}\n`;
  if (cycle.length === 0) return `${head}${witnessText(paint, text, execution)}`;
  const rows = cycle.map((step) => stepRow(text, execution, step));
  return head + columns([...rows, [...rows[0]!.slice(0, 3), '', '(again)']]);
}

function stepRow(text: string, { events }: ExecutionView, { from, relation }: Step): string[] {
  const event = events[from]!;
  return [place(event), eventCode(text, event), eventEffect(event), relation, RELATIONS[relation] ?? ''];
}

/** Each process in its order, with what its loads read, and from whom. */
function witnessText(paint: Paint, text: string, { events, rf, co }: ExecutionView): string {
  const rows = events.flatMap((event, index) => {
    if (event.process < 0) return [];
    const source = rf.find(([, load]) => load === index)?.[0];
    const from = source === undefined ? '' : `from ${sourceName(text, events[source]!)}`;
    return [[place(event), eventCode(text, event), eventEffect(event), from]];
  });
  const orders = co
    .filter((order) => order.length > 2)
    .map((order) => {
      const values = order.map((store) => events[store]!.value ?? events[store]!.kind).join(', ');
      return `    ${paint.dim(`order of stores to ${events[order[0]!]!.variable}: ${values}`)}\n`;
    });
  return columns(rows) + orders.join('');
}

function place({ process }: EventView): string {
  return process < 0 ? 'initially' : `P${process}`;
}

/** The words of the test that an event is of; of an initial store, what it stores. */
export function eventCode(text: string, { span, variable, value }: EventView): string {
  if (!span) return `${variable} = ${value}`;
  return text.slice(span.start, span.end).replace(/\s+/g, ' ').replace(/;$/, '');
}

function sourceName(text: string, event: EventView): string {
  return event.process < 0 ? 'the initial state' : `${place(event)}: ${eventCode(text, event)}`;
}

/** What an event does to a variable: `R x=1`. Empty for a barrier. */
export function eventEffect({ kind, variable, value }: EventView): string {
  if (kind === 'F' || kind === 'SRCU') return '';
  const shown = variable === undefined ? '' : ` ${variable}${value === undefined ? '' : `=${value}`}`;
  return `${kind === 'IW' ? 'W' : kind}${shown}`;
}

/** Rows under each other, indented; the last column is as wide as it likes. */
function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  return rows
    .map((row) => `    ${row.map((cell, at) => cell.padEnd(widths[at]!)).join('  ')}`.trimEnd())
    .map((line) => `${line}\n`)
    .join('');
}

/** The rules of the model, by what they demand. */
export const RULES: Readonly<Record<Refusal['broken'], string>> = {
  coherence: 'all see the stores to one variable in one order.',
  atomic: 'nothing comes between the two halves of a read-modify-write.',
  'happens-before': 'each of these would have to happen before the next, and so before itself.',
  propagation: 'a strong fence separates each two accesses that do not see each other, so one has to be first.',
  rcu: 'a grace period waits for the critical sections that began before it.',
  'plain-coherence': 'plain accesses that are ordered are seen in that order.',
};

/** Relations of the model in words. */
const RELATIONS: Readonly<Record<string, string>> = {
  rfe: 'is read by',
  rfi: 'is read by',
  coe: 'is overwritten by',
  coi: 'is overwritten by',
  fre: 'does not see yet',
  fri: 'does not see yet',
  'po-loc': 'comes before, on the same variable',
  'rmw^-1': 'is one operation with',
  addr: 'gives the address for',
  data: 'gives the value for',
  ctrl: 'decides whether to do',
  'dep;rfi': 'is passed on to',
  rmb: 'is kept in order by smp_rmb() before',
  wmb: 'is kept in order by smp_wmb() before',
  mb: 'is kept in order by a full barrier before',
  gp: 'is kept in order by a grace period before',
  'acq-po': 'is an acquire, and so before',
  'po-rel': 'is before a release',
  'po-unlock-lock-po': 'is in an earlier critical section than',
  'rcu-fence': 'is kept in order by grace periods before',
};

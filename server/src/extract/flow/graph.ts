/**
 * From the statements of a function to basic blocks. The syntax tree gives the statements, the text their events
 * (see events.ts): expressions are only looked into where they branch.
 */
import type { Block, Condition, FlowEvent } from '../../model/flow.ts';
import type { Body, Step } from '../../syntax/body.ts';
import { isIterator } from '../constructs.ts';
import type { Timed } from './events.ts';

/** The blocks of a body, the first of which is the entry; undefined when the code is too garbled to tell. */
export function readGraph(body: Body, events: readonly Timed[]): Block[] | undefined {
  const graph = new Graph(body, events);
  graph.statements(body.root, graph.begin(), NOWHERE);
  return graph.garbled ? undefined : compact(graph.blocks);
}

/** Where jumps out of the constructs around a statement lead. */
interface Around {
  readonly breaks?: number;
  readonly continues?: number;
  /** The block that ends with a switch's expression. */
  readonly switch?: number | undefined;
}

const NOWHERE: Around = {};

interface Draft {
  readonly events: FlowEvent[];
  next: number[];
  test?: Condition;
}

/** A block that is being filled; undefined where no way leads. */
type Current = number | undefined;

const MAX_DEPTH = 200;

/** Generated code beyond this many blocks is not for people. */
const MAX_BLOCKS = 4_000;

class Graph {
  readonly blocks: Draft[] = [];
  garbled = false;
  private readonly labels = new Map<string, number>();
  /** Variables that have events. */
  private readonly assigned: ReadonlySet<string>;
  private depth = 0;

  constructor(
    private readonly body: Body,
    private readonly events: readonly Timed[],
  ) {
    this.assigned = new Set(events.flatMap(({ event }) => (event.kind === 'assign' ? [event.name] : [])));
  }

  begin(): number {
    if (this.blocks.length >= MAX_BLOCKS) this.garbled = true;
    return this.blocks.push({ events: [], next: [] }) - 1;
  }

  /** The children of `step` one after the other. */
  statements(step: Step, from: Current, around: Around): Current {
    if (this.depth > MAX_DEPTH || this.garbled) {
      this.garbled = true;
      return undefined;
    }
    this.depth++;
    let current = from;
    for (const child of step.children) current = this.statement(child, current, around);
    this.depth--;
    return current;
  }

  private statement(step: Step, from: Current, around: Around): Current {
    switch (step.type) {
      case 'if_statement':
        return this.branch(step, from, around);
      case 'while_statement':
      case 'for_statement':
      case 'do_statement':
        return this.loop(step, from, around);
      case 'switch_statement':
        return this.choice(step, from, around);
      case 'case_statement':
        return this.arm(step, from, around);
      case 'labeled_statement':
        return this.labelled(step, from, around);
      case 'return_statement':
        this.expression(step, from);
        return undefined;
      case 'break_statement':
        return this.jump(from, around.breaks);
      case 'continue_statement':
        return this.jump(from, around.continues);
      case 'goto_statement':
        return this.jump(from, this.label(part(step, 'label')));
      case 'preproc_if':
      case 'preproc_ifdef':
      case 'preproc_elif':
        return this.directive(step, from, around);
      case 'compound_statement':
      case 'else_clause':
      case 'preproc_else':
      case 'translation_unit':
        return this.statements(step, from, around);
      case 'ERROR':
        // A stray token does no harm; lost structure does.
        if (/[{}]|\b(?:if|else|for|while|do|switch|case|goto|return)\b/.test(this.text(step))) this.garbled = true;
        return this.append(step, from);
      case 'comment':
      case '{':
      case '}':
      case ';':
        return from;
      default:
        return this.ends(step) ? this.jump(this.expression(step, from), undefined) : this.expression(step, from);
    }
  }

  private branch(step: Step, from: Current, around: Around): Current {
    const condition = part(step, 'condition');
    const consequence = part(step, 'consequence');
    const alternative = part(step, 'alternative');
    const after = this.begin();
    const then = this.begin();
    const otherwise = alternative ? this.begin() : after;
    this.condition(condition, from, then, otherwise);
    this.jump(this.inner(consequence, then, around), after);
    if (alternative) this.jump(this.inner(alternative, otherwise, around), after);
    return after;
  }

  private inner(step: Step | undefined, from: Current, around: Around): Current {
    if (!step) return from;
    if (this.depth > MAX_DEPTH) this.garbled = true;
    if (this.garbled) return undefined;
    this.depth++;
    const end = this.statement(step, from, around);
    this.depth--;
    return end;
  }

  private loop(step: Step, from: Current, around: Around): Current {
    const condition = part(step, 'condition');
    const initializer = part(step, 'initializer');
    const update = part(step, 'update');
    const start = initializer ? this.expression(initializer, from) : from;
    const after = this.begin();
    const first = this.begin();
    const inside = { ...around, breaks: after, continues: after };
    // scoped_guard() is parsed as a loop, and is one round of it.
    if (this.isGuard(step)) {
      this.jump(condition ? this.append(condition, start) : start, first);
      this.jump(this.inner(part(step, 'body'), first, inside), after);
      return after;
    }
    const check = this.begin();
    const again = update ? this.begin() : check;
    this.jump(start, step.type === 'do_statement' ? first : check);
    if (condition && isIterator(this.body.code, step)) {
      this.blocks[this.append(condition, check)!]!.next = [first, after];
    } else this.condition(condition, check, first, after);
    this.jump(this.inner(part(step, 'body'), first, { ...inside, continues: again }), again);
    if (update) this.jump(this.expression(update, again), check);
    return after;
  }

  private choice(step: Step, from: Current, around: Around): Current {
    const condition = part(step, 'condition');
    const body = part(step, 'body');
    const head = condition ? this.expression(condition, from) : from;
    const after = this.begin();
    const end = body ? this.statements(body, undefined, { ...around, breaks: after, switch: head }) : head;
    this.jump(end, after);
    if (head !== undefined && !/\bdefault\s*:/.test(body ? this.text(body) : '')) this.blocks[head]!.next.push(after);
    return after;
  }

  private arm(step: Step, from: Current, around: Around): Current {
    const block = this.begin();
    if (around.switch !== undefined) this.blocks[around.switch]!.next.push(block);
    this.jump(from, block);
    const colon = step.children.findIndex((child) => child.type === ':');
    let current: Current = block;
    for (const child of step.children.slice(colon + 1)) current = this.inner(child, current, around);
    return current;
  }

  private labelled(step: Step, from: Current, around: Around): Current {
    const label = part(step, 'label');
    const block = this.label(label);
    if (block === undefined) return this.statements(step, from, around);
    this.jump(from, block);
    let current: Current = block;
    for (const child of step.children) {
      if (child !== label && child.type !== ':') current = this.inner(child, current, around);
    }
    return current;
  }

  /** Both arms of an `#if` are ways; without `#else` the code is taken to be there. */
  private directive(step: Step, from: Current, around: Around): Current {
    const other = part(step, 'alternative');
    const unit = part(step, 'condition') ?? part(step, 'name');
    if (!other || from === undefined) {
      let end = from;
      for (const child of step.children) if (child !== unit) end = this.inner(child, end, around);
      return end;
    }
    const [here, there, after] = [this.begin(), this.begin(), this.begin()];
    this.blocks[from]!.next = [here, there];
    let end: Current = here;
    for (const child of step.children) {
      if (child !== other && child !== unit) end = this.inner(child, end, around);
    }
    this.jump(end, after);
    this.jump(this.inner(other, there, around), after);
    return after;
  }

  /** Ends a block with a way to `target`, or with the end of the function; gives the block after it, which is none. */
  private jump(from: Current, target: number | undefined): undefined {
    if (from !== undefined && target !== undefined) this.blocks[from]!.next = [target];
    return undefined;
  }

  private label(name: Step | undefined): number | undefined {
    if (!name) return undefined;
    const text = this.text(name);
    let block = this.labels.get(text);
    if (block === undefined) this.labels.set(text, (block = this.begin()));
    return block;
  }

  /** Ends `from` with a condition that leads to `yes` or `no`. */
  private condition(step: Step | undefined, from: Current, yes: number, no: number): void {
    if (from === undefined) return;
    if (!step) {
      this.jump(from, yes);
      return;
    }
    const operand = this.wrapped(step);
    if (operand) {
      const isNot = step.type === 'unary_expression';
      this.condition(operand, from, isNot ? no : yes, isNot ? yes : no);
      return;
    }
    const operator = step.type === 'binary_expression' ? this.logic(step) : undefined;
    if (operator) {
      const middle = this.begin();
      this.condition(part(step, 'left'), from, operator === '&&' ? middle : yes, operator === '&&' ? no : middle);
      this.condition(part(step, 'right'), middle, yes, no);
      return;
    }
    const end = this.expression(step, from);
    if (end === undefined) return;
    const constant = /^\(?\s*(1|true|0|false)\s*\)?$/.exec(this.text(step))?.[1];
    if (constant) this.jump(end, constant === '1' || constant === 'true' ? yes : no);
    else {
      this.blocks[end]!.next = [yes, no];
      const names = this.variablesIn(step);
      this.blocks[end]!.test = { start: step.start, end: step.end, ...(names.length > 0 && { names }) };
    }
  }

  private variablesIn(step: Step): string[] {
    if (this.assigned.size === 0) return [];
    const names = new Set(this.text(step).match(/(?<![.>\w])[A-Za-z_]\w*/g));
    return [...names].filter((name) => this.assigned.has(name));
  }

  /** What stands in parentheses, behind `!`, or in likely(). */
  private wrapped(step: Step): Step | undefined {
    const { children } = step;
    if (step.type === 'parenthesized_expression') return children.length === 3 ? children[1] : undefined;
    if (step.type === 'unary_expression') {
      return this.body.code[step.start] === '!' ? children.at(-1) : undefined;
    }
    if (step.type !== 'call_expression' || !/^(?:un)?likely\b/.test(this.body.code.slice(step.start, step.start + 9)))
      return undefined;
    const list = part(step, 'arguments')?.children ?? [];
    return list.length === 3 ? list[1] : undefined;
  }

  private logic(step: Step): '&&' | '||' | undefined {
    const operator = part(step, 'operator')?.type;
    return operator === '&&' || operator === '||' ? operator : undefined;
  }

  /** Evaluates an expression or a simple statement, with the ways that it may take inside. */
  private expression(step: Step, from: Current): Current {
    if (from === undefined) return undefined;
    if (!/&&|\|\||\?|\{/.test(this.text(step))) return this.append(step, from);
    if (this.depth > MAX_DEPTH) {
      this.garbled = true;
      return undefined;
    }
    if (step.type === 'compound_statement') return this.statements(step, from, NOWHERE);
    this.depth++;
    const end = this.inside(step, from);
    this.depth--;
    return end;
  }

  private inside(step: Step, from: number): Current {
    if (step.type === 'conditional_expression') {
      const [yes, no, after] = [this.begin(), this.begin(), this.begin()];
      this.condition(part(step, 'condition'), from, yes, no);
      const consequence = part(step, 'consequence');
      const alternative = part(step, 'alternative');
      this.jump(consequence ? this.expression(consequence, yes) : yes, after);
      this.jump(alternative ? this.expression(alternative, no) : no, after);
      return after;
    }
    const operator = step.type === 'binary_expression' ? this.logic(step) : undefined;
    if (operator) {
      const right = part(step, 'right');
      const [then, after] = [this.begin(), this.begin()];
      this.condition(part(step, 'left'), from, operator === '&&' ? then : after, operator === '&&' ? after : then);
      this.jump(right ? this.expression(right, then) : then, after);
      return after;
    }
    if (step.children.length === 0) return this.append(step, from);
    let current: Current = from;
    let done = step.start;
    for (const child of step.children) {
      current = this.append({ start: done, end: child.start }, current);
      if (current !== undefined) current = this.expression(child, current);
      done = child.end;
    }
    return this.append({ start: done, end: step.end }, current);
  }

  /** Adds the events of a piece of code to a block. */
  private append({ start, end }: { readonly start: number; readonly end: number }, to: Current): Current {
    if (to === undefined) return undefined;
    const { events } = this.blocks[to]!;
    for (let i = firstAt(this.events, start); i < this.events.length; i++) {
      const { order, event } = this.events[i]!;
      if (order >= end) break;
      events.push(event);
    }
    return to;
  }

  private isGuard(step: Step): boolean {
    return step.type === 'while_statement' && this.body.code.startsWith('scoped_', step.start);
  }

  /** `BUG();` and the like. */
  private ends(step: Step): boolean {
    return step.type === 'expression_statement' && /^(?:BUG|panic|do_exit|unreachable)\s*\(/.test(this.text(step));
  }

  private text({ start, end }: { readonly start: number; readonly end: number }): string {
    return this.body.code.slice(start, end);
  }
}

function part(step: Step, field: string): Step | undefined {
  return step.children.find((child) => child.field === field);
}

/** Index of the first event at or after an offset. */
function firstAt(events: readonly Timed[], offset: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (events[middle]!.order < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Leaves out blocks that nothing leads to or that do nothing, joins those that can only follow each other, and numbers
 * the rest in the order in which they are come to, ways for true first.
 */
function compact(drafts: readonly Draft[]): Block[] {
  const start = target(drafts, 0);
  const entries = new Map<number, number>([[start, 1]]);
  const seen = new Set<number>();
  for (const pending = [start]; pending.length > 0; ) {
    const block = pending.pop()!;
    if (seen.has(block)) continue;
    seen.add(block);
    const draft = drafts[block]!;
    draft.next = draft.next.map((next) => target(drafts, next));
    for (const next of draft.next) entries.set(next, (entries.get(next) ?? 0) + 1);
    pending.push(...draft.next.toReversed());
  }
  const joined = new Set<number>();
  for (const block of seen) if (!joined.has(block)) joinFollowers(drafts, block, entries, joined);
  const kept = [...seen].filter((block) => !joined.has(block));
  const indices = new Map(kept.map((block, index) => [block, index]));
  return kept.map((block) => {
    const { events, next, test } = drafts[block]!;
    return { events, next: next.map((one) => indices.get(one)!), ...(test && { test }) };
  });
}

/** The first block from `block` on that does something or decides where to go. */
function target(drafts: readonly Draft[], block: number): number {
  let at = block;
  for (let steps = 0; steps < drafts.length; steps++) {
    const { events, next } = drafts[at]!;
    if (events.length > 0 || next.length !== 1) return at;
    at = next[0]!;
  }
  return at;
}

function joinFollowers(
  drafts: readonly Draft[],
  block: number,
  entries: ReadonlyMap<number, number>,
  joined: Set<number>,
): void {
  const draft = drafts[block]!;
  while (draft.next.length === 1) {
    const next = draft.next[0]!;
    if (next === block || entries.get(next) !== 1) return;
    const follower = drafts[next]!;
    draft.events.push(...follower.events);
    draft.next = follower.next;
    if (follower.test) draft.test = follower.test;
    joined.add(next);
  }
}

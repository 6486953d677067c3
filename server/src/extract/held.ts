/**
 * Where a function holds a lock, along the ways that it can be run: an unlock before an early return leaves the code
 * behind it locked, a lock taken in one arm of a conditional protects nothing after it. Where ways join, only what all
 * of them hold is held.
 */
import type { Body, Step } from '../syntax/body.ts';
import { firstIndex } from '../text/sorted.ts';
import { part } from './flow/part.ts';
import { type LockCall, lockCalls } from './lock-calls.ts';
import { type Lock, takeInventory } from './lock-inventory.ts';

/**
 * For each of `offsets` whether a lock is held there. Offsets in code that no way leads to are left out, and so are
 * all when the function has nothing to do with locks. `entered`: the callers hold one.
 */
export function readHeld(body: Body, offsets: readonly number[], entered: boolean): ReadonlyMap<number, boolean> {
  const calls = lockCalls(body.code, body.span);
  if (calls.length === 0 || offsets.length === 0) return new Map();
  const inventory = takeInventory(calls);
  const walk = new LockWalk(body, calls, offsets, inventory.unmatched);
  walk.run(entered ? [BY_CALLER, ...inventory.atEntry] : inventory.atEntry);
  return walk.held;
}

/** The locks held at one place, in the order in which they were taken; undefined where no way leads. */
type State = readonly Lock[] | undefined;

const BY_CALLER: Lock = { key: ' ', family: ' ' };

/** One of several locks, depending on the way: what is left when each way holds another. */
const SOME: Lock = { key: '*', family: '*' };

/** Ways out of the constructs around a statement. */
interface Exits {
  breaks: State;
  continues: State;
}

function noExits(): Exits {
  return { breaks: undefined, continues: undefined };
}

/** Loops in loops are walked once more each, up to this depth. */
const MAX_REPEATED = 3;

const MAX_DEPTH = 200;

class LockWalk {
  readonly held = new Map<number, boolean>();
  private readonly body: Body;
  private readonly events: readonly (LockCall | number)[];
  private readonly unmatched: ReadonlySet<string>;
  private labels = new Map<string, State>();
  private repeated = 0;
  private depth = 0;

  constructor(body: Body, calls: readonly LockCall[], offsets: readonly number[], unmatched: ReadonlySet<string>) {
    this.body = body;
    this.unmatched = unmatched;
    this.events = [...calls, ...offsets].sort((a, b) => offsetOf(a) - offsetOf(b));
  }

  run(start: State): void {
    this.walk(this.body.root, start, noExits());
    // What jumps backwards bring along is known only now.
    if (this.labels.size > 0) this.walk(this.body.root, start, noExits());
  }

  /** The state after `step` when it is entered in `state`. */
  private walk(step: Step, state: State, exits: Exits): State {
    switch (step.type) {
      case 'if_statement':
        return this.walkIf(step, state, exits);
      case 'while_statement':
      case 'for_statement':
      case 'do_statement':
        return this.walkLoop(step, state);
      case 'switch_statement':
        return this.walkSwitch(step, state, exits);
      case 'return_statement':
        this.pass(step, state);
        return undefined;
      case 'break_statement':
        exits.breaks = join(exits.breaks, state);
        return undefined;
      case 'continue_statement':
        exits.continues = join(exits.continues, state);
        return undefined;
      case 'goto_statement':
        this.jump(step, state);
        return undefined;
      case 'labeled_statement':
        return this.walkAll(step, join(state, this.labels.get(labelOf(this.body.code, step))), exits);
      case 'preproc_if':
      case 'preproc_ifdef':
      case 'preproc_elif':
        return this.walkDirective(step, state, exits);
      case 'compound_statement':
      case 'case_statement':
      case 'else_clause':
      case 'preproc_else':
      case 'translation_unit':
      case 'ERROR':
        return this.walkAll(step, state, exits);
      default:
        return this.pass(step, state);
    }
  }

  private walkAll(step: Step, entry: State, exits: Exits): State {
    let state = entry;
    // Garbage may be nested deeper than the stack.
    if (this.depth > MAX_DEPTH) return this.pass(step, entry);
    this.depth++;
    for (const child of step.children) state = this.walk(child, state, exits);
    this.depth--;
    return state?.filter((lock) => lock.until === undefined || lock.until > step.end);
  }

  private walkIf(step: Step, entry: State, exits: Exits): State {
    const condition = part(step, 'condition');
    const state = condition ? this.pass(condition, entry) : entry;
    const taken = part(step, 'consequence');
    const other = part(step, 'alternative');
    const after = taken ? this.walk(taken, this.afterTry(condition, state, true), exits) : state;
    const without = this.afterTry(condition, state, false);
    return join(after, other ? this.walk(other, without, exits) : without);
  }

  private walkLoop(step: Step, before: State): State {
    const initializer = part(step, 'initializer');
    const entry = initializer ? this.pass(initializer, before) : before;
    const inner = noExits();
    const rounds = this.repeated < MAX_REPEATED ? 2 : 1;
    this.repeated++;
    let after: State;
    for (let round = 0; round < rounds; round++) after = this.walkRound(step, join(entry, after), inner);
    this.repeated--;
    const condition = part(step, 'condition');
    if (isEndless(this.body.code, step, condition)) return inner.breaks;
    // Only a do loop has certainly been run once.
    const left = step.type === 'do_statement' ? after : join(entry, after);
    return join(this.afterTry(condition, left, false), inner.breaks);
  }

  /** Once through a loop; gives the state in which the next round would begin. */
  private walkRound(step: Step, entry: State, inner: Exits): State {
    const condition = part(step, 'condition');
    const update = part(step, 'update');
    const checksLast = step.type === 'do_statement';
    const checked = condition && !checksLast ? this.pass(condition, entry) : entry;
    const body = part(step, 'body');
    const scoped = this.guardOf(step);
    const begun = scoped ? [...(checked ?? []), scoped] : this.afterTry(condition, checked, true);
    const after = join(body ? this.walk(body, begun, inner) : begun, inner.continues);
    const unguarded = scoped ? after?.filter((lock) => lock !== scoped) : after;
    const updated = update ? this.pass(update, unguarded) : unguarded;
    return condition && checksLast ? this.pass(condition, updated) : updated;
  }

  /** What a `scoped_guard()`, which was parsed as a loop, holds for its body. */
  private guardOf(step: Step): Lock | undefined {
    if (!this.body.code.startsWith('scoped_', step.start)) return undefined;
    const call = this.events.find((event) => typeof event === 'object' && event.start === step.start);
    return typeof call === 'object' ? { key: call.key, family: call.family } : undefined;
  }

  private walkSwitch(step: Step, entry: State, exits: Exits): State {
    const condition = part(step, 'condition');
    const state = condition ? this.pass(condition, entry) : entry;
    const inner = noExits();
    let way: State;
    let hasDefault = false;
    for (const child of part(step, 'body')?.children ?? []) {
      if (child.type === 'case_statement') {
        way = join(way, state);
        hasDefault ||= child.children[0]?.type === 'default';
      }
      way = this.walk(child, way, inner);
    }
    exits.continues = join(exits.continues, inner.continues);
    return join(join(way, inner.breaks), hasDefault ? undefined : state);
  }

  /** Both arms of an `#if` are ways; without `#else` the code is taken to be there. */
  private walkDirective(step: Step, entry: State, exits: Exits): State {
    const other = part(step, 'alternative');
    let state = entry;
    for (const child of step.children) if (child !== other) state = this.walk(child, state, exits);
    return other ? join(state, this.walk(other, entry, exits)) : state;
  }

  private jump(step: Step, state: State): void {
    const label = part(step, 'label');
    if (!label) return;
    const name = this.body.code.slice(label.start, label.end);
    this.labels.set(name, join(this.labels.get(name), state));
  }

  /** Runs through code without branches. */
  private pass(step: Step, entry: State): State {
    let state = entry;
    for (let i = firstAt(this.events, step.start); i < this.events.length; i++) {
      const event = this.events[i]!;
      if (offsetOf(event) >= step.end) break;
      if (typeof event === 'number') {
        if (state) this.held.set(event, state.length > 0);
      } else if (state) state = this.apply(event, state);
    }
    return state;
  }

  private apply(call: LockCall, state: readonly Lock[]): State {
    switch (call.effect) {
      case 'take':
        return [...state, { key: call.key, family: call.family }];
      case 'drop':
        return this.without(state, call);
      case 'assert':
        return state;
      case 'guard':
        return [...state, { key: call.key, family: call.family, until: this.blockEnd(call) }];
      default:
        // Decided where the condition is; elsewhere the outcome is kept in a variable, and mostly success.
        return this.isInCondition(call) ? state : [...state, { key: call.key, family: call.family }];
    }
  }

  /** Gives back the lock of that name, or else the latest one that no unlock names. */
  private without(state: readonly Lock[], { key, family }: LockCall): State {
    let index = state.findLastIndex((lock) => lock.key === key);
    if (index < 0) index = state.findLastIndex((lock) => lock.family === family && this.unmatched.has(lock.key));
    if (index < 0) index = state.indexOf(SOME);
    return index < 0 ? state : state.toSpliced(index, 1);
  }

  private blockEnd(call: LockCall): number {
    return this.body.path(call).findLast((step) => step.type === 'compound_statement')?.end ?? this.body.span.end;
  }

  private isInCondition(call: LockCall): boolean {
    return this.body.path(call).some((step) => step.field === 'condition' && step.type === 'parenthesized_expression');
  }

  /** `state` on the way where `condition` is `outcome`, with the locks that are taken by a trylock in it. */
  private afterTry(condition: Step | undefined, state: State, outcome: boolean): State {
    if (!condition || !state) return state;
    const taken: Lock[] = [];
    for (let i = firstAt(this.events, condition.start); i < this.events.length; i++) {
      const event = this.events[i]!;
      if (offsetOf(event) >= condition.end) break;
      if (typeof event === 'number' || !event.effect.startsWith('try')) continue;
      if (this.isTrueWith(event, condition) === ((event.effect === 'try') === outcome)) {
        taken.push({ key: event.key, family: event.family });
      }
    }
    return taken.length > 0 ? [...state, ...taken] : state;
  }

  /** Whether the condition is true where the call is, that is, whether the `!` around the call cancel out. */
  private isTrueWith(call: LockCall, condition: Step): boolean {
    let isTrue = true;
    for (const step of this.body.path(call)) {
      if (step.start < condition.start || step.end > condition.end) continue;
      if (step.type === 'unary_expression' && this.body.code[step.start] === '!') isTrue = !isTrue;
    }
    return isTrue;
  }
}

/** A call has its effect when its arguments have been evaluated. */
function offsetOf(event: LockCall | number): number {
  return typeof event === 'number' ? event : event.end - 1;
}

/** Index of the first event at or after an offset. */
function firstAt(events: readonly (LockCall | number)[], offset: number): number {
  return firstIndex(events, (event) => offsetOf(event) >= offset);
}

function labelOf(code: string, step: Step): string {
  const label = part(step, 'label');
  return label ? code.slice(label.start, label.end) : '';
}

/** `while (1)`, `for (;;)`. */
function isEndless(code: string, step: Step, condition: Step | undefined): boolean {
  if (!condition) return step.type === 'for_statement';
  return /^\(?\s*(?:1|true)\s*\)?$/.test(code.slice(condition.start, condition.end));
}

function join(a: State, b: State): State {
  if (!a || !b) return a ?? b;
  const rest = [...b];
  const both = a.filter((lock) => {
    const index = rest.findIndex((other) => other.key === lock.key);
    if (index >= 0) rest.splice(index, 1);
    return index >= 0;
  });
  return both.length === 0 && a.length > 0 && b.length > 0 ? [SOME] : both;
}

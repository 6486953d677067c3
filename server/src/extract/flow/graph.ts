/**
 * From the statements of a function to basic blocks. The syntax tree gives the statements, the text their events
 * (see events.ts): expressions are only looked into where they branch (see expressions.ts).
 */
import type { Block } from '../../model/flow.ts';
import type { Body, Step } from '../../syntax/body.ts';
import { isIterator } from '../constructs.ts';
import { compact } from './compact.ts';
import { type Current, Drafts } from './drafts.ts';
import type { Timed } from './events.ts';
import { Expressions } from './expressions.ts';
import { part } from './part.ts';

/** The blocks of a body, the first of which is the entry; undefined when the code is too garbled to tell. */
export function readGraph(body: Body, events: readonly Timed[]): Block[] | undefined {
  const drafts = new Drafts(body, events);
  new Statements(drafts).statements(body.root, drafts.begin(), NOWHERE);
  return drafts.garbled ? undefined : compact(drafts.blocks);
}

/** Where jumps out of the constructs around a statement lead. */
interface Around {
  readonly breaks?: number;
  readonly continues?: number;
  /** The block that ends with a switch's expression. */
  readonly switch?: number | undefined;
}

const NOWHERE: Around = {};

class Statements {
  private readonly expressions: Expressions;
  private readonly labels = new Map<string, number>();

  constructor(private readonly drafts: Drafts) {
    this.expressions = new Expressions(drafts, (step, from) => this.statements(step, from, NOWHERE));
  }

  /** The children of `step` one after the other. */
  statements(step: Step, from: Current, around: Around): Current {
    return this.drafts.inside(() => {
      let current = from;
      for (const child of step.children) current = this.statement(child, current, around);
      return current;
    });
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
        this.expressions.expression(step, from);
        return undefined;
      case 'break_statement':
        return this.drafts.jump(from, around.breaks);
      case 'continue_statement':
        return this.drafts.jump(from, around.continues);
      case 'goto_statement':
        return this.drafts.jump(from, this.label(part(step, 'label')));
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
        if (/[{}]|\b(?:if|else|for|while|do|switch|case|goto|return)\b/.test(this.drafts.text(step)))
          this.drafts.garbled = true;
        return this.drafts.append(step, from);
      case 'comment':
      case '{':
      case '}':
      case ';':
        return from;
      default:
        return this.ends(step)
          ? this.drafts.jump(this.expressions.expression(step, from), undefined)
          : this.expressions.expression(step, from);
    }
  }

  private branch(step: Step, from: Current, around: Around): Current {
    const condition = part(step, 'condition');
    const consequence = part(step, 'consequence');
    const alternative = part(step, 'alternative');
    const after = this.drafts.begin();
    const then = this.drafts.begin();
    const otherwise = alternative ? this.drafts.begin() : after;
    this.expressions.condition(condition, from, then, otherwise);
    this.drafts.jump(this.inner(consequence, then, around), after);
    if (alternative) this.drafts.jump(this.inner(alternative, otherwise, around), after);
    return after;
  }

  private inner(step: Step | undefined, from: Current, around: Around): Current {
    return step ? this.drafts.inside(() => this.statement(step, from, around)) : from;
  }

  private loop(step: Step, from: Current, around: Around): Current {
    const condition = part(step, 'condition');
    const initializer = part(step, 'initializer');
    const update = part(step, 'update');
    const start = initializer ? this.expressions.expression(initializer, from) : from;
    const after = this.drafts.begin();
    const first = this.drafts.begin();
    const inside = { ...around, breaks: after, continues: after };
    // scoped_guard() is parsed as a loop, and is one round of it.
    if (this.isGuard(step)) {
      this.drafts.jump(condition ? this.drafts.append(condition, start) : start, first);
      this.drafts.jump(this.inner(part(step, 'body'), first, inside), after);
      return after;
    }
    const check = this.drafts.begin();
    const again = update ? this.drafts.begin() : check;
    this.drafts.jump(start, step.type === 'do_statement' ? first : check);
    if (condition && isIterator(this.drafts.body.code, step)) {
      this.drafts.blocks[this.drafts.append(condition, check)!]!.next = [first, after];
    } else this.expressions.condition(condition, check, first, after);
    this.drafts.jump(this.inner(part(step, 'body'), first, { ...inside, continues: again }), again);
    if (update) this.drafts.jump(this.expressions.expression(update, again), check);
    return after;
  }

  private choice(step: Step, from: Current, around: Around): Current {
    const condition = part(step, 'condition');
    const body = part(step, 'body');
    const head = condition ? this.expressions.expression(condition, from) : from;
    const after = this.drafts.begin();
    const end = body ? this.statements(body, undefined, { ...around, breaks: after, switch: head }) : head;
    this.drafts.jump(end, after);
    if (head !== undefined && !/\bdefault\s*:/.test(body ? this.drafts.text(body) : ''))
      this.drafts.blocks[head]!.next.push(after);
    return after;
  }

  private arm(step: Step, from: Current, around: Around): Current {
    const block = this.drafts.begin();
    if (around.switch !== undefined) this.drafts.blocks[around.switch]!.next.push(block);
    this.drafts.jump(from, block);
    const colon = step.children.findIndex((child) => child.type === ':');
    let current: Current = block;
    for (const child of step.children.slice(colon + 1)) current = this.inner(child, current, around);
    return current;
  }

  private labelled(step: Step, from: Current, around: Around): Current {
    const label = part(step, 'label');
    const block = this.label(label);
    if (block === undefined) return this.statements(step, from, around);
    this.drafts.jump(from, block);
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
    const [here, there, after] = [this.drafts.begin(), this.drafts.begin(), this.drafts.begin()];
    this.drafts.blocks[from]!.next = [here, there];
    let end: Current = here;
    for (const child of step.children) {
      if (child !== other && child !== unit) end = this.inner(child, end, around);
    }
    this.drafts.jump(end, after);
    this.drafts.jump(this.inner(other, there, around), after);
    return after;
  }

  private label(name: Step | undefined): number | undefined {
    if (!name) return undefined;
    const text = this.drafts.text(name);
    let block = this.labels.get(text);
    if (block === undefined) this.labels.set(text, (block = this.drafts.begin()));
    return block;
  }

  private isGuard(step: Step): boolean {
    return step.type === 'while_statement' && this.drafts.body.code.startsWith('scoped_', step.start);
  }

  /** `BUG();` and the like. */
  private ends(step: Step): boolean {
    return (
      step.type === 'expression_statement' && /^(?:BUG|panic|do_exit|unreachable)\s*\(/.test(this.drafts.text(step))
    );
  }
}

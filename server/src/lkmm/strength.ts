/**
 * The order of one process of a litmus test, to be made weaker or stronger: the primitives of its two accesses, and the
 * fence between them. The text is changed where they stand, so that all the rest of the test stays as it is.
 */
import type { Span } from '../text/span.ts';
import type { Expression, Process, Statement } from './syntax/litmus.ts';
import { primitiveNamed } from './syntax/primitives.ts';

/** How an access is made, from the weakest form to the strongest. `once` is marked and relaxed. */
export type Form = 'plain' | 'once' | 'acquire' | 'release' | 'full';

export interface Strength {
  readonly first: Form;
  readonly second: Form;
  /** Between the two: `smp_wmb`. */
  readonly fence: string | undefined;
}

export interface StrengthAccess {
  readonly does: 'load' | 'store' | 'update';
  /** The forms that it can have, as text: `smp_load_acquire(flag)`. An access that can have no other has the one. */
  readonly forms: Partial<Readonly<Record<Form, string>>>;
  readonly now: Form;
  /** An update that gives no value is ordered by a fence beside it, smp_mb__before_atomic() or smp_mb__after_atomic(). */
  readonly isVoid: boolean;
  /** What the form stands for in the text. */
  readonly span: Span;
  readonly statement: Span;
}

export interface Strengthable {
  readonly first: StrengthAccess;
  readonly second: StrengthAccess;
  /** Statements between the two. */
  readonly fences: readonly { readonly name: string; readonly span: Span }[];
  readonly now: Strength;
}

/** Undefined for a process that has not just two accesses. */
export function strengthOf(text: string, process: Process): Strengthable | undefined {
  const found = new Finder(text);
  found.walk(process.body);
  const [first, second] = found.accesses;
  if (!first || !second || found.accesses.length > 2) return undefined;
  const fences = found.fences.filter(({ span }) => span.start > first.span.end && span.end < second.span.start);
  const now = { first: first.now, second: second.now, fence: fences.at(-1)?.name };
  return { first, second, fences, now };
}

/** A change of text: `text` in place of what the span has. */
export interface Replacement {
  readonly span: Span;
  readonly text: string;
}

/** What makes the process as strong as that. */
export function replacementsFor(text: string, process: Strengthable, to: Strength): Replacement[] {
  const { first, second, fences, now } = process;
  const forms = [first, second].flatMap((access, i) => {
    const form = i === 0 ? to.first : to.second;
    const written = access.forms[form];
    return form === access.now || written === undefined ? [] : [{ span: access.span, text: written }];
  });
  if (to.fence === now.fence && fences.length < 2) return forms;
  const removed = fences.map(({ span }) => ({ span: linesOf(text, span), text: '' }));
  const at = linesOf(text, second.statement).start;
  const indent = /^[ \t]*/.exec(text.slice(at))![0];
  const added = to.fence === undefined ? [] : [{ span: { start: at, end: at }, text: `${indent}${to.fence}();\n` }];
  return [...forms, ...removed, ...added];
}

/** Changes that do not overlap, made at once. */
export function replaced(text: string, replacements: readonly Replacement[]): string {
  const ordered = [...replacements].sort((a, b) => b.span.start - a.span.start || b.span.end - a.span.end);
  return ordered.reduce((all, { span, text: put }) => all.slice(0, span.start) + put + all.slice(span.end), text);
}

function linesOf(text: string, { start, end }: Span): Span {
  const next = text.indexOf('\n', end);
  return { start: text.lastIndexOf('\n', start - 1) + 1, end: next < 0 ? text.length : next + 1 };
}

class Finder {
  readonly accesses: StrengthAccess[] = [];
  readonly fences: { name: string; span: Span }[] = [];

  constructor(private readonly text: string) {}

  walk(statements: readonly Statement[]): void {
    for (const statement of statements) {
      switch (statement.kind) {
        case 'declare':
        case 'assign':
          if (statement.value) this.expression(statement.value, statement.span);
          break;
        case 'store':
          this.expression(statement.value, statement.span);
          this.plainStore(statement);
          break;
        case 'call':
          this.expression(statement.call, statement.span);
          break;
        case 'block':
          this.walk(statement.body);
          break;
        case 'if':
          this.expression(statement.condition, statement.span);
          this.walk(statement.then);
          this.walk(statement.otherwise ?? []);
      }
    }
  }

  private expression(value: Expression, statement: Span): void {
    switch (value.kind) {
      case 'load': {
        const place = this.slice(value.address.span);
        const forms = { plain: `*${place}`, ...loadForms(place) };
        this.accesses.push({ does: 'load', forms, now: 'plain', isVoid: false, span: value.span, statement });
        break;
      }
      case 'not':
      case 'cast':
        this.expression(value.operand, statement);
        break;
      case 'binary':
        this.expression(value.left, statement);
        this.expression(value.right, statement);
        break;
      case 'call':
        this.call(value, statement);
    }
  }

  private call(call: Extract<Expression, { kind: 'call' }>, statement: Span): void {
    const { name, span } = call;
    const primitive = primitiveNamed(name);
    const [argument, value] = call.arguments;
    const common = { span, statement, isVoid: false };
    switch (primitive?.op) {
      case 'fence':
        this.fences.push({ name, span: statement });
        return;
      case 'load': {
        const now = primitive.order === 'acquire' ? 'acquire' : 'once';
        const place = this.addressIn(argument, primitive.isPlace);
        const forms = { ...(place === undefined ? {} : loadForms(place)), [now]: this.slice(span) };
        this.accesses.push({ ...common, does: 'load', forms, now });
        return;
      }
      case 'store': {
        const now = primitive.order === 'release' ? 'release' : 'once';
        const place = this.addressIn(argument, primitive.isPlace);
        const isFixed = place === undefined || !value || primitive.thenMb;
        const forms = { ...(isFixed ? {} : storeForms(place, this.slice(value.span))), [now]: this.slice(span) };
        this.accesses.push({ ...common, does: 'store', forms, now });
        return;
      }
      case 'atomic':
      case 'exchange':
      case 'compare-exchange':
      case 'add-unless': {
        const { order } = 'order' in primitive ? primitive : { order: 'mb' as const };
        const now = order === 'mb' ? 'full' : order === 'noreturn' ? 'once' : order;
        const forms = { ...this.updateForms(name, span), [now]: this.slice(span) };
        this.accesses.push({ ...common, isVoid: order === 'noreturn', does: 'update', forms, now });
      }
    }
  }

  /** The kinds of one operation by the ends of their names. */
  private updateForms(name: string, { start, end }: Span): Partial<Record<Form, string>> {
    const base = name.replace(/_(?:relaxed|acquire|release)$/, '');
    const rest = this.text.slice(start + name.length, end);
    const known = (['relaxed', 'acquire', 'release'] as const).filter((one) => primitiveNamed(`${base}_${one}`));
    return {
      ...Object.fromEntries(known.map((one) => [one === 'relaxed' ? 'once' : one, `${base}_${one}${rest}`])),
      ...(known.length > 0 ? { full: base + rest } : {}),
    };
  }

  private plainStore({ address, value, span }: Extract<Statement, { kind: 'store' }>): void {
    const [place, stored] = [this.slice(address.span), this.slice(value.span)];
    const forms = { plain: `*${place} = ${stored};` };
    const marked = Object.entries(storeForms(place, stored)).map(([form, text]) => [form, `${text};`]);
    const all = { ...forms, ...Object.fromEntries(marked) };
    this.accesses.push({ does: 'store', forms: all, now: 'plain', isVoid: false, span, statement: span });
  }

  /** The address that a primitive is given: of `READ_ONCE(*x)` the `x`. */
  private addressIn(argument: Expression | undefined, isPlace: boolean): string | undefined {
    if (!argument) return undefined;
    if (!isPlace) return this.slice(argument.span);
    return argument.kind === 'load' ? this.slice(argument.address.span) : undefined;
  }

  private slice({ start, end }: Span): string {
    return this.text.slice(start, end);
  }
}

function loadForms(place: string): Partial<Record<Form, string>> {
  return { once: `READ_ONCE(*${place})`, acquire: `smp_load_acquire(${place})` };
}

function storeForms(place: string, value: string): Partial<Record<Form, string>> {
  return { once: `WRITE_ONCE(*${place}, ${value})`, release: `smp_store_release(${place}, ${value})` };
}

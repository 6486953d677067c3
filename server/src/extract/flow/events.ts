/**
 * What a function does, in the order in which it is evaluated: primitives, plain accesses to what others may see,
 * calls, and new values of local variables. From the text alone; the ways between are the graph's.
 */

import type { ObjectPath, Site } from '../../model/facts.ts';
import type { AccessEvent, CallEvent, FlowEvent } from '../../model/flow.ts';
import { isWord } from '../../syntax/chars.ts';
import type { Span } from '../../text/span.ts';
import { beforeSpace, pastBracket, pastSpace, pastWord, wordStart } from '../cursor.ts';
import { readExpression } from '../expression.ts';
import { lockCalls } from '../lock-calls.ts';
import { mayLock } from '../locks.ts';
import { accessMode } from '../mode.ts';
import { folded, objectOf } from '../objects.ts';
import { operandStart } from '../operands.ts';
import type { Context } from '../paths.ts';
import { wrapped } from './wrapped.ts';

/** An event and the offset at which it takes effect: a call's is its closing parenthesis. */
export interface Timed {
  readonly order: number;
  readonly event: FlowEvent;
}

/** The events of a function's body, in order. `sites` are the function's, the first of which is `first` of the file. */
export function readEvents(context: Context, sites: readonly Site[], first: number): Timed[] {
  const scan = new Scan(context, sites, first);
  scan.run();
  const found = [...sites.map((site, i) => ofSite(site, first + i)), ...scan.found];
  const used = wordsOf(found, sites);
  // The sort is stable: what is found first comes first.
  return found
    .filter(({ event }) => event.kind !== 'assign' || event.site !== undefined || used.has(event.name))
    .sort((a, b) => a.order - b.order);
}

function ofSite(site: Site, index: number): Timed {
  return { order: site.end - 1, event: { kind: 'site', at: site.at, site: index } };
}

/** The words of all objects and stored values: what else is assigned tells nothing about them. */
function wordsOf(found: readonly Timed[], sites: readonly Site[]): Set<string> {
  const texts = new Set<string>();
  for (const { event } of found) if (event.kind === 'access') texts.add(event.object.text);
  for (const { object, value } of sites) texts.add(`${object?.text ?? ''} ${value ?? ''}`);
  return new Set([...texts].flatMap((text) => text.match(/\w+/g) ?? []));
}

const NAME = /\b[A-Za-z_]\w*/g;

class Scan {
  readonly found: Timed[] = [];
  private readonly code: string;
  private readonly body: Span;
  /** Bases of the objects that primitives access in this function. */
  private readonly marked: ReadonlySet<string>;
  private readonly objects = new Map<string, ObjectPath>();
  private nextSite = 0;
  private readonly around: Site[] = [];

  constructor(
    private readonly context: Context,
    private readonly sites: readonly Site[],
    private readonly first: number,
  ) {
    this.code = context.scope.code;
    this.body = context.scope.body;
    this.marked = new Set(sites.map((site) => site.object?.base ?? ''));
  }

  run(): void {
    const { code, body } = this;
    let at = body.start;
    for (;;) {
      NAME.lastIndex = at;
      const match = NAME.exec(code);
      if (!match || match.index >= body.end) return;
      at = this.read(match[0], match.index, match.index + match[0].length);
    }
  }

  /** Looks at a name, and says where to look on. */
  private read(name: string, at: number, past: number): number {
    const { code, body } = this;
    const before = beforeSpace(code, at, body.start);
    const char = before < body.start ? '' : code[before]!;
    if (char === '#') return endOfLine(code, at);
    if (KEYWORDS.has(name)) return this.readKeyword(name, at, past);
    while (this.nextSite < this.sites.length && this.sites[this.nextSite]!.at <= at) {
      this.around.push(this.sites[this.nextSite++]!);
    }
    while (this.around.length > 0 && this.around.at(-1)!.end <= at) this.around.pop();
    const next = pastSpace(code, past, body.end);
    if (char === '.' || (char === '>' && code[before - 1] === '-')) {
      // Members are read with what they are members of, unless that is in parentheses.
      const operand = beforeSpace(code, char === '.' ? before : before - 1, body.start);
      if (code[operand] === ')') this.readParenthesised(at);
      return past;
    }
    if (code[next] === '(') return this.readCall(name, at, next);
    if (TYPE_WORDS.has(name)) return pastWord(code, next, body.end);
    this.readOperand(name, at, past, char, before);
    return past;
  }

  private readKeyword(name: string, at: number, past: number): number {
    if (ASM.test(name)) return this.readAssembly(at, past);
    const next = pastSpace(this.code, past, this.body.end);
    return UNEVALUATED.test(name) && this.code[next] === '(' ? pastBracket(this.code, next, this.body.end) : past;
  }

  private readAssembly(at: number, past: number): number {
    const open = this.code.indexOf('(', past);
    if (open < 0 || open > past + 40) return past;
    const end = pastBracket(this.code, open, this.body.end);
    this.found.push({ order: end - 1, event: { kind: 'call', at, name: 'asm' } });
    return end;
  }

  private readCall(name: string, at: number, open: number): number {
    const { code, body } = this;
    const isSite = this.around.at(-1)?.at === at;
    const end = isSite ? this.around.at(-1)!.end : pastBracket(code, open, body.end);
    if (UNEVALUATED.test(name)) return end;
    if (!isSite) {
      const lock = mayLock(name) ? lockCalls(code, { start: at, end: open + 1 })[0]?.effect : undefined;
      const effect = lock === 'drop' ? 'drop' : lock === undefined || lock === 'assert' ? undefined : 'take';
      const wraps = wrapped(this.context, name);
      const event: CallEvent = { kind: 'call', at, name, ...(effect && { lock: effect }), ...(wraps && { wraps }) };
      this.found.push({ order: end - 1, event });
    }
    if (name.includes('for_each')) this.assign(pastSpace(code, open + 1, end), end - 1);
    // What it returns may be followed: this_cpu_ptr(&x)->y.
    const next = pastSpace(code, end, body.end);
    if (code.startsWith('->', next)) this.readChain(at, end, true);
    return open + 1;
  }

  /** `name` is assigned to when it is a local variable. */
  private assign(at: number, order: number): void {
    const name = this.code.slice(at, pastWord(this.code, at, this.body.end));
    if (this.context.scope.variable(name, at)) this.found.push({ order, event: { kind: 'assign', at, name } });
  }

  private readOperand(name: string, at: number, past: number, char: string, before: number): void {
    const { code, body, context } = this;
    const local = context.scope.variable(name, at);
    const isLocal = local !== undefined && !local.isStatic;
    const next = code[pastSpace(code, past, body.end)];
    const isDereferenced = char === '*' && isPrefix(code, before, body.start);
    const follows =
      next === '[' || next === '.' || (next === '-' && code.startsWith('->', pastSpace(code, past, body.end)));
    if (isLocal) {
      if (follows) this.readChain(at, past, local.depth > 0 && next !== '.', isDereferenced ? before : undefined);
      else if (isDereferenced && local.depth > 0) this.access(before, past);
      else this.readLocal(name, at, past);
      return;
    }
    const isKnown =
      this.marked.has(`::${name}`) || local !== undefined || context.scope.file.global(name) !== undefined;
    if (!isKnown && !follows) return;
    if (follows) this.readChain(at, past, true, isDereferenced ? before : undefined);
    else this.access(isDereferenced ? before : at, past);
  }

  /** A local variable by itself: of interest when it gets a new value. */
  private readLocal(name: string, at: number, past: number): void {
    const mode = accessMode(this.code, { start: at, end: past }, this.body);
    if (mode === 'read') return;
    const order = mode === 'address' ? at : this.assignmentEnd(past);
    const site = mode === 'write' ? this.loadIn(past, order) : undefined;
    this.found.push({ order, event: { kind: 'assign', at, name, ...(site !== undefined && { site }) } });
  }

  /** The site that a right side consists of, or begins with. */
  private loadIn(from: number, end: number): number | undefined {
    for (let i = this.nextSite; i < this.sites.length; i++) {
      const site = this.sites[i]!;
      if (site.at >= end) return undefined;
      if (!LOADS.test(site.kind)) continue;
      const before = this.code.slice(from, site.at);
      const isFirst = /^[^=]*=[\s(!~]*(?:\([^()]*\)\s*|(?:un)?likely\s*\(\s*)?$/.test(before);
      const after = this.code[pastSpace(this.code, site.end, this.body.end)] ?? '';
      const isFollowed =
        after === '.' || after === '[' || this.code.startsWith('->', pastSpace(this.code, site.end, this.body.end));
      return isFirst && !isFollowed ? this.first + i : undefined;
    }
    return undefined;
  }

  /** `((struct foo *)p)->x`: from the member at `at` back to the parenthesis. */
  private readParenthesised(at: number): void {
    const start = operandStart(this.code, at, this.body.start);
    if (start < this.body.start || this.code[start] !== '(') return;
    this.readChain(start, pastBracket(this.code, start, this.body.end), true);
  }

  /**
   * What `a->b->c[i]` accesses: each pointer on the way is loaded, and what is at the end is read or written.
   * `isShared`: what stands before `from` is in memory that others may see, or leads there.
   */
  private readChain(at: number, from: number, isShared: boolean, dereference?: number): void {
    const { code, body } = this;
    let shared = isShared;
    let end = from;
    let members = 0;
    for (let links = 0; links < MAX_LINKS; links++) {
      const next = pastSpace(code, end, body.end);
      const arrow = code.startsWith('->', next);
      if (arrow || (code[next] === '.' && code[next + 1] !== '.')) {
        const nameAt = pastSpace(code, next + (arrow ? 2 : 1), body.end);
        const nameEnd = pastWord(code, nameAt, body.end);
        if (nameEnd === nameAt) break;
        if (arrow && members > 0 && shared) this.access(at, end, 'read');
        shared ||= arrow;
        members++;
        end = nameEnd;
      } else if (code[next] === '[') {
        end = pastBracket(code, next, body.end);
        members++;
      } else if (code[next] === '(' && members > 0) {
        if (shared) this.access(at, end, 'read');
        const close = pastBracket(code, next, body.end);
        const member = code.slice(wordStart(code, end - 1, at), end);
        this.found.push({ order: close - 1, event: { kind: 'call', at, name: `->${member}` } });
        return;
      } else break;
    }
    if (!shared || members === 0) return;
    if (dereference === undefined) this.access(at, end);
    else {
      this.access(at, end, 'read');
      this.access(dereference, end);
    }
  }

  private access(at: number, end: number, known?: AccessEvent['mode']): void {
    const { code, body } = this;
    const span = { start: at, end };
    const text = folded(code, span);
    const site = this.around.at(-1);
    // A primitive accesses its object itself.
    if (site?.object && site.object.text === text && at > site.at) return;
    const mode = known ?? accessMode(code, span, body);
    if (mode === 'address' && site) return;
    let object = this.objects.get(text);
    if (!object) {
      object = objectOf(this.context, readExpression(code, span), span);
      this.objects.set(text, object);
    }
    const isStore = mode === 'write' || mode === 'update';
    // What an element is picked with is loaded before the element.
    const order = isStore ? this.assignmentEnd(end) : text.includes('[') ? end - 1 : at;
    const value = mode === 'write' ? this.constantAt(end) : undefined;
    this.found.push({ order, event: { kind: 'access', at, object, mode, ...(value !== undefined && { value }) } });
  }

  /** The constant that an assignment whose left side ends at `from` stores. */
  private constantAt(from: number): string | undefined {
    CONSTANT.lastIndex = from;
    return CONSTANT.exec(this.code)?.[1];
  }

  /** Where the value that an assignment stores is known: at the end of its right side. */
  private assignmentEnd(from: number): number {
    const { code } = this;
    const limit = Math.min(this.body.end, from + LONGEST_VALUE);
    for (let position = from; position < limit; position++) {
      const char = code.charCodeAt(position);
      if (char === 0x28 || char === 0x5b || char === 0x7b) position = pastBracket(code, position, limit) - 1;
      else if (char === 0x3b || char === 0x29 || char === 0x2c || char === 0x7d) return position - 0.5;
    }
    return from;
  }
}

const CONSTANT = /\s*=\s*(-?\d\w*|NULL|true|false)\s*[;,)]/y;

/** Longer right sides are initialisers of tables. */
const LONGEST_VALUE = 4_000;

/** Nobody writes as many members in a row. */
const MAX_LINKS = 30;

function endOfLine(code: string, at: number): number {
  const end = code.indexOf('\n', at);
  return end < 0 ? code.length : end;
}

/** Whether the `*` at `at` has no operand on its left. */
function isPrefix(code: string, at: number, start: number): boolean {
  const last = beforeSpace(code, at, start);
  if (last < start) return true;
  // The declaration of a `struct foo **p` begins with a word as well.
  if (code[last] === '*') return isPrefix(code, last, start);
  const unit = code.charCodeAt(last);
  if (isWord(unit)) return /^(?:return|case|else|do)$/.test(code.slice(wordStart(code, last, start), last + 1));
  return code[last] !== ')' && code[last] !== ']';
}

const LOADS = /^(?:load-relaxed|acquire|dependency-load|rmw-)/;

const ASM = /^(?:asm|__asm__|__asm)$/;

/** Words that are no operands, types among them that are not told by what stands before. */
const KEYWORDS = new Set(
  (
    'if else while for do switch case default break continue return goto sizeof typeof __typeof__ static const volatile ' +
    'extern register inline unsigned signed int char short long void bool float double asm __asm__ __asm NULL true false ' +
    '__volatile__ __attribute__'
  ).split(' '),
);

const TYPE_WORDS = new Set(['struct', 'union', 'enum']);

/** What stands in their parentheses is not run, or for tracing and checking only. */
const UNEVALUATED =
  /^(?:sizeof\w*|typeof|__typeof__|offsetof\w*|__builtin_\w+|struct_size|ARRAY_SIZE|container_of\w*|lockdep_\w+|BUILD_BUG_ON\w*|compiletime_assert|static_assert|might_\w+|__attribute__|IS_ENABLED)$/;

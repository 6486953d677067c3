/**
 * Which object an expression accesses: `&x->f` with `struct foo *x` is member `f` of `struct foo`.
 * One file's knowledge only: members of members are left for the index, which knows all structures.
 */
import type { ObjectPath } from '../model/facts.ts';
import type { Vocabulary } from '../model/primitive.ts';
import type { Span } from '../text/span.ts';
import {
  CONTAINER_TYPE,
  MEMBER_OF_POINTER,
  PER_CPU_OBJECT,
  PER_CPU_POINTER,
  RETURNS,
  TRANSPARENT,
  WELL_KNOWN_POINTERS,
} from './accessors.ts';
import { pastSpace } from './cursor.ts';
import { pastInitialiser, type Variable } from './declarations.ts';
import { type Expression, readExpression } from './expression.ts';
import type { Scope } from './scope.ts';
import { readTypeName } from './types.ts';

/** How an expression names its object: `x` is the object, or `x` points to it. */
export type Form = 'lvalue' | 'pointer';

/** What is needed to say what the names in an expression mean. */
export interface Context {
  readonly scope: Scope;
  readonly vocabulary: Vocabulary;
}

/** The object that the expression in `span` names. Its base is '' where the file doesn't tell. */
export function objectAt(context: Context, span: Span, form: Form): ObjectPath {
  const { code } = context.scope;
  const expression = readExpression(code, span);
  const reader: Reader = { ...context, at: span.start, steps: 0 };
  const path = form === 'lvalue' ? designate(reader, expression) : pointee(reader, expression);
  return { base: path.base, members: path.members, text: textOf(code, span, form, expression) };
}

/** The object that an expression read before designates. */
export function objectOf(context: Context, expression: Expression, span: Span): ObjectPath {
  const path = designate({ ...context, at: span.start, steps: 0 }, expression);
  return { base: path.base, members: path.members, text: folded(context.scope.code, span) };
}

/** The text of a span as one line, white space folded. */
export function folded(code: string, span: Span): string {
  return code.slice(span.start, span.end).replace(/\s+/g, ' ').trim();
}

interface Path {
  readonly base: string;
  readonly members: readonly string[];
}

interface Reader extends Context {
  /** Where the expression stands: a name means what was declared before. */
  readonly at: number;
  /** How many aliases, macros and `typeof`s were followed: a chain of them must end. */
  readonly steps: number;
  /** Inside a macro's replacement text: what its parameters stand for, and where that is to be read. */
  readonly bound?: ReadonlyMap<string, { readonly expression: Expression; readonly reader: Reader }>;
}

/** One of the three questions that can be asked of an expression: designate, pointee, aggregate. */
type Question = (reader: Reader, expression: Expression) => Path;

const MAX_STEPS = 3;

const NOWHERE: Path = { base: '', members: [] };

/** The object that an lvalue is. */
function designate(reader: Reader, expression: Expression): Path {
  switch (expression.kind) {
    case 'name':
      return replaced(reader, expression.name, designate) ?? namedObject(reader, expression.name);
    case 'member':
      return join(aggregate(reader, expression.of), expression.name);
    case 'index':
      return indexed(reader, expression.of);
    case 'deref':
      return pointee(reader, expression.of);
    case 'address':
    case 'cast':
      return designate(reader, expression.of);
    case 'call':
      return calledObject(reader, expression);
    case 'unknown':
      return NOWHERE;
  }
}

/** The object that a pointer points to. */
function pointee(reader: Reader, expression: Expression): Path {
  switch (expression.kind) {
    case 'name':
      return replaced(reader, expression.name, pointee) ?? namedPointee(reader, expression.name);
    case 'member':
    case 'deref':
      return designate(reader, expression);
    case 'index':
      return elementPointee(reader, expression);
    case 'address':
      return designate(reader, expression.of);
    case 'cast': {
      const inner = pointee(reader, expression.of);
      const typed = expression.depth === 1 && expression.type.name !== '';
      return typed && (inner.base === '' || inner.members.length === 0) ? ofType(expression.type.name) : inner;
    }
    case 'call':
      return called(reader, expression, pointee);
    case 'unknown':
      return NOWHERE;
  }
}

/** The structure that a member is taken of, through `.` or `->` alike. */
function aggregate(reader: Reader, expression: Expression): Path {
  switch (expression.kind) {
    case 'name':
      return replaced(reader, expression.name, aggregate) ?? namedAggregate(reader, expression.name);
    case 'member':
      return join(aggregate(reader, expression.of), expression.name);
    case 'index':
    case 'deref':
    case 'address':
      return aggregate(reader, expression.of);
    case 'cast': {
      const { name, typeOf } = expression.type;
      if (name !== '') return ofType(name);
      return (typeOf && typeOfExpression(reader, typeOf)) ?? aggregate(reader, expression.of);
    }
    case 'call':
      return called(reader, expression, aggregate);
    case 'unknown':
      return NOWHERE;
  }
}

/** The object that a macro's use is: `per_cpu(v, cpu)`, `hlist_first_rcu(head)`. */
function calledObject(reader: Reader, call: Expression & { kind: 'call' }): Path {
  const member = MEMBER_OF_POINTER.get(call.name);
  if (member !== undefined) return join(argument(reader, call, 0, pointee), member);
  return wrapsObject(call.name) ? argument(reader, call, 0, designate) : expanded(reader, call, designate);
}

/** What a name stands for that is a parameter of the macro being read, or an object-like macro of this file. */
function replaced(reader: Reader, name: string, question: Question): Path | null {
  const bound = reader.bound?.get(name);
  if (bound) return question(bound.reader, bound.expression);
  const macro = reader.scope.file.macro(name);
  if (!macro || macro.params !== null || reader.steps >= MAX_STEPS) return null;
  const path = question({ ...reader, steps: reader.steps + 1 }, readExpression(reader.scope.code, macro.body));
  return path.base === '' ? null : path;
}

/** What a call of one of this file's macros stands for. */
function expanded(reader: Reader, call: Expression & { kind: 'call' }, question: Question): Path {
  const macro = reader.scope.file.macro(call.name);
  if (!macro?.params || reader.steps >= MAX_STEPS) return NOWHERE;
  const { code } = reader.scope;
  const bound = new Map(
    macro.params.flatMap((name, i) => {
      const span = call.args[i];
      return span ? [[name, { expression: readExpression(code, span), reader }] as const] : [];
    }),
  );
  return question({ ...reader, steps: reader.steps + 1, bound }, readExpression(code, macro.body));
}

function namedObject(reader: Reader, name: string): Path {
  const local = reader.scope.variable(name, reader.at);
  if (local) return local.isStatic ? global(name) : NOWHERE;
  return isGlobal(reader, name) ? global(name) : NOWHERE;
}

function namedPointee(reader: Reader, name: string): Path {
  const local = reader.scope.variable(name, reader.at);
  if (local) {
    if (local.isStatic && local.array) return global(name);
    const alias = aliased(reader, local);
    if (alias && alias.base !== '') return alias;
    return local.depth + Number(local.array) === 1 ? typeOfVariable(reader, local) : NOWHERE;
  }
  const known = WELL_KNOWN_POINTERS.get(name);
  if (known !== undefined) return ofType(known);
  if (!isGlobal(reader, name)) return NOWHERE;
  const declared = reader.scope.file.global(name);
  const typed = declared && !declared.array && declared.depth === 1 && declared.type.name !== '';
  return typed ? ofType(declared.type.name) : global(name);
}

function namedAggregate(reader: Reader, name: string): Path {
  const local = reader.scope.variable(name, reader.at);
  if (local) {
    const type = typeOfVariable(reader, local);
    return type.base === '' && local.isStatic ? global(name) : type;
  }
  const known = WELL_KNOWN_POINTERS.get(name);
  if (known !== undefined) return ofType(known);
  if (!isGlobal(reader, name)) return NOWHERE;
  const type = reader.scope.file.global(name)?.type.name ?? '';
  return type === '' ? global(name) : ofType(type);
}

/** An array's element is the array; what a local pointer is indexed with leads to its pointee. */
function indexed(reader: Reader, of: Expression): Path {
  const elsewhere = of.kind === 'call' || of.kind === 'cast' || of.kind === 'deref';
  const local = of.kind === 'name' ? reader.scope.variable(of.name, reader.at) : undefined;
  return elsewhere || (local && !local.isStatic) ? pointee(reader, of) : designate(reader, of);
}

/** What an element of an array of pointers points to; an array in an array otherwise. */
function elementPointee(reader: Reader, expression: Expression & { kind: 'index' }): Path {
  const { of } = expression;
  if (of.kind === 'name') {
    const variable = reader.scope.variable(of.name, reader.at) ?? reader.scope.file.global(of.name);
    if (variable && variable.type.name !== '' && variable.depth + Number(variable.array) === 2) {
      return ofType(variable.type.name);
    }
  }
  return designate(reader, expression);
}

/** What a call leads to, where it returns a pointer to a known object or structure. */
function called(reader: Reader, call: Expression & { kind: 'call' }, next: Question): Path {
  const { name } = call;
  const typeArgument = CONTAINER_TYPE.get(name);
  if (typeArgument !== undefined) {
    const span = call.args[typeArgument];
    return ofType((span && readTypeName(reader.scope.code, span.start, span.end)?.name) ?? '');
  }
  if (PER_CPU_POINTER.has(name)) return argument(reader, call, 0, next);
  if (wrapsObject(name)) return argument(reader, call, 0, next);
  const returned = RETURNS.get(name) ?? reader.scope.file.returned(name);
  if (returned !== '') return ofType(returned);
  // A marked load is worth what it loads: rcu_dereference(x->p)->f, smp_load_acquire(&x->p)->f.
  const address = reader.vocabulary.lookup(name)?.addressArg ?? null;
  if (address === null) return expanded(reader, call, next);
  return argument(reader, call, address, next === pointee ? loaded : next);
}

/** What a loaded pointer points to: as good a name as there is, is that of the pointer. */
function loaded(reader: Reader, expression: Expression): Path {
  return expression.kind === 'address' ? designate(reader, expression.of) : pointee(reader, expression);
}

function argument(reader: Reader, call: Expression & { kind: 'call' }, index: number, next: Question): Path {
  const span = call.args[index];
  if (!span || reader.steps >= MAX_STEPS) return NOWHERE;
  const deeper = { ...reader, steps: reader.steps + 1 };
  return next(deeper, readExpression(reader.scope.code, span));
}

/**
 * `p` with `p = &x->f` is another name of `&x->f`. A pointer that walks, `pp = &(*pp)->next`, is named after
 * the place where it starts.
 */
function aliased(reader: Reader, local: Variable): Path | null {
  const { code, body } = reader.scope;
  if (reader.steps >= MAX_STEPS || local.at < body.start || local.at >= body.end) return null;
  const values = assignedTo(code, body, local.name).map((span) => ({ span, expression: readExpression(code, span) }));
  if (!values.slice(1).every(({ expression }) => isStep(expression))) return null;
  const typed = local.type.name !== '' && local.depth === 1;
  for (const { span, expression } of values) {
    // A structure of its own type is better known by that type, unless its address says which one it is.
    if (typed && !isAddress(expression)) return null;
    const path = pointee({ ...reader, steps: reader.steps + 1, at: span.start }, expression);
    if (path.base !== '') return path;
  }
  return null;
}

/** `&p->next` and the like: the next stop of a walk along a list. */
function isStep(expression: Expression): boolean {
  return expression.kind === 'address' && expression.of.kind === 'member' && /next/.test(expression.of.name);
}

function isAddress(expression: Expression): boolean {
  return expression.kind === 'cast' ? isAddress(expression.of) : expression.kind === 'address';
}

/** The right sides of the assignments to a local. */
function assignedTo(code: string, body: Span, name: string): Span[] {
  const pattern = new RegExp(`(?<![\\w.>])${name}\\s*=(?!=)`, 'g');
  pattern.lastIndex = body.start;
  const values: Span[] = [];
  for (let match = pattern.exec(code); match && match.index < body.end; match = pattern.exec(code)) {
    const start = pastSpace(code, pattern.lastIndex, body.end);
    values.push({ start, end: pastInitialiser(code, start, body.end) });
  }
  return values;
}

function typeOfVariable(reader: Reader, variable: Variable): Path {
  const { name, typeOf } = variable.type;
  return (typeOf && typeOfExpression(reader, typeOf)) ?? ofType(name);
}

/** The structure that `typeof(x)` is: a type's name or an expression's. */
function typeOfExpression(reader: Reader, span: Span): Path | null {
  if (reader.steps >= MAX_STEPS) return null;
  const { code } = reader.scope;
  const type = readTypeName(code, span.start, span.end);
  if (type && !type.uncertain) return ofType(type.name);
  const path = aggregate({ ...reader, steps: reader.steps + 1, at: span.start }, readExpression(code, span));
  return path.base === '' ? null : path;
}

/** A name that no one declares here is a global of another file, unless it looks like a macro. */
function isGlobal(reader: Reader, name: string): boolean {
  if (reader.scope.isMacroParameter(name)) return false;
  return reader.scope.file.global(name) !== undefined || !/^[A-Z][A-Z0-9_]*$/.test(name);
}

function wrapsObject(name: string): boolean {
  return PER_CPU_OBJECT.has(name) || TRANSPARENT.has(name);
}

function global(name: string): Path {
  return { base: `::${name}`, members: [] };
}

function ofType(name: string): Path {
  return name === '' ? NOWHERE : { base: name, members: [] };
}

function join(path: Path, member: string): Path {
  return { base: path.base, members: [...path.members, member] };
}

/** As written; what a pointer without `&` points to gets a `*`. */
function textOf(code: string, span: Span, form: Form, expression: Expression): string {
  const text = folded(code, span);
  if (form === 'lvalue') return text;
  if (expression.kind === 'address' && text.startsWith('&')) return text.slice(1).trimStart();
  return /^[\w.[\]]+(?:->[\w.[\]]+)*$/.test(text) ? `*${text}` : `*(${text})`;
}

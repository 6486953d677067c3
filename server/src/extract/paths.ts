/**
 * From an expression to the object that it leads to, as a base and the members from there: what the names
 * mean by the declarations of the file, what well-known calls return, what macros and aliases stand for.
 */
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
import { isAddress, valuesOf } from './aliases.ts';
import type { Variable } from './declarations.ts';
import { type Expression, readExpression } from './expression.ts';
import type { Scope } from './scope.ts';
import { readTypeName } from './types.ts';

/** What is needed to say what the names in an expression mean. */
export interface Context {
  readonly scope: Scope;
  readonly vocabulary: Vocabulary;
}

/** As in ObjectPath. */
export interface Path {
  readonly base: string;
  readonly members: readonly string[];
}

/** The object that an lvalue at `at` is. */
export function designatedBy(context: Context, expression: Expression, at: number): Path {
  return designate({ ...context, at, steps: 0 }, expression);
}

/** The object that a pointer at `at` points to. */
export function pointedToBy(context: Context, expression: Expression, at: number): Path {
  return pointee({ ...context, at, steps: 0 }, expression);
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

/** What a local pointer points to by the values that it gets: `p` with `p = &x->f` is another name of `&x->f`. */
function aliased(reader: Reader, local: Variable): Path | null {
  if (reader.steps >= MAX_STEPS) return null;
  // A structure of its own type is better known by that type, unless its address says which one it is.
  const typed = local.type.name !== '' && local.depth === 1;
  for (const { at, expression } of valuesOf(reader.scope, local)) {
    if (typed && !isAddress(expression)) return null;
    const path = pointee({ ...reader, steps: reader.steps + 1, at }, expression);
    if (path.base !== '') return path;
  }
  return null;
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

/** Runs cat files on an execution: what linux-kernel.bell and .cat say of it, word for word. */
import { type Execution, external, internal } from '../../server/src/lkmm/execution/execution.ts';
import { both, complement, EventSet, either, without } from '../../server/src/lkmm/relations/event-set.ts';
import {
  cross,
  domain,
  id,
  inter,
  inverse,
  isAcyclic,
  isEqual,
  isIrreflexive,
  minus,
  opt,
  plus,
  Relation,
  range,
  seq,
  star,
  union,
} from '../../server/src/lkmm/relations/relation.ts';
import type { Definition, Expression, Statement } from './cat-syntax.ts';

type Value = Relation | EventSet;
type Scope = ReadonlyMap<string, Value | Definition>;

export interface CatVerdict {
  /** The first check that fails, by its name in the file. */
  readonly broken?: string;
  readonly flags: readonly string[];
}

/** `isDifferent`: whether the indexes at the two ends of an SRCU section differ. */
export function runCat(
  statements: readonly Statement[],
  x: Execution,
  isDifferent: (lock: number, unlock: number) => boolean,
): CatVerdict {
  const run = new Run(x, isDifferent);
  return run.all(statements);
}

class Run {
  private readonly scope: Map<string, Value | Definition>;

  constructor(
    private readonly x: Execution,
    private readonly isDifferent: (lock: number, unlock: number) => boolean,
  ) {
    this.scope = new Map(Object.entries(eventsOf(x)));
  }

  all(statements: readonly Statement[]): CatVerdict {
    const flags = new Set<string>();
    for (const statement of statements) {
      if (statement.kind === 'let') this.define(statement);
      else {
        const value = this.value(statement.value, this.scope);
        if (statement.kind === 'flag') {
          if (!value.isEmpty) flags.add(statement.name);
        } else if (!holds(statement.kind, value)) return { broken: statement.name, flags: [] };
      }
    }
    return { flags: [...flags].sort() };
  }

  private define({ isRecursive, definitions }: Extract<Statement, { kind: 'let' }>): void {
    const defined = isRecursive ? this.fixpoint(definitions, this.scope) : undefined;
    for (const definition of definitions) {
      const { name, parameter, value } = definition;
      this.scope.set(
        name,
        parameter !== undefined ? definition : (defined?.get(name) ?? this.value(value, this.scope)),
      );
    }
  }

  /** From nothing on, until nothing is added any more: the least solution. */
  private fixpoint(definitions: readonly Definition[], scope: Scope): Map<string, Value | Definition> {
    const inner = new Map(scope);
    for (const { name } of definitions) inner.set(name, this.emptyOf(name));
    for (let isSettled = false; !isSettled; ) {
      isSettled = true;
      for (const { name, value } of definitions) {
        const next = this.value(value, inner);
        isSettled &&= isSame(next, inner.get(name) as Value);
        inner.set(name, next);
      }
    }
    return inner;
  }

  /** In the bell file what is unmatched are sets, unless it is a relation by its name. */
  private emptyOf(name: string): Value {
    return /^unmatched(-locks|-unlocks)?$/.test(name) ? new EventSet(this.x.size) : new Relation(this.x.size);
  }

  private value(e: Expression, scope: Scope): Value {
    switch (e.kind) {
      case 'name':
        return known(e.name, scope) as Value;
      case 'binary':
        return binary(e.operator, this.value(e.left, scope), this.value(e.right, scope));
      case 'unary':
        return unary(e.operator, this.value(e.operand, scope));
      case 'fixpoint':
        return this.value(e.body, this.fixpoint(e.definitions, scope));
      case 'call':
        return this.call(e.name, this.value(e.argument, scope), scope);
    }
  }

  private call(name: string, argument: Value, scope: Scope): Value {
    const { po, size } = this.x;
    switch (name) {
      case 'fencerel':
        return seq(po, argument, po);
      case 'domain':
        return domain(argument as Relation);
      case 'range':
        return range(argument as Relation);
      case 'different-values':
        return Relation.of(
          size,
          (argument as Relation).pairs().filter(([lock, unlock]) => this.isDifferent(lock, unlock)),
        );
      default: {
        const { parameter, value } = known(name, scope) as Definition;
        return this.value(value, new Map(scope).set(parameter!, argument));
      }
    }
  }
}

/** What herd, and lock.cat, hand to the model. */
function eventsOf(x: Execution): Record<string, Value> {
  const once = x.candidate.events.flatMap(({ own }, event) => (own?.order === 'once' ? [event] : []));
  const { po, loc, rf, co, fr } = x;
  const named = FENCES.map((kind) => [kind[0]!.toUpperCase() + kind.slice(1), x.fences(kind)] as const);
  return {
    ...Object.fromEntries(named),
    ...{ po, loc, rf, co, fr, int: x.int, ext: x.ext, addr: x.addr, data: x.data, ctrl: x.ctrl, rmw: x.rmw },
    ...{ 'po-loc': inter(po, loc), rfe: external(x, rf), rfi: internal(x, rf), coe: external(x, co) },
    ...{ fre: external(x, fr), id: id(complement(new EventSet(x.size))) },
    ...{ R: x.R, W: x.W, M: x.M, IW: x.IW, RMW: x.RMW, Acquire: x.Acquire, Release: x.Release },
    ...{ Noreturn: x.Noreturn, Once: EventSet.of(x.size, once), LKR: x.LKR, LKW: x.LKW, UL: x.UL },
    ...{ LF: x.LF, RU: x.RU, RL: new EventSet(x.size) },
  };
}

const FENCES = [
  ...['mb', 'rmb', 'wmb', 'barrier', 'before-atomic', 'after-atomic', 'after-spinlock', 'after-unlock-lock'],
  ...['rcu-lock', 'rcu-unlock', 'sync-rcu', 'srcu-lock', 'srcu-unlock', 'sync-srcu'],
];

function known(name: string, scope: Scope): Value | Definition {
  const found = scope.get(name);
  if (!found) throw new Error(`the cat file names ${name}, which nothing defines`);
  return found;
}

function binary(operator: string, left: Value, right: Value): Value {
  if (operator === ';') return seq(left, right);
  if (operator === '*') return cross(left as EventSet, right as EventSet);
  if (left instanceof EventSet && right instanceof EventSet) {
    return operator === '|' ? either(left, right) : operator === '&' ? both(left, right) : without(left, right);
  }
  const [a, b] = [left as Relation, right as Relation];
  return operator === '|' ? union(a, b) : operator === '&' ? inter(a, b) : minus(a, b);
}

function unary(operator: string, value: Value): Value {
  if (value instanceof EventSet) return operator === '[]' ? id(value) : complement(value);
  switch (operator) {
    case '?':
      return opt(value);
    case '+':
      return plus(value);
    case '*':
      return star(value);
    case '^-1':
      return inverse(value);
    default:
      throw new Error(`no ${operator} of a relation`);
  }
}

function isSame(a: Value, b: Value): boolean {
  if (a instanceof EventSet || b instanceof EventSet)
    return isEqual(unary('[]', a) as Relation, unary('[]', b) as Relation);
  return isEqual(a, b);
}

function holds(check: 'acyclic' | 'irreflexive' | 'empty', value: Value): boolean {
  if (check === 'empty') return value.isEmpty;
  return check === 'acyclic' ? isAcyclic(value as Relation) : isIrreflexive(value as Relation);
}

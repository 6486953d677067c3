/**
 * How a process keeps its two accesses apart, in words: the names of the primitives that make the accesses or stand
 * between them, and `addr`, `data`, `ctrl`, `plain`, with `+` between them. `smp_wmb`, `smp_load_acquire`,
 * `READ_ONCE+addr`, `ctrl+smp_rmb`, `spin_unlock+spin_lock+smp_mb__after_unlock_lock`; empty or `none` for marked
 * accesses that nothing orders. `xchg(store)` or `xchg(load)` where either access may be the exchange, `cmpxchg(failed)`
 * of another variable, `ctrl(ended)` for an `if` that is over before the second access.
 */
import { primitiveNamed } from './syntax/primitives.ts';

/** `W x 1`: stores 1 to x. `R x`: loads x; in the outcome of a shape it has found the value. */
export interface Access {
  readonly kind: 'W' | 'R';
  readonly variable: string;
  readonly value: number;
}

export interface ProcessText {
  /** What the process is given beside its variables: `spinlock_t *l0`. */
  readonly parameters: readonly string[];
  /** Statements without indentation, `r0` and `r1` being what the first and the second access load. */
  readonly lines: readonly string[];
}

/** A process of two accesses with this order, or why there is no such one. `number` tells its locks from those of others. */
export function orderedProcess(
  accesses: readonly [Access, Access],
  words: string,
  number: number,
): ProcessText | { readonly problem: string } {
  const made = new Builder(accesses, number);
  for (const word of words.split('+').map((one) => one.replace(/\(\)$/, '').trim())) {
    const problem = word === '' || word === 'none' ? undefined : made.take(word);
    if (problem !== undefined) return { problem };
  }
  return made.finish();
}

/** What a word in parentheses says: which access an exchange is, and that one finds something else than it compares with. */
const HOW: Readonly<Record<string, readonly string[]>> = {
  load: ['exchange'],
  store: ['exchange'],
  failed: ['compare-exchange'],
};

function unknown(word: string): string {
  return `'${word}' is no primitive that a side can have, nor addr, data, ctrl or plain`;
}

/** An access as it is without an order. */
export function accessText({ kind, variable, value }: Access, register: string, isPlain = false): string {
  const place = `*${variable}`;
  if (kind === 'R') return `${register} = ${isPlain ? place : `READ_ONCE(${place})`};`;
  return isPlain ? `${place} = ${value};` : `WRITE_ONCE(${place}, ${value});`;
}

class Builder {
  /** The accesses whose primitive is given. */
  private readonly made: [string?, string?] = [];
  private readonly between: string[] = [];
  private readonly locks: string[] = [];
  /** Locks that are taken in front, and let go at the end. */
  private readonly before: string[] = [];
  private readonly held: string[] = [];
  private readonly dependencies = new Set<string>();
  private readonly parameters: string[] = [];
  private isPlain = false;

  constructor(
    private readonly accesses: readonly [Access, Access],
    private readonly number: number,
  ) {}

  /** Takes in a word, or says what is wrong with it. */
  take(word: string): string | undefined {
    const [, name = word, how] = /^(\w+)\((load|store|failed|ended)\)$/.exec(word) ?? [];
    if (word === 'plain') this.isPlain = true;
    else if (/^(?:addr|data|ctrl|ctrl\(ended\))$/.test(word)) this.dependencies.add(word);
    else return this.takePrimitive(word, name, how);
    return undefined;
  }

  private takePrimitive(word: string, name: string, how: string | undefined): string | undefined {
    const primitive = primitiveNamed(name);
    const { accesses, made } = this;
    if (how !== undefined && !HOW[how]?.includes(primitive?.op ?? '')) return unknown(word);
    // A flag is stored last and loaded first: what orders is the flag's access.
    const flag = { W: accesses[1].kind === 'W' ? 1 : 0, R: accesses[0].kind === 'R' ? 0 : 1 } as const;
    switch (primitive?.op) {
      case 'fence':
        this.between.push(`${name}();`);
        return undefined;
      case 'lock':
      case 'unlock':
        this.takeLock(name, primitive.op);
        return undefined;
      case 'load':
      case 'store': {
        const kind = primitive.op === 'load' ? 'R' : 'W';
        const { kind: own, variable, value } = accesses[flag[kind]];
        if (own !== kind) return `${name}() ${kind === 'R' ? 'loads' : 'stores'}, and nothing does so here`;
        const place = `${primitive.isPlace ? '*' : ''}${variable}`;
        made[flag[kind]] = kind === 'R' ? `r${flag.R} = ${name}(${place});` : `${name}(${place}, ${value});`;
        return undefined;
      }
      case 'exchange': {
        const which = how === 'load' ? flag.R : how === 'store' || accesses[1].kind === 'W' ? flag.W : 0;
        const { kind, variable, value } = accesses[which];
        if (how !== undefined && (how === 'load') !== (kind === 'R'))
          return `nothing ${how}s here for ${word} to do so`;
        // A load leaves something that nobody asks for.
        made[which] =
          kind === 'R' ? `r${which} = ${name}(${variable}, 7);` : `int r9 = ${name}(${variable}, ${value});`;
        return undefined;
      }
      case 'compare-exchange':
        if (how !== 'failed') break;
        this.parameters.push('int *u');
        this.between.push(`int r8 = ${name}(u, 5, 6);`);
        return undefined;
      case 'atomic':
        if (primitive.gives !== 'nothing' || !primitive.operand || accesses[flag.W].kind !== 'W') break;
        made[flag.W] = `${name}(${accesses[flag.W].variable});`;
        return undefined;
    }
    return unknown(word);
  }

  /** What is let go here was taken in front; what is still held at the end is let go there. */
  private takeLock(name: string, op: 'lock' | 'unlock'): void {
    const lock = op === 'unlock' ? (this.held.pop() ?? this.newLock()) : this.newLock();
    this.between.push(`${name}(${lock});`);
    if (op === 'lock') this.held.push(lock);
    else if (!this.between.includes(`spin_lock(${lock});`)) this.before.push(`spin_lock(${lock});`);
  }

  private newLock(): string {
    const lock = `l${this.number}${'abcdefgh'[this.locks.length] ?? this.locks.length}`;
    this.locks.push(lock);
    this.parameters.push(`spinlock_t *${lock}`);
    return lock;
  }

  finish(): ProcessText | { readonly problem: string } {
    const { accesses, dependencies, made, isPlain } = this;
    if (dependencies.size > 0 && accesses[0].kind === 'W')
      return { problem: 'a dependency begins at a load, and this side stores first' };
    if (dependencies.has('data') && accesses[1].kind === 'R')
      return { problem: 'a data dependency ends at a store, and this side loads last' };
    const first = made[0] ?? accessText(accesses[0], 'r0', isPlain);
    const rest = [...this.between, ...this.second()];
    const guarded = dependencies.has('ctrl')
      ? ['if (r0) {', ...rest.map((line) => `\t${line}`), '}']
      : [...(dependencies.has('ctrl(ended)') ? ['if (r0) {', '\tint r7 = 0;', '}'] : []), ...rest];
    const after = this.held.map((lock) => `spin_unlock(${lock});`);
    return { parameters: this.parameters, lines: [...this.before, first, ...guarded, ...after] };
  }

  private second(): string[] {
    const { dependencies, isPlain } = this;
    const [, access] = this.accesses;
    const { variable, value } = access;
    const [, made] = this.made;
    if (dependencies.has('addr')) {
      const through = made?.replace(new RegExp(`\\b${variable}\\b`), 'r3');
      const text = through ?? accessText({ ...access, variable: 'r3' }, 'r1', isPlain);
      return ['int r2 = r0 ^ r0;', `int *r3 = ${variable} + r2;`, text];
    }
    const text = made ?? accessText(access, 'r1', isPlain);
    if (!dependencies.has('data')) return [text];
    return ['int r2 = r0 ^ r0;', text.replace(new RegExp(`\\b${value}(?=[);])`), `r2 + ${value}`)];
  }
}

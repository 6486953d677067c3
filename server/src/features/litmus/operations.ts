/** How an access or a fence of the code is written in a litmus test: as it is where the memory model knows it. */
import { type Primitive, primitiveNamed } from '../../lkmm/syntax/primitives.ts';
import type { Site } from '../../model/facts.ts';
import type { Access } from './sides.ts';
import { isVoid } from './values.ts';

/** An operation as C of a litmus test. */
export interface Written {
  readonly text: string;
  /** Why it is another one than in the code. */
  readonly note?: string;
}

/** A store of `value` to `*name`. */
export function storeText({ site, by }: Access, name: string, value: string, old: string, marked: boolean): Written {
  if (!site)
    return { text: marked ? `WRITE_ONCE(*${name}, ${value});` : `*${name} = ${value};`, ...plainNote(by, 'store') };
  const known = primitiveNamed(site.primitive);
  if (known?.op === 'store') {
    return { text: `${site.primitive}(${known.isPlace ? '*' : ''}${name}, ${value});` };
  }
  if (known && isSimple(known)) return { text: `${atomicText(known, site.primitive, name, value, old)};` };
  const substitute =
    site.kind === 'release'
      ? `smp_store_release(${name}, ${value});`
      : site.kind === 'publish'
        ? `rcu_assign_pointer(*${name}, ${value});`
        : site.kind === 'store-relaxed'
          ? `WRITE_ONCE(*${name}, ${value});`
          : isVoid(site)
            ? `${value === '0' ? 'atomic_dec' : 'atomic_inc'}(${name});`
            : `${exchange(site)}(${name}, ${value});`;
  return { text: substitute, note: noteOn(site, substitute) };
}

/** A load of `*name`, as an expression. */
export function loadText({ site, by }: Access, name: string, value: string, old: string, marked: boolean): Written {
  if (!site) return { text: marked ? `READ_ONCE(*${name})` : `*${name}`, ...plainNote(by, 'load') };
  const known = primitiveNamed(site.primitive);
  if (known?.op === 'load') return { text: `${site.primitive}(${known.isPlace ? '*' : ''}${name})` };
  if (known && (known.op === 'exchange' || known.op === 'compare-exchange')) {
    return { text: atomicText(known, site.primitive, name, value, old) };
  }
  const substitute =
    site.kind === 'acquire'
      ? `smp_load_acquire(${name})`
      : site.kind === 'dependency-load'
        ? `rcu_dereference(*${name})`
        : site.kind === 'load-relaxed'
          ? `READ_ONCE(*${name})`
          : `${exchange(site)}(${name}, ${value})`;
  return { text: substitute, note: noteOn(site, substitute) };
}

/** A fence, or a fully ordered operation on another object, which takes the place of one. */
export function fenceText(site: Site): Written {
  const known = primitiveNamed(site.primitive);
  if (known?.op === 'fence') return { text: `${site.primitive}();` };
  const substitute = FENCES[site.kind] ?? 'barrier();';
  return { text: substitute, note: noteOn(site, substitute) };
}

const FENCES: Partial<Record<Site['kind'], string>> = {
  full: 'smp_mb();',
  'rmw-full': 'smp_mb();',
  'rcu-gp': 'synchronize_rcu();',
  write: 'smp_wmb();',
  read: 'smp_rmb();',
  'control-acquire': 'smp_rmb();',
  'before-atomic': 'smp_mb__before_atomic();',
  'after-atomic': 'smp_mb__after_atomic();',
};

/** Operations whose effect on the values 0 and 1 is plain. */
function isSimple(known: Primitive): boolean {
  if (known.op === 'exchange' || known.op === 'compare-exchange') return true;
  return known.op === 'atomic' && (known.arithmetic === '+' || known.arithmetic === '-' || known.arithmetic === '|');
}

function atomicText(known: Primitive, primitive: string, name: string, value: string, old: string): string {
  if (known.op === 'compare-exchange') return `${primitive}(${name}, ${old}, ${value})`;
  if (known.op === 'exchange') return `${primitive}(${name}, ${value})`;
  return known.arity === 1 ? `${primitive}(${name})` : `${primitive}(1, ${name})`;
}

function exchange({ kind }: Site): string {
  if (kind === 'rmw-acquire') return 'xchg_acquire';
  if (kind === 'rmw-release') return 'xchg_release';
  return kind === 'rmw-relaxed' ? 'xchg_relaxed' : 'xchg';
}

function plainNote(by: string | undefined, what: string): { readonly note?: string } {
  return by === undefined ? {} : { note: `${by}() is written as a plain ${what}.` };
}

function noteOn({ primitive, kind }: Site, substitute: string): string {
  const name = /^\w+/.exec(substitute)![0];
  const condition = kind === 'rmw-conditional-full' ? ', as if it succeeds' : '';
  return `${primitive}() is written as ${name}()${condition}.`;
}

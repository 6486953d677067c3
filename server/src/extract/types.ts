/**
 * Type names in C code: what stands before a declarator or inside a cast.
 * Only names that help to tell what an object is are kept: structures, unions and typedefs of them.
 * Scalars, and the kernel's scalar-like types (atomic_t, spinlock_t …), are the empty name: two of
 * them are never the same object because they have the same type.
 */

import { isWordStart } from '../syntax/chars.ts';
import type { Span } from '../text/span.ts';
import { pastBracket, pastSpace, pastWord } from './cursor.ts';

export interface TypeName {
  /** `struct tag`, `union tag`, a typedef's name, or '' for a scalar. */
  readonly name: string;
  /** The argument of `typeof(x)`, for which `name` is ''. */
  readonly typeOf?: Span;
  /** A single word that is no keyword: may be a typedef's name, or no type at all. */
  readonly uncertain: boolean;
  /** Offset past the name, before any `*`. */
  readonly end: number;
}

/** The type that starts at `at`, storage classes and attributes skipped, or null when none does. */
export function readTypeName(code: string, at: number, end: number): TypeName | null {
  let position = pastQualifiers(code, at, end);
  let word = wordAt(code, position, end);
  if (word === '') return null;
  if (word === 'struct' || word === 'union' || word === 'enum') {
    const tagAt = pastQualifiers(code, position + word.length, end);
    const tag = wordAt(code, tagAt, end);
    const past = pastQualifiers(code, tagAt + tag.length, end);
    if (code.charCodeAt(past) === 0x7b)
      return { name: named(word, tag), uncertain: false, end: pastBracket(code, past, end) };
    return tag === '' ? null : { name: named(word, tag), uncertain: false, end: tagAt + tag.length };
  }
  if (isTypeof(word)) {
    const open = pastSpace(code, position + word.length, end);
    if (code.charCodeAt(open) !== 0x28) return null;
    const past = pastBracket(code, open, end);
    return { name: '', typeOf: { start: open + 1, end: past - 1 }, uncertain: false, end: past };
  }
  if (!BUILTIN.has(word)) {
    return { name: isScalar(word) ? '' : word, uncertain: true, end: position + word.length };
  }
  let past = position;
  while (BUILTIN.has(word)) {
    past = position + word.length;
    position = pastQualifiers(code, past, end);
    word = wordAt(code, position, end);
  }
  return { name: '', uncertain: false, end: past };
}

/** Skips `*`, `const`, `__rcu` and the like between a type and its declarator. */
export function readPointers(code: string, at: number, end: number): { depth: number; end: number } {
  let depth = 0;
  let position = pastQualifiers(code, at, end);
  while (code.charCodeAt(position) === 0x2a && position < end) {
    depth++;
    position = pastQualifiers(code, position + 1, end);
  }
  return { depth, end: position };
}

/** Skips words that say nothing about the type: `static const __rcu __aligned(8)`. */
export function pastQualifiers(code: string, at: number, end: number): number {
  let position = pastSpace(code, at, end);
  // Bounded by the text: every turn consumes a word.
  while (position < end && isWordStart(code.charCodeAt(position))) {
    const past = pastWord(code, position, end);
    const word = code.slice(position, past);
    if (!QUALIFIERS.has(word) && !isAttribute(word)) break;
    const next = pastSpace(code, past, end);
    const argument = code.charCodeAt(next) === 0x28 && isAttribute(word);
    // A declarator may start with underscores as an attribute does; what stands behind it ends it.
    if (!argument && isAttribute(word) && (next >= end || '=;,[)'.includes(code[next]!))) break;
    position = argument ? pastSpace(code, pastBracket(code, next, end), end) : next;
  }
  return position;
}

/** Whether a type of this name is a number, or behaves like one. */
function isScalar(word: string): boolean {
  return SCALARS.has(word) || FIXED_WIDTH.test(word);
}

/** Whether a word is one of the spellings of `typeof`. */
export function isTypeof(word: string): boolean {
  return TYPEOF.test(word);
}

function named(keyword: string, tag: string): string {
  return keyword === 'enum' || tag === '' ? '' : `${keyword} ${tag}`;
}

function wordAt(code: string, at: number, end: number): string {
  return at < end && isWordStart(code.charCodeAt(at)) ? code.slice(at, pastWord(code, at, end)) : '';
}

/** A reserved word that is no type: `__rcu`, `__user`, `____cacheline_aligned`. */
function isAttribute(word: string): boolean {
  return word.startsWith('__') && !isTypeof(word) && !isScalar(word) && !word.endsWith('_t');
}

const TYPEOF = /^(?:typeof|__typeof|__typeof__|typeof_unqual|__unqual_scalar_typeof)$/;

const QUALIFIERS = new Set(
  (
    'const volatile static extern register inline auto restrict noinline asmlinkage noinstr _Atomic _Thread_local ' +
    '__rcu __user __percpu __iomem __kernel __force __private __nocast __bitwise __maybe_unused __always_unused ' +
    '__read_mostly __ro_after_init __initdata __refdata'
  ).split(' '),
);

const BUILTIN = new Set(
  'void char short int long float double signed unsigned bool _Bool __signed__ __int128 __auto_type'.split(' '),
);

/** u8, __le32, uint64_t, int_fast8_t and the like. */
const FIXED_WIDTH = /^(?:__)?(?:[us]|[bl]e)(?:8|16|32|64|128)$|^u?int(?:_fast|_least)?(?:8|16|32|64|ptr|max)?(?:_t)?$/;

/** Other usual types that are numbers, and those whose only content is a lock or a counter. */
const SCALARS = new Set(
  (
    'size_t ssize_t ptrdiff_t off_t loff_t pid_t tid_t uid_t gid_t kuid_t kgid_t dev_t mode_t umode_t fmode_t time64_t ' +
    'ktime_t clock_t cycles_t wchar_t ulong ushort unchar u_char u_int u_long uchar bool_t gboolean gint guint gpointer ' +
    'Bool Size Oid gfp_t slab_flags_t vm_flags_t vm_fault_t pgoff_t pgprot_t pte_t pmd_t pud_t p4d_t pgd_t swp_entry_t ' +
    'dma_addr_t phys_addr_t resource_size_t sector_t blkcnt_t blk_status_t blk_qc_t blk_opf_t key_serial_t irqreturn_t ' +
    'netdev_features_t netdev_tx_t acpi_status acpi_handle __sum16 __wsum __poll_t ' +
    'atomic_t atomic64_t atomic_long_t local_t local64_t refcount_t rcuref_t spinlock_t raw_spinlock_t arch_spinlock_t ' +
    'rwlock_t seqcount_t seqcount_raw_spinlock_t seqcount_spinlock_t seqcount_rwlock_t seqcount_mutex_t ' +
    'seqcount_ww_mutex_t seqcount_latch_t seqlock_t'
  ).split(' '),
);

/**
 * Makes kernel C digestible for a C grammar that has never seen the preprocessor: attribute macros are
 * overwritten with spaces and iterator macros become `while`, both without moving anything.
 */
import type { Span } from '../text/span.ts';

/**
 * The text of `region`, as long as it was, in a form that tree-sitter-c can read.
 * `code` is a Lexed's code, so comments and the contents of strings are blank already.
 */
export function blankMacros(code: string, region: Span): string {
  const text = code.slice(region.start, region.end).replace(ATTRIBUTE, spaces);
  return loopIterators(text);
}

/** Attributes without arguments: compiler_types.h, compiler_attributes.h, init.h, linkage.h, cache.h and their like. */
const WORDS = `
  __init __exit __initdata __initconst __exitdata __meminit __memexit __meminitdata __cpuinit __devinit __devexit
  __net_init __net_exit __net_initdata __init_memblock __initdata_memblock __init_or_module __initdata_or_module
  __init_or_acpilib __head __ref __refdata __refconst __sched __lockfunc __cold __hot __kprobes nokprobe_inline
  notrace noinstr noinline noinline_for_stack noinline_for_kasan __noinline __always_inline __inline __inline__
  __forceinline __flatten __gnu_inline __noclone __noipa __naked __visible __weak __used __unused __maybe_unused
  __always_unused __must_check __pure __malloc __attribute_const__ __noreturn __packed __nonstring __uninitialized
  __latent_entropy __randomize_layout __no_randomize_layout __designated_init __private __user __kernel __iomem
  __rcu __percpu __force __nocast __safe __bitwise __read_mostly __ro_after_init __cacheline_aligned
  __cacheline_aligned_in_smp ____cacheline_aligned ____cacheline_aligned_in_smp ____cacheline_internodealigned_in_smp
  __cacheline_internodealigned_in_smp __page_aligned_data __page_aligned_bss __irq_entry __softirq_entry
  __exception_irq_entry __irqentry_text __tracing_text __entry_text __cpuidle __noendbr __nocfi __noscs __no_kcsan
  __no_kasan_or_inline __no_sanitize_or_inline __no_sanitize_address __no_sanitize_memory __no_sanitize_thread
  __no_sanitize_undefined __no_sanitize_coverage __no_kmsan_checks __no_profile __no_stack_protector __no_fgcse
  __noretpoline __nostackprotector __disable_sanitizer_instrumentation __deprecated __vsyscall __bpf_kfunc __ksym
  asmlinkage fastcall __stdcall __cdecl __restrict __restrict__ __extension__ pg_noinline pg_attribute_always_inline
  coroutine_fn __rte_always_inline __rte_unused __rte_packed __rte_cache_aligned
`;

/** Attributes with arguments in parentheses. */
const CALLS = `
  __acquires __releases __must_hold __cond_acquires __cond_releases __acquires_shared __releases_shared __aligned
  __printf __scanf __section __alias __copy __assume_aligned __alloc_size __realloc_size __mode __no_sanitize
  __compiletime_error __compiletime_warning __counted_by __cleanup __free __diagnose_as __pass_object_size
  __pass_dynamic_object_size __guarded_by __rte_aligned __rte_format_printf pg_attribute_printf
`;

// An argument list ends at the latest where a statement does, so an unclosed one costs no scan of the rest.
const ATTRIBUTE = new RegExp(
  `\\b(?:(?:${alternatives(WORDS)})\\b|(?:${alternatives(CALLS)})\\s*\\([^(){};]*(?:\\([^(){};]*\\)[^(){};]*)*\\))`,
  'g',
);

function alternatives(words: string): string {
  return words.trim().split(/\s+/).join('|');
}

function spaces(match: string): string {
  return match.replace(/[^\n]/g, ' ');
}

/** What `for_each_foo(…)` looks like, and `scoped_guard(…)`, which is a loop of one round to the compiler too. */
const ITERATOR = /\b(?:\w*for_each\w*|scoped_guard|scoped_cond_guard)(?=\s*\()/g;

/** Longest header of a loop that is looked for; real ones have a few lines. */
const MAX_HEADER = 2_000;

/**
 * `list_for_each_entry(p, head, node) {` with `while` for the name. Only where a statement begins and one follows:
 * `bus_for_each_dev(…);` and `err = idr_for_each(…)` are ordinary calls.
 */
function loopIterators(text: string): string {
  return text.replace(ITERATOR, (name: string, at: number) => {
    const before = text.slice(Math.max(0, at - 40), at);
    if (!/(?:^|[;{}):]|\belse|\bdo)\s*$/.test(before)) return name;
    const after = afterParentheses(text, at + name.length);
    if (after === undefined || /[;,)\]=&|?.+*/<>-]/.test(text[after] ?? ';')) return name;
    return 'while'.padEnd(name.length);
  });
}

/** Offset of the first non-blank after the parenthesised list at or after `at`; undefined when it does not close. */
function afterParentheses(text: string, at: number): number | undefined {
  const limit = Math.min(text.length, at + MAX_HEADER);
  let depth = 0;
  for (let i = at; i < limit; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) {
      do i++;
      while (i < limit && /\s/.test(text[i]!));
      return i;
    }
  }
  return undefined;
}

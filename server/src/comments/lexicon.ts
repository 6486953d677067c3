/**
 * The English of pairing comments: words with a part in the grammar. Everything that is in none of these
 * sets is a word that the grammar doesn't know, and skips or stops at.
 */
import type { GenericBarrier } from '../model/claim.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter(Boolean));

/** Stand before a name or a class of barriers and add nothing to it. */
export const DETERMINERS = words(`
  the a an this that these those our its their his both two three all any each every some such same
  another other first second third last final initial previous next corresponding matching
  paired pairing similar respective own also either neither is are was be lives present found located
  call calls called function functions helper macro which does do done happening made taken used executed issued
  performed smp effective possible appropriate counterpart pair opposite actual combination
`);

export const SEPARATORS = words('and or nor plus');
export const SEPARATING_MARKS: ReadonlySet<string> = new Set([',', '&', '/', '|', '+']);

/** A place follows: `in foo()`, `from foo()`, `during lookup_elem()`. */
export const LOCATING = words('in from by within inside into during of via at through');

/** What follows says when: a function is a place only as long as no better one follows. */
export const TIMING = words('before after when while prior following');

/** An object follows: "setting irqchip_mode", "to |next|", "on rq->lock". */
export const OBJECT_LEADERS = words('to on of for against');

/** The purpose or a new thought begins: no more references. */
export const CLOSERS = words(`
  ensure ensures ensuring guarantee guarantees guaranteeing guaranteed make makes making so because since otherwise if
  but as unless until order orders ordering prevent prevents preventing provide provides between versus vs
  see avoid avoids allow allows synchronize synchronise synchronizes we it they you must should thus then hence
  despite except instead why how about will would can could may might shall although though whether where cause causes
`);

/** Nouns that an object goes before: "the ail_target update". */
export const ACCESSES = words(`
  update updates store stores load loads read reads write writes access accesses check test increment decrement
  assignment modification change
`);

/** Say where in this function or file: the direction as seen from the comment. */
export const DIRECTIONS: ReadonlyMap<string, 'above' | 'below' | 'here'> = new Map([
  ['above', 'above'],
  ['earlier', 'above'],
  ['previously', 'above'],
  ['below', 'below'],
  ['later', 'below'],
  ['here', 'here'],
  ['top', 'above'],
  ['beginning', 'above'],
  ['start', 'above'],
  ['head', 'above'],
  ['end', 'below'],
  ['bottom', 'below'],
  ['tail', 'below'],
]);

/** Words for "in this very piece of code". */
export const HERE_SCOPES = words('function routine file macro loop');

/** Bare words after "in" and "from" that are no functions. */
export const NOT_FUNCTIONS = words(`
  order which general turn fact parallel progress practice hardware userspace userland kernel memory assembly code case
  cases place here there this that them time user users interrupt interrupts software firmware guest host question both
  either reader readers writer writers short particular advance theory sync step steps line lockstep conjunction
  combination addition between scheduler stack itself flight mind hand common total this detail details context
  hypervisor application process device driver drivers other others caller callers hard irq softirq module producer
  consumer
`);

/** Before "pair with" and "pairs with" these make nouns of them: "a key pair with", "register pairs with". */
export const PAIR_NOUNS = words(`
  a an the each every one this as in key value name string register address byte queue ring socket tty pty port group
  wire stereo channel twisted differential
`);
export const PAIRS_NOUNS = words(`
  the of these those two all such as in following key value values name names register registers address addr byte len
  data queue ring device tag twisted differential
`);

/** The last word of a class of barriers, with the class. */
export const HEADS: ReadonlyMap<string, GenericBarrier> = new Map<string, GenericBarrier>([
  ['barrier', 'any'],
  ['barriers', 'any'],
  ['fence', 'any'],
  ['fences', 'any'],
  ['mb', 'full'],
  ['rmb', 'read'],
  ['wmb', 'write'],
  ['acquire', 'acquire'],
  ['load-acquire', 'acquire'],
  ['load_acquire', 'acquire'],
  ['read-acquire', 'acquire'],
  ['_acquire', 'acquire'],
  ['release', 'release'],
  ['store-release', 'release'],
  ['store_release', 'release'],
  ['write-release', 'release'],
  ['_release', 'release'],
  ['dependency', 'dependency'],
  ['dependencies', 'dependency'],
  ['control-dependency', 'dependency'],
  ['data-dependency', 'dependency'],
  ['address-dependency', 'dependency'],
  ['read', 'load'],
  ['reads', 'load'],
  ['load', 'load'],
  ['loads', 'load'],
  ['write', 'store'],
  ['writes', 'store'],
  ['store', 'store'],
  ['stores', 'store'],
  ['update', 'store'],
  ['updates', 'store'],
  ['lock', 'lock'],
  ['unlock', 'unlock'],
  ['atomic', 'atomic'],
  ['atomics', 'atomic'],
  ['one', 'any'],
  ['ones', 'any'],
]);

/** Heads that are everyday words too: they count only where a primitive is due. */
export const WEAK_HEADS = words(`
  acquire release read reads load loads write writes store stores update updates lock unlock atomic atomics one ones
`);

/** Stand before a head and narrow it. */
export const ADJECTIVES: ReadonlyMap<string, GenericBarrier | 'implied' | null> = new Map<
  string,
  GenericBarrier | 'implied' | null
>([
  ['memory', null],
  ['smp', null],
  ['cpu', null],
  ['explicit', null],
  ['lockless', null],
  ['plain', null],
  ['marked', null],
  ['conditional', null],
  ['ordered', null],
  ['compiler', null],
  ['control', 'dependency'],
  ['data', 'dependency'],
  ['address', 'dependency'],
  ['dependency', 'dependency'],
  ['full', 'full'],
  ['general', 'full'],
  ['read', 'read'],
  ['load', 'read'],
  ['read-side', null],
  ['write-side', null],
  ['update-side', null],
  ['write', 'write'],
  ['store', 'write'],
  ['acquire', 'acquire'],
  ['load-acquire', 'acquire'],
  ['release', 'release'],
  ['store-release', 'release'],
  ['atomic', 'atomic'],
  ['implicit', 'implied'],
  ['implied', 'implied'],
]);

/** Primitives' names that are no English words even when they are written without a call and an underscore. */
export const BARE_PRIMITIVES = words('mb rmb wmb xchg cmpxchg hwsync lwsync isync eieio dmb dsb mfence lfence sfence');

/**
 * Sleeping and waking: functions that bring their barriers along. Named without a place of their own, it is in their
 * definition that the barrier stands (phrasing.md §2, wrapper).
 */
export const WRAPPERS =
  /^_*(?:prepare_to_\w+|(?:io_)?wait_\w+|\w*wake_\w+|set_(?:current|special)_state|finish_wait|s?wq_has_sleeper|waitqueue_active|kthread_\w+|(?:get|poll)_state_synchronize_\w+)$/;

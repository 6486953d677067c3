/**
 * Whether a structure is out of reach of others at an access, where that takes more than the order of the text to
 * tell: it was allocated here and not yet handed over, the last reference to it is gone, or it was made unreachable
 * and a grace period has passed. Cf. tools/memory-model/Documentation/access-marking.txt, "Use of Plain C-Language
 * Accesses", case 2.
 */
import type { Body, Path } from '../syntax/body.ts';
import type { Span } from '../text/span.ts';
import { armsAround, assignmentOf } from './constructs.ts';
import { argumentsIn, pastSpace, pastWord } from './cursor.ts';

/** What is known of the function around a body. */
export interface Owner {
  /** Its parameters as written. */
  readonly params: string;
  /** It runs before there is anyone else, or after there was. */
  readonly isAlone: boolean;
  isLocal(name: string): boolean;
}

/**
 * True when the structure that the access goes through is this function's alone, false when the function has handed
 * over before what it allocated, undefined when the text around says neither.
 */
export function readOwnership(body: Body, access: Span, owner: Owner): boolean | undefined {
  const root = rootOf(body.code, access);
  if (root === '' || !owner.isLocal(root)) return undefined;
  const earlier = body.occurrences(root).filter((occurrence) => occurrence.start < access.start);
  const given = earlier.findLast((occurrence) => assignmentOf(body.code, occurrence.path));
  const value = given ? valueGiven(body.code, given.path) : '';
  const after = given ? assignmentOf(body.code, given.path)!.end : body.span.start;
  const path = body.path(access);
  if (ALLOCATES.test(value)) {
    const handovers = earlier.filter((use) => use.start >= after && isHandedOver(body.code, use.path, owner));
    if (handovers.length === 0) return true;
    return handovers.some((use) => isOnEveryWay(use.path, path)) ? false : undefined;
  }
  if (isOfFinishedCallback(value, owner.params)) return true;
  if (isAfterLastReference(body, root, path) || isAfterGracePeriod(body, after, access.start, path)) return true;
  return undefined;
}

/** A call that makes something new; the name's words are the convention. */
const ALLOCATES = /^(?:\([^()]*\)\s*)?(?:\w+_)?(?:\w*alloc\w*|\w*memdup\w*|create\w*|new\w*)\s*\(/;

/** The variable that an access starts from: `x` of `x->a.b` and `(x)->a`; '' when it starts from something else. */
function rootOf(code: string, { start, end }: Span): string {
  let at = start;
  while (at < end && /[(*\s]/.test(code[at]!)) at++;
  const past = pastWord(code, at, end);
  const next = pastSpace(code, past, end);
  return code.startsWith('->', next) ? code.slice(at, past) : '';
}

/** The text of what an assignment or declaration gives to the variable at the end of `path`. */
function valueGiven(code: string, path: Path): string {
  const { start, end } = assignmentOf(code, path)!;
  const equals = code.indexOf('=', path.at(-1)!.end);
  return equals >= start && equals < end ? code.slice(pastSpace(code, equals + 1, end), end) : '';
}

/** Whether code at the end of `earlier` is always run before that at the end of `path`, which comes later. */
function isOnEveryWay(earlier: Path, path: Path): boolean {
  return armsAround(earlier).every(({ arm }) => path.some((step) => step.start === arm.start && step.end === arm.end));
}

/**
 * Whether others can find the structure after this use of the pointer to it. Storing it in another structure
 * doesn't say so: that one may be as private.
 */
function isHandedOver(code: string, path: Path, owner: Owner): boolean {
  for (let i = path.length - 1; i > 0; i--) {
    const parent = path[i - 1]!;
    if (parent.type === 'assignment_expression') {
      const target = code.slice(parent.start, path[i]!.start);
      const name = /^(\w+)\s*=\s*$/.exec(target)?.[1];
      return name !== undefined && isPointerItself(path, i) && !owner.isLocal(name);
    }
    if (parent.type === 'argument_list') {
      const call = path[i - 2]!;
      const name = code.slice(call.start, pastWord(code, call.start, call.end));
      const index = argumentsIn(code, parent.start + 1, parent.end - 1).findIndex((arg) => path[i]!.start < arg.end);
      if (STORES_VALUE.test(name)) return isPointerItself(path, i) && index > 0;
      return LINKS_FIRST.test(name) ? index === 0 : HANDS_OVER.test(name);
    }
    if (/_statement$|declaration$/.test(parent.type)) return false;
  }
  return false;
}

/** Between the variable and step `index` is nothing that makes another value of the pointer, such as `p->x`. */
function isPointerItself(path: Path, index: number): boolean {
  return path.slice(index, -1).every((step) => /^(?:parenthesized|cast|conditional|comma)_expression$/.test(step.type));
}

/** Primitives that store their last argument where others look. */
const STORES_VALUE =
  /^(?:rcu_assign_pointer|rcu_replace_pointer|RCU_INIT_POINTER|smp_store_release|smp_store_mb|WRITE_ONCE|set_mb|(?:try_)?(?:cmp)?xchg\w*)$/;

/** Lists, whose first argument is what is put into the second. */
const LINKS_FIRST = /^(?:h?l?list_(?:bl_|nulls_)?(?:add|move|splice)|rb_(?:link|insert|add))\w*$/;

/** By convention; initialisers and what only fills in the structure are not among them. */
const HANDS_OVER =
  /(?:^|_)(?:register|publish|install|enqueue|insert|submit)(?:_|$)|^(?:idr_alloc|idr_replace|xa_store|xa_insert|hash_add|kobject_add|device_add|cdev_add|add_timer|mod_timer|schedule_work|queue_work|queue_delayed_work|kthread_run)/;

/** `container_of(head, …)` in a function that call_rcu() runs: nobody is left who could have found the structure. */
function isOfFinishedCallback(value: string, params: string): boolean {
  const head = /^\s*struct\s+rcu_head\s*\*\s*(\w+)\s*$/.exec(params)?.[1];
  return head !== undefined && new RegExp(`^container_of\\s*\\(\\s*${head}\\b`).test(value);
}

/** In the arm, or behind the early return, that says that the count has come down to nothing. */
function isAfterLastReference({ code, span }: Body, root: string, path: Path): boolean {
  const drop = new RegExp(`\\w+_dec_and_\\w+\\s*\\([^;{}]*\\b${root}\\b`);
  for (const { arm, around } of armsAround(path)) {
    if (arm.field !== 'consequence') continue;
    const condition = code.slice(around.start, arm.start);
    const match = drop.exec(condition);
    if (match && !/!\s*$/.test(condition.slice(0, match.index))) return true;
  }
  const behind = new RegExp(`if\\s*\\(\\s*!\\s*${drop.source}[^;{}]*\\)\\s*return\\b[^;]*;`, 'g');
  behind.lastIndex = span.start;
  const match = behind.exec(code);
  return match !== null && match.index < path.at(-1)!.start;
}

/**
 * A grace period between taking the structure out of what readers search and the access. `since` is where the
 * pointer to it was obtained: what is looked up afterwards is another one.
 */
function isAfterGracePeriod(body: Body, since: number, at: number, path: Path): boolean {
  const before = body.code.slice(since, at);
  const waits = [...before.matchAll(/\bsynchronize_(?:rcu|srcu|net|sched)\w*\s*\(/g)].at(-1);
  if (!waits || !UNREACHABLE.test(before.slice(0, waits.index))) return false;
  const start = since + waits.index;
  // A wait that is only done on some ways is none on the others.
  return isOnEveryWay(body.path({ start, end: start + 1 }), path);
}

const UNREACHABLE =
  /\b\w*(?:_del|_remove|_erase|_unlink|_unhash|unregister|_delete)\w*\s*\(|\b(?:rcu_assign_pointer|RCU_INIT_POINTER|rcu_replace_pointer|WRITE_ONCE|smp_store_release|xchg)\s*\([^;]*\bNULL\b/;

/**
 * Transmit queues that are stopped for want of space and set going at once if there is some after all. Stopping is a
 * store, looking again a load: whoever makes space does it the other way round, which is store buffering.
 */
import type { RecheckFact } from '../model/facts.ts';
import type { Lexed } from '../syntax/lexed.ts';
import { eachCall } from './calls.ts';
import { beforeSpace, pastBracket, pastSpace } from './cursor.ts';
import { enclosing, regionsOf } from './functions.ts';
import { readLocks } from './locks.ts';
import { findSpaceMaker } from './space-makers.ts';

/** The stops that are looked at again in the very next condition. `functions` are the file's, by their bodies. */
export function extractRechecks(
  lexed: Lexed,
  functions: readonly { readonly body: RecheckFact['check'] }[],
): RecheckFact[] {
  const { code } = lexed;
  const found: RecheckFact[] = [];
  for (const match of code.matchAll(STOP)) {
    const fn = enclosing(functions, match.index);
    const check = fn < 0 ? undefined : checkBehind(code, match.index + match[0].length - 1, functions[fn]!.body.end);
    if (!check) continue;
    const regions = regionsOf(lexed);
    const region = regions[enclosing(regions, match.index)];
    if (!region || readLocks(code, region).isHeld(match.index)) continue;
    const maker = findSpaceMaker(code, regions, region, check);
    if (maker === 'excluded') continue;
    const making = maker && { fn: enclosing(functions, maker.store.start), ...maker };
    found.push({ fn, at: match.index, stop: match[1]!, ...check, ...(making && { maker: making }) });
  }
  return found;
}

const STOP = /\b(netif_(?:tx_)?stop_(?:sub)?queue)\s*\(/g;
const START = /^netif_(?:tx_)?(?:start|wake)_(?:sub)?queue\s*\(/;

/** Barriers that don't hold a store before a load. */
const WEAK = /^(?:(?:smp_)?[rw]mb|barrier)$/;
const SAYS_ONLY = /^(?:(?:netif|netdev|dev|pr)_(?:info|dbg|debug|warn|err)\w*|printk|dprintk)$/;

type Check = Pick<RecheckFact, 'check' | 'start' | 'calls' | 'weak'>;

/** The condition behind the call whose parenthesis opens at `open`, if it leads straight to starting the queue. */
function checkBehind(code: string, open: number, end: number): Check | undefined {
  let at = pastSpace(code, pastBracket(code, open, end), end);
  let weak: string | undefined;
  // Something harmless may stand between: a message, a weak barrier, `stopped = true;`.
  for (let statements = 0; code[at] === ';' && statements <= 3; statements++) {
    at = pastSpace(code, at + 1, end);
    const condition = /^if\s*\(/.exec(code.slice(at, at + 20));
    if (condition) return conditionAt(code, at + condition[0].length - 1, end, weak);
    const call = /^(\w+)\s*\(/.exec(code.slice(at, at + 80));
    if (call) {
      if (WEAK.test(call[1]!)) weak ??= call[1]!;
      else if (!SAYS_ONLY.test(call[1]!)) return undefined;
      at = pastSpace(code, pastBracket(code, at + call[0].length - 1, end), end);
    } else {
      const assignment = /^[\w>.\s-]{1,80}=[^=;(){}]{1,80}(?=;)/.exec(code.slice(at, at + 200));
      if (!assignment) return undefined;
      at += assignment[0].length;
    }
  }
  return undefined;
}

function conditionAt(code: string, open: number, end: number, weak: string | undefined): Check | undefined {
  const close = pastBracket(code, open, end);
  let then = pastSpace(code, close, end);
  if (code[then] === '{') then = pastSpace(code, then + 1, end);
  if (/^\w+\s*\(/.test(code.slice(then, then + 40)) && SAYS_ONLY.test(/^\w+/.exec(code.slice(then, then + 40))![0])) {
    then = pastSpace(code, pastBracket(code, code.indexOf('(', then), end), end);
    then = pastSpace(code, then + 1, end);
  }
  const start = START.exec(code.slice(then, then + 60))?.[0];
  if (start === undefined) return undefined;
  // What is asked of the packet itself has nothing to do with space.
  if (/\bskb\b/.test(code.slice(open, close))) return undefined;
  const check = { start: open + 1, end: Math.max(open + 1, beforeSpace(code, close, open)) };
  const calls: string[] = [];
  eachCall(code, check, ({ name }) => calls.push(name));
  return { check, start: start.replace(/\s*\($/, ''), calls, ...(weak !== undefined && { weak }) };
}

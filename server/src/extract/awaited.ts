/**
 * What sleepers wait for, as far as their conditions say it in constants: `wait_var_event(&x->state, x->state == READY)`
 * is woken for nothing by whoever stores another one.
 */
import type { AwaitedValue } from '../model/facts.ts';
import type { Span } from '../text/span.ts';
import { folded } from './objects.ts';

/**
 * The values, one of which a sleeping primitive with these arguments waits for; undefined where its condition is about
 * anything else as well, and for other primitives.
 */
export function awaitedBy(code: string, primitive: string, args: readonly Span[]): AwaitedValue[] | undefined {
  const condition = /wait_(?:var_)?event/.test(primitive) ? args[1] : undefined;
  if (!condition || condition.end - condition.start > LONGEST) return undefined;
  const { text, assigned } = decisive(folded(code, condition));
  if (/&&|\?/.test(text)) return undefined;
  const values = text.split('||').map((part) => valueIn(part.trim(), assigned));
  return values.every((value) => value !== undefined) ? values : undefined;
}

/** The bit that a primitive with these arguments sets, clears, waits for or wakes the waiters of, if it is written as a constant. */
export function bitOf(code: string, primitive: string, args: readonly Span[]): string | undefined {
  const index = /^(?:set_bit|clear_bit|change_bit|clear_bit_unlock)$/.test(primitive)
    ? 0
    : /^(?:wake_up_bit|wait_on_bit\w*)$/.test(primitive)
      ? 1
      : -1;
  const text = args[index] && folded(code, args[index]);
  return text !== undefined && CONSTANT.test(text) ? text : undefined;
}

/** Longer conditions are about more than constants, and would only be slow to take apart. */
const LONGEST = 500;

const CONSTANT = /^(?:[A-Z][A-Z0-9_]*|\d+)$/;

/** The expression that decides, and what variables get before: of `({ s = x->state; s == READY; })` the last statement. */
function decisive(condition: string): { text: string; assigned: ReadonlyMap<string, string> } {
  const assigned = new Map<string, string>();
  const block = /^\(\{(.*)\}\)$/.exec(condition)?.[1];
  if (block === undefined) return { text: condition, assigned };
  const statements = block.split(';').map((one) => one.trim());
  const last = statements.findLastIndex((one) => one !== '');
  for (const one of statements.slice(0, Math.max(last, 0))) {
    const assignment = /^(\w+) ?=(?!=) ?(.*)$/.exec(one);
    if (assignment) assigned.set(assignment[1]!, assignment[2]!);
  }
  return { text: statements[last] ?? '', assigned };
}

function valueIn(part: string, assigned: ReadonlyMap<string, string>): AwaitedValue | undefined {
  const bit = /^(?:! ?)?test_bit(?:_acquire)?\(([^,]*),(.*)\)$/.exec(part);
  if (bit) {
    const [value, object] = [bit[1]!.trim(), lastWord(bit[2]!)];
    return CONSTANT.test(value) && object !== '' ? { object, value, is: 'bit' } : undefined;
  }
  const compared = /^([^=!<>]*(?:->[^=!<>]*)*?) ?([=!]=) ?(\w+)$/.exec(part);
  if (!compared || !CONSTANT.test(compared[3]!)) return undefined;
  const object = lastWord(assigned.get(compared[1]!) ?? compared[1]!);
  return object === '' ? undefined : { object, value: compared[3]!, is: compared[2] === '==' ? 'equal' : 'other' };
}

/** `state` of `READ_ONCE(x->state)`. */
function lastWord(text: string): string {
  return /(\w+)\W*$/.exec(text)?.[1] ?? '';
}

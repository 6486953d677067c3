/** What would suffice, in words and as a litmus test to read. */

import { list } from '../../rules/describe.ts';
import type { PairTest } from '../litmus.ts';
import type { View } from '../view.ts';
import { comment } from './comment.ts';
import type { Access } from './sides.ts';
import type { Change, Sufficient } from './suffices.ts';

/** "smp_load_acquire() at reader(), line 12", "For this test READ_ONCE() at …", "Nothing weaker than what is there". */
export function sufficientInWords(view: View, test: PairTest, { changes, isLess }: Sufficient): string {
  if (changes.length === 0) return 'Nothing weaker than what is there';
  const words = list(changes.map((change) => changeInWords(view, test, change)));
  return isLess ? `For this test ${words}` : words;
}

/** The test with what suffices in it, under a name of its own, and with a word on what is not as in the code. */
export function sufficientTest(view: View, test: PairTest, sufficient: Sufficient): { name: string; text: string } {
  const { text, changes } = sufficient;
  if (changes.length === 0) return { name: test.name, text };
  const name = `${test.name}+suffices`;
  const words = list(changes.map((change) => changeInWords(view, test, change)));
  const note = comment([`Not as the code is, but with what would suffice: ${words}.`]);
  const rest = text.slice(text.indexOf('\n')).replace(/^\n+/, '');
  return { name, text: `C ${name}\n\n${note}\n\n${rest}` };
}

function changeInWords(view: View, { steps }: PairTest, { process, what, from, to }: Change): string {
  const { first, second } = steps[process]!;
  const fn = functionOf(first);
  if (what === 'fence') {
    if (to === undefined) return `no ${from}() in ${fn}`;
    if (from !== undefined) return `${to}() for ${from}() in ${fn}`;
    return `${to}() in ${fn}, before line ${lineOf(view, second)}`;
  }
  const access = what === 'first' ? first : second;
  const primitive = /^\w+/.exec(to ?? '')?.[0] ?? '';
  const isSubstitute = access.site !== null && access.site.primitive !== /^\w+/.exec(from ?? '')?.[0];
  const named = isSubstitute && !/ONCE$|^smp_/.test(primitive) ? kindOf(primitive, access) : `${primitive}()`;
  return `${named} at ${fn}, line ${lineOf(view, access)}`;
}

/** Where the test has another operation than the code, as the model does not know that one. */
function kindOf(primitive: string, { site }: Access): string {
  const suffix = /_(relaxed|acquire|release)$/.exec(primitive)?.[1];
  const kind = suffix === undefined ? 'a fully ordered' : suffix === 'acquire' ? 'an acquire' : `a ${suffix}`;
  return `${kind} kind of ${site!.primitive}()`;
}

function functionOf({ facts, fn }: Access): string {
  return `${facts.functions[fn]?.name ?? ''}()`;
}

function lineOf(view: View, { facts, at }: Access): number {
  return view.source(facts).line(at);
}

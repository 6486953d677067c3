/** Writes what would suffice, where the pair at a place is not enough and one change of the code would do. */
import { type TestAt, testsAt } from '../litmus/at.ts';
import { type Sufficient, whatSuffices } from '../litmus/suffices.ts';
import { sufficientEdit } from '../litmus/suffices-edit.ts';
import { sufficientInWords } from '../litmus/suffices-words.ts';
import type { View } from '../view.ts';
import type { Context, Maker } from './action.ts';
import { testsHere } from './open-litmus.ts';

interface About {
  readonly at: number;
  /** Of the test. */
  readonly name: string;
}

export const strengthen: Maker<About> = {
  name: 'strengthen',
  kind: 'refactor.rewrite.barrier-ls',
  offers(context) {
    const { view } = context;
    const found = sufficientHere(context);
    if (!found || !sufficientEdit(view, found.test, found.sufficient)) return [];
    return [{ ...inWords(view, found), about: { at: found.at, name: found.test.name } }];
  },
  edits(view, facts, { at, name }) {
    const found = testsAt(view, facts.file, at).find(({ test }) => test.name === name);
    const sufficient = found && whatSuffices(found.test, found.own);
    const edit = sufficient && sufficientEdit(view, found.test, sufficient);
    return edit ? [edit] : [];
  },
};

export interface SufficientAt extends TestAt {
  readonly sufficient: Sufficient;
}

/** Of the tests at a place the first that is not enough, or else the first. */
export function sufficientHere(context: Context): SufficientAt | undefined {
  const tests = testsHere(context);
  const one = tests.find(({ test }) => !test.verdict.isForbidden) ?? tests[0];
  const sufficient = one && whatSuffices(one.test, one.own);
  return sufficient && { ...one, sufficient };
}

export function inWords(view: View, { test, sufficient }: SufficientAt): { title: string; isPreferred: false } {
  return { title: `What would suffice? ${sufficientInWords(view, test, sufficient)}`, isPreferred: false };
}

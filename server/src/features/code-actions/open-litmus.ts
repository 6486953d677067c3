/** Opens the litmus tests of the pairs at a place, each by an action of its own. */
import { type TestAt, testsAt } from '../litmus/at.ts';
import type { Context, Maker } from './action.ts';

export const openLitmus: Maker<null> = {
  name: 'open-litmus',
  kind: 'litmus.barrier-ls',
  offers: (context) => {
    const tests = testsHere(context);
    return tests.map(({ test, at }) => ({
      title: tests.length > 1 ? `Open litmus test ${test.name}` : 'Open litmus test',
      isPreferred: false,
      opens: { at, name: test.name, suffices: false },
      about: null,
    }));
  },
  edits: () => [],
};

/** Of the cursor's place, or of a finding that it is on. */
export function testsHere({ view, facts, selection, findings }: Context): TestAt[] {
  const places = [selection.start, ...findings.map(({ span }) => span.start)];
  for (const place of new Set(places)) {
    const tests = testsAt(view, facts.file, place);
    if (tests.length > 0) return tests;
  }
  return [];
}

/** Opens the litmus test of a pair with what would suffice in it, where that is nothing that could be written in one place. */
import { sufficientEdit } from '../litmus/suffices-edit.ts';
import type { Maker } from './action.ts';
import { inWords, sufficientHere } from './strengthen.ts';

export const showSufficient: Maker<null> = {
  name: 'show-sufficient',
  kind: 'litmus.barrier-ls',
  offers(context) {
    const { view } = context;
    const found = sufficientHere(context);
    if (!found || sufficientEdit(view, found.test, found.sufficient)) return [];
    const opens = { at: found.at, name: found.test.name, suffices: true };
    return [{ ...inWords(view, found), opens, about: null }];
  },
  edits: () => [],
};

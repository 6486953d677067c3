/** Applies all fixes of a file that leave nothing to choose: what an editor may do on saving. */

import type { FileFacts } from '../../model/facts.ts';
import type { Finding } from '../../model/finding.ts';
import type { View } from '../view.ts';
import type { Action, ActionData, ActionKind, Context } from './action.ts';

export const FIX_ALL: { readonly name: string; readonly title: string; readonly kind: ActionKind } = {
  name: 'fix-all',
  title: 'Fix all findings that have one right fix',
  kind: 'source.fixAll.barrier-ls',
};

/** The preferred fixes of these findings, which are the file's; each once. `fixesAt` are all fixes in a context. */
export function preferredFixes(
  view: View,
  facts: FileFacts,
  findings: readonly Finding[],
  fixesAt: (context: Context) => readonly Action[],
): ActionData[] {
  const fixes = findings.flatMap((finding) => {
    const actions = fixesAt({ view, facts, selection: finding.span, findings: [finding] });
    return actions.filter(({ isPreferred, rule }) => isPreferred && rule === finding.rule);
  });
  return [...new Map(fixes.map(({ data }) => [JSON.stringify(data), data])).values()];
}

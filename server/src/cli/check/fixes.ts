/** Fixes that leave nothing to choose: the preferred code actions of findings. */
import { codeActions } from '../../features/code-actions/index.ts';
import type { Edit, View } from '../../features/view.ts';
import type { Finding } from '../../model/finding.ts';
import type { Fix } from '../formats/report.ts';
import type { Workspace } from '../workspace.ts';

/** The one right fix of a finding, where all of it is in the finding's file. */
export function fixOf(workspace: Workspace, finding: Finding): Fix | undefined {
  const found = preferred(workspace, finding);
  return found?.edits.every(({ facts }) => facts.file === finding.file) ? found : undefined;
}

interface PreferredFix extends Fix {
  readonly edits: readonly Edit[];
}

function preferred(workspace: Workspace, finding: Finding): PreferredFix | undefined {
  const view: View = {
    snapshot: workspace.snapshot,
    pairs: workspace.pairs,
    source: (facts) => workspace.sourceOf(facts),
  };
  const actions = codeActions(view, finding.file, finding.span, [finding], ['quickfix']);
  const fixes = actions.filter(({ isPreferred, rule }) => isPreferred && rule === finding.rule);
  // Two right fixes are a choice.
  if (fixes.length !== 1) return undefined;
  const edits = fixes[0]!.edits();
  return edits.length > 0 ? { title: fixes[0]!.title, edits } : undefined;
}

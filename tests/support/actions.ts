/** Code actions on a fixture: what is offered at `$0`, and what the files are and mean after one of them. */
import { type Action, codeActions, resolveCodeAction } from '../../server/src/features/code-actions/index.ts';
import type { Finding } from '../../server/src/model/finding.ts';
import { runRules } from '../../server/src/rules/index.ts';
import { pairLines } from './analyse.ts';
import { applied, type ViewFixture, viewOf } from './view.ts';

export interface Offered extends ViewFixture {
  readonly findings: readonly Finding[];
  readonly actions: readonly Action[];
}

export async function offeredAt(source: string, only?: readonly string[]): Promise<Offered> {
  const fixture = await viewOf(source);
  const { view, file, selection } = fixture;
  const findings = findingsOf(fixture);
  return { ...fixture, findings, actions: codeActions(view, file, selection, findings, only) };
}

export async function titlesAt(source: string, only?: readonly string[]): Promise<string[]> {
  return (await offeredAt(source, only)).actions.map(({ title }) => title);
}

export interface Done {
  /** All files after the edits; of a single file its text. */
  readonly text: string;
  /** Claims after the edits, see pairLines(). */
  readonly pairs: readonly string[];
  /** Rules of the findings that are left, hints apart. */
  readonly findings: readonly string[];
}

/** Applies the action whose title begins so, by its data, as a client that resolves does. */
export async function done(source: string, title: string, only?: readonly string[]): Promise<Done> {
  const { view, file, files, actions } = await offeredAt(source, only);
  const action = actions.find((one) => one.title.startsWith(title));
  if (!action) throw new Error(`not offered: ${title}; but ${actions.map((one) => one.title).join(' | ')}`);
  const edits = resolveCodeAction(view, file, JSON.parse(JSON.stringify(action.data)));
  const changed = [...files].map(([path, text]) => {
    const own = edits.filter(({ facts }) => facts.file === path);
    return [path, applied(text, own)] as const;
  });
  const text = changed.map(([path, one]) => (files.size > 1 ? `//- ${path}\n${one}` : one)).join('');
  return { text, pairs: await pairLines(text), findings: warningsOf(await viewOf(text)).map(({ rule }) => rule) };
}

function warningsOf(fixture: ViewFixture): Finding[] {
  return findingsOf(fixture).filter(({ severity }) => severity !== 'hint');
}

function findingsOf({ view: { pairs, snapshot } }: ViewFixture): Finding[] {
  return runRules({ pairs, files: snapshot.files() });
}

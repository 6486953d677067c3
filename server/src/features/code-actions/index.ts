/** The list of code actions, what of it an editor asks for, and the way back from an action's data to its edits. */

import type { FileFacts } from '../../model/facts.ts';
import type { Finding } from '../../model/finding.ts';
import type { Span } from '../../text/span.ts';
import type { Edit, View } from '../view.ts';
import { type Action, type ActionData, type ActionKind, type Context, type Maker, touch } from './action.ts';
import { answerPair } from './answer-pair.ts';
import { carryRename } from './carry-rename.ts';
import { correctPrimitive } from './correct-primitive.ts';
import { documentPair } from './document-pair.ts';
import { dropSuppression } from './drop-suppression.ts';
import { FIX_ALL, preferredFixes } from './fix-all.ts';
import { openLitmus } from './open-litmus.ts';
import { repairFunction } from './repair-function.ts';
import { replaceDeprecated } from './replace-deprecated.ts';
import { showSufficient } from './show-sufficient.ts';
import { strengthen } from './strengthen.ts';
import { suppress } from './suppress.ts';

export type { Action, ActionData, ActionKind, LitmusPlace } from './action.ts';

/** In the order in which they are shown. What is about a maker's action is known to that maker alone. */
const makers: readonly Maker[] = [
  correctPrimitive,
  repairFunction,
  carryRename,
  answerPair,
  dropSuppression,
  replaceDeprecated,
  documentPair,
  strengthen,
  showSufficient,
  openLitmus,
  suppress,
] as Maker[];

/** The kinds of all actions, for the server to announce. */
export const actionKinds: readonly ActionKind[] = [...new Set([...makers.map(({ kind }) => kind), FIX_ALL.kind])];

/**
 * What can be done at `selection`. `findings` are the file's. `only` are kinds that are asked for, each with all below
 * it; several that mean the same actions yield them once. What changes the whole file has to be asked for.
 */
export function codeActions(
  view: View,
  file: string,
  selection: Span,
  findings: readonly Finding[],
  only?: readonly string[],
): Action[] {
  const facts = view.snapshot.file(file);
  if (!facts) return [];
  const own = findings.filter((finding) => finding.file === file);
  const context = { view, facts, selection, findings: own.filter(({ span }) => touch(span, selection)) };
  const isWanted = (kind: ActionKind) => only === undefined || isAskedFor(kind, only);
  const actions = makers.filter(({ kind }) => isWanted(kind)).flatMap((maker) => offered(maker, context));
  const all = only && isWanted(FIX_ALL.kind) ? fixAll(view, facts, own) : [];
  return [...new Map([...actions, ...all].map((action) => [action.title, action])).values()];
}

/** The edits of an action, by the data it came with. */
export function resolveCodeAction(view: View, file: string, { action, about }: ActionData): Edit[] {
  const facts = view.snapshot.file(file);
  if (!facts) return [];
  if (action === FIX_ALL.name) {
    return Array.isArray(about) ? about.flatMap((fix: ActionData) => resolveCodeAction(view, file, fix)) : [];
  }
  return makers.find(({ name }) => name === action)?.edits(view, facts, about as never) ?? [];
}

function isAskedFor(kind: ActionKind, only: readonly string[]): boolean {
  return only.some((one) => one === '' || kind === one || kind.startsWith(`${one}.`));
}

function offered(maker: Maker, context: Context): Action[] {
  const { view, facts } = context;
  return maker.offers(context).map(({ title, isPreferred, rule, opens, about }) => {
    const data = { action: maker.name, about };
    const edits = () => resolveCodeAction(view, facts.file, data);
    const more = { ...(rule !== undefined && { rule }), ...(opens && { opens }) };
    return { title, kind: maker.kind, isPreferred, ...more, edits, data };
  });
}

function fixAll(view: View, facts: FileFacts, findings: readonly Finding[]): Action[] {
  const quickFixes = makers.filter(({ kind }) => kind === 'quickfix');
  const about = preferredFixes(view, facts, findings, (context) =>
    quickFixes.flatMap((maker) => offered(maker, context)),
  );
  if (about.length === 0) return [];
  const { name, title, kind } = FIX_ALL;
  const data = { action: name, about };
  return [{ title, kind, isPreferred: false, edits: () => resolveCodeAction(view, facts.file, data), data }];
}

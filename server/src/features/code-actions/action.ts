/** What a code action is, for the editor and for the files of this folder. */

import type { FileFacts } from '../../model/facts.ts';
import type { Finding } from '../../model/finding.ts';
import type { Span } from '../../text/span.ts';
import type { Edit, View } from '../view.ts';

export interface Action {
  readonly title: string;
  readonly kind: ActionKind;
  /** The one right fix. */
  readonly isPreferred: boolean;
  /** The rule whose finding it fixes. */
  readonly rule?: string;
  /** What is shown in place of a change. */
  readonly opens?: LitmusPlace;
  /** Computed when asked for; none when the texts have changed too much since. */
  edits(): Edit[];
  /** Plain JSON, by which a later state of the workspace finds the edits again. */
  readonly data: ActionData;
}

export type ActionKind =
  | 'quickfix'
  | 'refactor.rewrite.barrier-ls'
  | 'source.fixAll.barrier-ls'
  /** Changes nothing. */
  | 'litmus.barrier-ls';

/** A litmus test of a place of the file. */
export interface LitmusPlace {
  readonly at: number;
  /** Of the test, among those of the place. */
  readonly name: string;
  /** With the primitives in it that would suffice. */
  readonly suffices: boolean;
}

export interface ActionData {
  readonly action: string;
  readonly about: unknown;
}

/** A kind of action: where it is offered, and what it does. One file each. */
export interface Maker<About = never> {
  readonly name: string;
  readonly kind: ActionKind;
  offers(context: Context): Offer<About>[];
  /** `about` may come from a client, made on an earlier state: it fits or there are no edits. */
  edits(view: View, facts: FileFacts, about: About): Edit[];
}

export interface Context {
  readonly view: View;
  readonly facts: FileFacts;
  readonly selection: Span;
  /** Those that the selection touches. */
  readonly findings: readonly Finding[];
}

export interface Offer<About> {
  readonly title: string;
  readonly isPreferred: boolean;
  readonly rule?: string;
  readonly opens?: LitmusPlace;
  readonly about: About;
}

/** Whether two ranges have a place for a cursor in common. */
export function touch(one: Span, other: Span): boolean {
  return one.start <= other.end && other.start <= one.end;
}

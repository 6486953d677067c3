/** What the extension and the page of the pair graph say to each other, and what the page keeps through a reload. */
import type { GraphResult, SubjectParams } from '../../../server/src/lsp/messages.ts';

/** To the page. Without a graph there is a sentence on why. */
export type ToPage =
  | { readonly kind: 'graph'; readonly graph: GraphResult; readonly subject: SubjectParams }
  | { readonly kind: 'nothing'; readonly sentence: string };

/** From the page. */
export type FromPage =
  | { readonly kind: 'ready' }
  /** A site was chosen. */
  | { readonly kind: 'open'; readonly site: string };

export interface PageState {
  readonly graph: GraphResult;
  readonly subject: SubjectParams;
}

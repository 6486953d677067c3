/**
 * What is to be read at a place: on a primitive, a pairing comment, a label, or an object that somebody orders.
 * Everywhere else nothing, so that another language server's hover stands alone.
 */

import type { Span } from '../text/span.ts';
import { commentPage } from './comment-page.ts';
import { labelPage } from './label-page.ts';
import { objectVerdicts } from './litmus/object-verdicts.ts';
import { objectPage } from './object-page.ts';
import type { Page } from './page.ts';
import { sitePage } from './site-page.ts';
import { type ObjectSubject, type Subject, subjectAt } from './subject.ts';
import type { View } from './view.ts';

export interface Hover {
  /** The words that the page is about. */
  readonly span: Span;
  readonly page: Page;
}

export function hover(view: View, file: string, offset: number): Hover | undefined {
  const subject = subjectAt(view.pairs, file, offset);
  const page = subject && pageOn(view, subject);
  return page && { span: subject.span, page };
}

function pageOn(view: View, subject: Subject): Page | undefined {
  switch (subject.kind) {
    case 'site':
      return sitePage(view, subject);
    case 'comment':
      return commentPage(view, subject.claim);
    case 'label':
      return labelPage(view, subject);
    case 'object':
      return withVerdicts(view, subject, objectPage(view, subject.facts, subject.object));
  }
}

function withVerdicts(view: View, subject: ObjectSubject, page: Page | undefined): Page | undefined {
  return page && { blocks: [...page.blocks, ...objectVerdicts(view, subject)] };
}

/** What a primitive of a litmus file orders: the page that it has in C, without other sides. */
import { isExplicit } from '../../primitives/explicit.ts';
import { linux } from '../../primitives/linux.ts';
import type { Span } from '../../text/span.ts';
import { kindInWords } from '../kinds.ts';
import { type Page, text as textBlock } from '../page.ts';
import { partnerInBrief } from '../partners.ts';
import { orderingBlocks, readingBlocks } from '../primitive-page.ts';
import { prose } from '../prose.ts';

export interface LitmusHover {
  readonly span: Span;
  readonly page: Page;
}

/** Undefined everywhere but on the names of primitives that are called. */
export function litmusHover(text: string, offset: number): LitmusHover | undefined {
  const span = nameAt(text, offset);
  if (!span || !/^\s*\(/.test(text.slice(span.end, span.end + 80)) || isInComment(text, span.start)) return undefined;
  const name = text.slice(span.start, span.end);
  const primitive = linux.lookup(name);
  if (!primitive) return undefined;
  const partner = isExplicit(name) ? partnerInBrief(primitive.kind) : undefined;
  return {
    span,
    page: {
      blocks: [
        { kind: 'title', text: [`${name}()`, ` · ${kindInWords(primitive.kind)}`] },
        ...orderingBlocks(name, false),
        ...(partner === undefined ? [] : [textBlock(...prose(`Its other side${partner.slice('It'.length)}`))]),
        ...readingBlocks(name),
      ],
    },
  };
}

function nameAt(text: string, offset: number): Span | undefined {
  let start = offset;
  let end = offset;
  while (start > 0 && /\w/.test(text[start - 1]!)) start--;
  while (end < text.length && /\w/.test(text[end]!)) end++;
  return end > start ? { start, end } : undefined;
}

/** herd's own comments begin a line: behind a name, `(*` is a dereference. */
function isInComment(text: string, offset: number): boolean {
  for (const { index, 0: comment } of text.matchAll(COMMENT)) {
    if (index > offset) return false;
    if (offset < index + comment.length) return true;
  }
  return false;
}

/** One that does not end goes on to the end of the file. */
const COMMENT = /\/\*[\s\S]*?(?:\*\/|(?![\s\S]))|\/\/.*|^[ \t]*\(\*[\s\S]*?(?:\*\)|(?![\s\S]))/gm;

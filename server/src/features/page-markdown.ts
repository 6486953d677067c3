/** A page as Markdown, for editors that render it: CommonMark, with fences that are highlighted as C. */

import type { Block, Inline, LinkOf, Page, Words } from './page.ts';

export function pageMarkdown(page: Page, linkOf: LinkOf): string {
  return page.blocks.map((block) => blockMarkdown(block, linkOf)).join('\n\n');
}

function blockMarkdown(block: Block, linkOf: LinkOf): string {
  switch (block.kind) {
    case 'title': {
      const [first = '', ...rest] = block.text;
      return `**${words([first], linkOf)}**${words(rest, linkOf)}`;
    }
    case 'text':
      return beginning(words(block.text, linkOf));
    case 'list':
      return block.items.map((item) => `- ${beginning(words(item, linkOf))}`).join('\n');
    case 'code':
      return fenced(
        'c',
        block.lines.map((line) => line.text),
      );
    case 'picture':
      return fenced('text', block.lines);
    case 'rule':
      return '---';
  }
}

function words(text: Words, linkOf: LinkOf): string {
  return text.map((inline) => inlineMarkdown(inline, linkOf)).join('');
}

function inlineMarkdown(inline: Inline, linkOf: LinkOf): string {
  if (typeof inline === 'string') return escaped(inline);
  if ('code' in inline) return codeSpan(inline.code);
  const target = linkOf('spot' in inline ? inline.spot : inline.path);
  return target === undefined ? escaped(inline.label) : `[${escaped(inline.label)}](${destination(target)})`;
}

/**
 * Escapes what would be markup where it stands. Underscores inside of words are none, and clients that show the
 * escapes to people are many, so that `smp_mb()` stays as it is.
 */
function escaped(text: string): string {
  return text
    .replace(/[\\`*[\]<]/g, '\\$&')
    .replace(/(?<!\w)_+|_+(?!\w)/g, (run) => '\\_'.repeat(run.length))
    .replace(/~~/g, '\\~\\~')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/\s*\n\s*/g, ' ');
}

/** Escapes what would be a heading, list or quotation at the beginning of a line. */
function beginning(line: string): string {
  return line
    .replace(/^(#{1,6}(?=\s|$)|[-+>](?=\s|$)|>|=+\s*$|-+\s*$)/, '\\$1')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');
}

/** Longer ticks than any inside; a space keeps ticks at the ends apart. */
function codeSpan(code: string): string {
  const ticks = fence(code, 1);
  const padding = /^`|`$/.test(code) ? ' ' : '';
  return `${ticks}${padding}${code.replace(/\s*\n\s*/g, ' ')}${padding}${ticks}`;
}

function fenced(language: string, lines: readonly string[]): string {
  const code = lines.join('\n');
  const ticks = fence(code, 3);
  return `${ticks}${language}\n${code}\n${ticks}`;
}

function fence(code: string, least: number): string {
  const longest = Math.max(0, ...[...code.matchAll(/`+/g)].map((run) => run[0].length));
  return '`'.repeat(Math.max(least, longest + 1));
}

/** In angle brackets when it has what ends a bare one. */
function destination(target: string): string {
  if (!/[\s()<>]/.test(target)) return target;
  return `<${target.replace(/[<>\n\\]/g, (c) => encodeURIComponent(c))}>`;
}

/** A page as plain text, for clients without Markdown and for terminals: 80 columns, links by their labels alone. */

import type { Block, CodeLine, Inline, Page, Words } from './page.ts';

const WIDTH = 80;

export function pagePlaintext(page: Page): string {
  return page.blocks.map(blockText).join('\n\n');
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'title':
    case 'text':
      return wrapped(words(block.text), '', '');
    case 'list':
      return block.items.map((item) => wrapped(words(item), '- ', '  ')).join('\n');
    case 'code':
      return numbered(block.lines);
    case 'picture':
      return block.lines.map((line) => `  ${line}`).join('\n');
    case 'rule':
      return '-'.repeat(8);
  }
}

function words(text: Words): string {
  return text.map(inlineText).join('').replace(/\s+/g, ' ').trim();
}

function inlineText(inline: Inline): string {
  if (typeof inline === 'string') return inline;
  return 'code' in inline ? inline.code : inline.label;
}

/** Code is not broken: a terminal's edge does less harm to it. */
function numbered(lines: readonly CodeLine[]): string {
  return lines.map(({ line, text }) => `${(line ?? '').toString().padStart(6)} | ${text}`.trimEnd()).join('\n');
}

function wrapped(text: string, first: string, rest: string): string {
  const lines: string[] = [];
  let line = first;
  for (const word of text.split(' ')) {
    const isEmpty = line === first || line === rest;
    if (!isEmpty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = rest + word;
    } else {
      line += isEmpty ? word : ` ${word}`;
    }
  }
  return [...lines, line].join('\n');
}

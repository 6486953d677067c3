/**
 * Syntax trees of small pieces of C: the only place that knows web-tree-sitter. Trees live in the
 * WebAssembly heap, which no garbage collector sees, so nobody outside this file ever owns one.
 */
import { Language, type Node, Parser } from 'web-tree-sitter';
import type { Span } from '../text/span.ts';
import { blankMacros } from './blank.ts';

export type { Node, TreeCursor } from 'web-tree-sitter';

/** The two modules, as bytes or as a path that the platform can load. */
export interface Wasm {
  /** web-tree-sitter.wasm of the npm package web-tree-sitter. */
  readonly runtime: Uint8Array | string;
  /** tree-sitter-c.wasm of the npm package tree-sitter-c. */
  readonly grammar: Uint8Array | string;
}

export interface RegionParser {
  /**
   * What `read` makes of the tree of `region`, a function or a part of one. All offsets in the tree are those of
   * `code`, not of the region. The tree is gone when this returns: `read` must not keep nodes.
   * Undefined when the region is too large or too garbled to be parsed in bounded time.
   */
  with<T>(code: string, region: Span, read: (root: Node) => T): T | undefined;
  /** Trees not yet disposed of; 0 whenever no `read` is running. */
  liveTrees(): number;
  /** Frees the parser itself. Nothing may be called afterwards. */
  dispose(): void;
}

/** Loads the modules and makes a parser of C. Rejects when they don't load or don't fit each other. */
export async function createParser(wasm: Wasm): Promise<RegionParser> {
  const { runtime } = wasm;
  await Parser.init(typeof runtime === 'string' ? { locateFile: () => runtime } : { wasmBinary: runtime });
  const parser = new Parser();
  parser.setLanguage(await Language.load(wasm.grammar));
  let live = 0;
  return {
    with: (code, region, read) => {
      const tree = parse(parser, code, region);
      if (!tree) return undefined;
      live++;
      try {
        return read(tree.rootNode);
      } finally {
        tree.delete();
        live--;
      }
    },
    liveTrees: () => live,
    dispose: () => parser.delete(),
  };
}

/** Functions beyond this are generated tables; the largest written by hand in the kernel have about 60 kB. */
const MAX_REGION = 500_000;

/**
 * The parser reports progress about once in 40 characters of ordinary code. Ten times as often means that it is
 * lost in error recovery. Counting steps, not milliseconds, gives the same facts on slow machines as on fast ones.
 */
function stepBudget(length: number): number {
  return 1_000 + length / 4;
}

function parse(parser: Parser, code: string, region: Span) {
  const length = region.end - region.start;
  if (length <= 0 || length > MAX_REGION) return null;
  const text = blankMacros(code, region);
  let steps = 0;
  const limit = stepBudget(length);
  const tree = parser.parse((offset) => text.slice(offset - region.start), null, {
    // With the region as the one range to include, the tree's offsets are the file's without any shifting.
    // Rows are of no use to anybody here: the whole region is taken for one long line.
    includedRanges: [
      {
        startIndex: region.start,
        endIndex: region.end,
        startPosition: { row: 0, column: region.start },
        endPosition: { row: 0, column: region.end },
      },
    ],
    progressCallback: () => ++steps > limit,
  });
  // Without this the next parse would take up where a cancelled one stopped.
  if (!tree) parser.reset();
  return tree;
}

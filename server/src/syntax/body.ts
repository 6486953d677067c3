/**
 * A function's body to look round in: the chain of constructs around an offset, and where a name is used.
 * Constructs are fetched when they are first looked at, since crossing into WebAssembly is what costs.
 */

import { firstIndex } from '../text/sorted.ts';
import type { Span } from '../text/span.ts';
import type { Node, RegionParser } from './parser.ts';

/** A construct of the tree-sitter-c grammar. Valid only while its body is. */
export interface Step extends Span {
  /** The grammar's node type: `call_expression`, or the token itself. */
  readonly type: string;
  /** The role in the construct around it (`left`, `condition`, `argument`), where the grammar gives one. */
  readonly field: string | null;
  /** All parts, tokens included, in order of position. */
  readonly children: readonly Step[];
}

/** The way from the root down to a construct: each is a child of the one before. */
export type Path = readonly Step[];

export interface Body {
  readonly root: Step;
  readonly code: string;
  readonly span: Span;
  /** The constructs around `span`, outermost first; the last is the smallest that holds all of it. */
  path(span: Span): Path;
  /** Where `name` is used as a variable (not as a member, tag or label), in order of position. */
  occurrences(name: string): readonly Occurrence[];
}

export interface Occurrence extends Span {
  readonly path: Path;
}

/** What `read` makes of the piece of `code` at `span`: braces with what is inside, or a macro's replacement text. */
export function withBody<T>(parser: RegionParser, code: string, span: Span, read: (body: Body) => T): T | undefined {
  return parser.with(code, span, (node) => {
    const root = new LazyStep(node, null, 0);
    const known = new Map<string, readonly Occurrence[]>();
    const occurrences = (name: string): readonly Occurrence[] => {
      let found = known.get(name);
      if (!found) {
        found = findName(code, span, name, root);
        known.set(name, found);
      }
      return found;
    };
    return read({ root, code, span, path: (target) => pathTo(root, target), occurrences });
  });
}

/** A node whose properties are fetched once, when they are asked for. */
class LazyStep implements Step {
  readonly start: number;
  private readonly node: Node;
  private readonly parent: LazyStep | null;
  private readonly index: number;
  private knownEnd: number | undefined;
  private knownType: string | undefined;
  private knownField: string | null | undefined;
  private knownChildren: readonly LazyStep[] | undefined;

  constructor(node: Node, parent: LazyStep | null, index: number) {
    this.node = node;
    this.start = node.startIndex;
    this.parent = parent;
    this.index = index;
  }

  get end(): number {
    this.knownEnd ??= this.node.endIndex;
    return this.knownEnd;
  }

  get type(): string {
    this.knownType ??= this.node.type;
    return this.knownType;
  }

  get field(): string | null {
    if (this.knownField === undefined) this.knownField = this.parent?.node.fieldNameForChild(this.index) ?? null;
    return this.knownField;
  }

  get children(): readonly LazyStep[] {
    this.knownChildren ??= this.node.children.map((child, index) => new LazyStep(child, this, index));
    return this.knownChildren;
  }
}

function pathTo(root: Step, { start, end }: Span): Step[] {
  const steps: Step[] = [];
  let step: Step | undefined = root.start <= start && end <= root.end ? root : undefined;
  while (step) {
    steps.push(step);
    step = childAround(step.children, start, end);
  }
  return steps;
}

/** The child that holds `start` to `end`, or undefined when they are in two of them. */
function childAround(children: readonly Step[], start: number, end: number): Step | undefined {
  const next = firstIndex(children, (child) => child.start > start);
  // Tokens that the parser made up are empty and may stand where a real one begins.
  for (let i = next - 1; i >= 0 && i >= next - 3; i--) if (children[i]!.end >= end) return children[i];
  return undefined;
}

/** Above this a name is one of a generated table's, and what happens to it is of no interest. */
const MAX_OCCURRENCES = 400;

function findName(code: string, span: Span, name: string, root: Step): Occurrence[] {
  const found: Occurrence[] = [];
  for (let at = code.indexOf(name, span.start); at >= 0; at = code.indexOf(name, at + 1)) {
    const end = at + name.length;
    if (end > span.end || found.length === MAX_OCCURRENCES) break;
    if (isWordCharacter(code, at - 1) || isWordCharacter(code, end)) continue;
    const path = pathTo(root, { start: at, end });
    if (isVariable(path)) found.push({ start: at, end, path });
  }
  return found;
}

/** A variable that the grammar takes for a type stands in code that it misreads, and must not get lost. */
function isVariable(path: Path): boolean {
  const type = path.at(-1)?.type;
  return type === 'identifier' || (type === 'type_identifier' && !/^(?:struct|union|enum)_/.test(path.at(-2)!.type));
}

function isWordCharacter(text: string, at: number): boolean {
  return /\w/.test(text[at] ?? ' ');
}

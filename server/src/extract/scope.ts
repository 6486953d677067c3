/**
 * What names mean in one file: its global variables, the return types of its functions, and the
 * parameters and locals of each function or macro. Everything is read when first asked for.
 */
import type { Lexed, LexedFunction, LexedMacro } from '../syntax/lexed.ts';
import type { Span } from '../text/span.ts';
import { readDeclarations, readParameters, type Variable } from './declarations.ts';
import { readPointers, readTypeName } from './types.ts';

/** The names of one file. The same object for the same `lexed`, so that nothing is read twice. */
export function fileScope(lexed: Lexed): FileScope {
  let scope = scopes.get(lexed);
  if (!scope) scopes.set(lexed, (scope = new FileScope(lexed)));
  return scope;
}

/** The names inside one function or macro. */
export interface Scope {
  readonly code: string;
  readonly file: FileScope;
  /** Where the statements are. */
  readonly body: Span;
  /** The parameter or local that `name` means at `at`. */
  variable(name: string, at: number): Variable | undefined;
  /** Whether it is a parameter of the macro, of which nothing is known. */
  isMacroParameter(name: string): boolean;
}

export class FileScope {
  private globalTable: Map<string, Variable> | undefined;
  private returnTable: Map<string, string> | undefined;
  private macroTable: Map<string, LexedMacro> | undefined;
  private readonly regions = new Map<number, Scope>();
  private readonly outer: Scope;

  constructor(readonly lexed: Lexed) {
    const body = { start: 0, end: lexed.code.length };
    this.outer = { code: lexed.code, file: this, body, variable: () => undefined, isMacroParameter: () => false };
  }

  /** A variable declared at file scope. */
  global(name: string): Variable | undefined {
    this.globalTable ??= readGlobals(this.lexed);
    return this.globalTable.get(name);
  }

  /** The structure that a function of this file returns a pointer to, or ''. */
  returned(name: string): string {
    this.returnTable ??= readReturnTypes(this.lexed);
    return this.returnTable.get(name) ?? '';
  }

  /** The macro of this name that the file defines; the first of several. */
  macro(name: string): LexedMacro | undefined {
    this.macroTable ??= new Map(this.lexed.macros.toReversed().map((macro) => [macro.name, macro]));
    return this.macroTable.get(name);
  }

  /** The names inside a function or macro, or at file scope. */
  inside(region: LexedFunction | LexedMacro | null): Scope {
    if (!region) return this.outer;
    let scope = this.regions.get(region.at);
    if (!scope) this.regions.set(region.at, (scope = createScope(this, region)));
    return scope;
  }
}

const scopes = new WeakMap<Lexed, FileScope>();

function createScope(file: FileScope, region: LexedFunction | LexedMacro): Scope {
  const { code } = file.lexed;
  const parameters = new Set(Array.isArray(region.params) ? (region.params as readonly string[]) : []);
  let table: Map<string, Variable[]> | undefined;
  return {
    code,
    file,
    body: region.body,
    isMacroParameter: (name) => parameters.has(name),
    variable(name, at) {
      table ??= readLocals(code, region);
      const declared = table.get(name);
      return declared?.findLast((v) => v.at <= at) ?? declared?.[0];
    },
  };
}

function readLocals(code: string, region: LexedFunction | LexedMacro): Map<string, Variable[]> {
  const table = new Map<string, Variable[]>();
  const parameters = region.params && 'start' in region.params ? readParameters(code, region.params) : [];
  for (const variable of [...parameters, ...readDeclarations(code, region.body)]) {
    const same = table.get(variable.name);
    if (same) same.push(variable);
    else table.set(variable.name, [variable]);
  }
  return table;
}

function readGlobals(lexed: Lexed): Map<string, Variable> {
  const table = new Map<string, Variable>();
  for (const gap of gapsBetween(lexed)) {
    for (const variable of readDeclarations(lexed.code, gap, lexed.code.length, true)) {
      // A definition says more than the `extern` before it, and the first of two arms of an #ifdef is as good as any.
      if (!table.has(variable.name)) table.set(variable.name, variable);
    }
  }
  return table;
}

/** The text at file scope: outside of functions, structures and macros. Each gap begins where a statement may. */
function gapsBetween(lexed: Lexed): Span[] {
  const taken = [
    ...lexed.functions.map((fn) => ({ start: fn.start, end: fn.body.end })),
    ...lexed.macros.map((macro) => ({ start: macro.start, end: macro.body.end })),
    ...lexed.structs.map((struct) => struct.body),
  ].sort((a, b) => a.start - b.start);
  const gaps: Span[] = [];
  let from = 0;
  for (const span of taken) {
    if (span.start > from) gaps.push({ start: from, end: span.start });
    from = Math.max(from, span.end);
  }
  gaps.push({ start: from, end: lexed.code.length });
  return gaps;
}

function readReturnTypes(lexed: Lexed): Map<string, string> {
  const table = new Map<string, string>();
  for (const fn of lexed.functions) {
    const type = readTypeName(lexed.code, fn.start, fn.at);
    if (type && type.name !== '' && readPointers(lexed.code, type.end, fn.at).depth === 1)
      table.set(fn.name, type.name);
  }
  return table;
}

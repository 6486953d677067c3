/** The colours of pairing comments in C, by the machine that VS Code has for them. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';
import { repository } from './sources.ts';

const read = (path: string) => readFileSync(join(repository, path), 'utf8');

interface Contributed {
  readonly scopeName: string;
  readonly path: string;
  readonly injectTo?: readonly string[];
}

const contributed: readonly Contributed[] = JSON.parse(read('package.json')).contributes.grammars;
const injections = contributed.filter(({ injectTo }) => injectTo);

/** As much of C as comments are told from code by, with the scopes that VS Code's own grammar gives them. */
const C = {
  scopeName: 'source.c',
  patterns: [
    { name: 'comment.block.c', begin: '/\\*', end: '\\*/' },
    { name: 'comment.line.double-slash.c', begin: '//', end: '(?=\\n)' },
    { name: 'string.quoted.double.c', begin: '"', end: '"' },
  ],
};

const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
await oniguruma.loadWASM(readFileSync(wasm));
const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
    createOnigString: (line: string) => new oniguruma.OnigString(line),
  }),
  loadGrammar: async (scope) => {
    if (scope === 'source.c') return textmate.parseRawGrammar(JSON.stringify(C), 'c.json');
    const { path } = contributed.find(({ scopeName }) => scopeName === scope)!;
    return textmate.parseRawGrammar(read(path), path);
  },
  getInjections: (scope) =>
    injections.filter(({ injectTo }) => injectTo!.includes(scope)).map(({ scopeName }) => scopeName),
});
const grammar = (await registry.loadGrammar('source.c'))!;

/** Words of the text with a scope of ours: `verb: Pairs with`. */
function marked(text: string): string[] {
  let state = textmate.INITIAL;
  return text.split('\n').flatMap((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens.flatMap(({ startIndex, endIndex, scopes }) => {
      const own = scopes.at(-1)!;
      const name = /\.(verb|label|primitive|function)\.pairing$/.exec(own)?.[1];
      return name
        ? [`${own.startsWith('constant') ? 'name of ' : ''}${name}: ${line.slice(startIndex, endIndex).trim()}`]
        : [];
    });
  });
}

describe('the colours of pairing comments', () => {
  it('are for C and C++', () => {
    expect(injections.length).toBeGreaterThan(0);
    for (const { injectTo } of injections) expect(injectTo).toEqual(['source.c', 'source.cpp']);
  });

  it.each([
    ['/* Pairs with smp_load_acquire() in revoke_iomem(). */', 'Pairs with', 'smp_load_acquire', 'revoke_iomem'],
    ['smp_mb(); // paired w/ smp_rmb in __wait_on_bit', 'paired w/', 'smp_rmb', '__wait_on_bit'],
    ['/* coupled with WRITE_ONCE() from foo() */', 'coupled with', 'WRITE_ONCE', 'foo'],
    ['/* Matches the smp_wmb() from event_sched_in(). */', 'Matches', 'smp_wmb', 'event_sched_in'],
    ['/* order against test_and_set_bit() in bar() */', 'order against', 'test_and_set_bit', 'bar'],
    ['/* pairs with the wmb in foo_bar */', 'pairs with', 'wmb', 'foo_bar'],
  ])('%s', (text, verb, primitive, fn) => {
    expect(marked(text)).toEqual([`verb: ${verb}`, `primitive: ${primitive}`, `function: ${fn}`]);
  });

  it('go on to the next line, and end with the sentence', () => {
    const text = '/*\n * Pairs with the smp_rmb() in\n * reader(). See also other() there.\n */\nf();';
    expect(marked(text)).toEqual(['verb: Pairs with', 'primitive: smp_rmb', 'function: reader']);
  });

  it('end with the paragraph, and with the comment', () => {
    expect(marked('/*\n * Pairs with smp_rmb() here\n *\n * other() is called.\n */')).toHaveLength(2);
    expect(marked('/* pairs with a() */ b(); /* c() */')).toEqual(['verb: pairs with', 'function: a']);
    expect(marked('// pairs with a()\n// b()\nc();')).toEqual(['verb: pairs with', 'function: a']);
  });

  it('are those of labels wherever they are', () => {
    const label = ['label: LMM', 'function: desc_read', 'name of label: A'];
    expect(marked('smp_mb(); /* LMM(desc_read:A) */')).toEqual(label);
    expect(marked('// matches LMM(desc_read:A).')).toEqual(['verb: matches', ...label]);
  });

  it.each([
    'f("pairs with smp_mb() in g()");',
    'pairs with(smp_mb());',
    '/* key/value pairs with a() */',
    '/* The name matches the one of the device. */',
    '/* smp_mb() is needed in f() */',
    '/* ordered by name, see f() */',
  ])('are none in %s', (text) => {
    expect(marked(text)).toEqual([]);
  });
});

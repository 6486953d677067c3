/** The colours of litmus tests, by the machine that VS Code has for them. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';
import { parseLitmus } from '../../server/src/lkmm/syntax/parse.ts';
import { primitiveNames } from '../../server/src/lkmm/syntax/primitives.ts';
import { repository } from './sources.ts';

const read = (path: string) => readFileSync(join(repository, path), 'utf8');
const { contributes } = JSON.parse(read('package.json'));
const path: string = contributes.grammars[0].path;

const sample = `C MP+wmb
(* Result: Never (* nested *) still a comment *)
{ int x = 1; p=y; 0:r1 = 2; }
(* between *)
P0(int *x, int **p) // Producer
{
	int r0 = READ_ONCE(*x); /* no end *) */
	if (r0 == 0x1)
		smp_wmb();
	rcu_assign_pointer(*p, x);
	*x = r0 + 1;
}

void P1(int *x, spinlock_t *l)
{
	int r1;
	spin_lock(l);
	r1 = atomic_add_return_relaxed(1, x);
	smp_mb__after_spinlock();
}

filter (x=1)
~exists (1:r1=0 /\\ x=1) (* Bad outcome. *)
`;

/** Each word or sign of the sample with the innermost scope that it gets. */
async function tokens(text: string): Promise<readonly (readonly [string, string])[]> {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  await oniguruma.loadWASM(readFileSync(wasm));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
      createOnigString: (line: string) => new oniguruma.OnigString(line),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(read(path), path),
  });
  const grammar = await registry.loadGrammar(contributes.grammars[0].scopeName);
  let state = textmate.INITIAL;
  return text.split('\n').flatMap((line) => {
    const { tokens: found, ruleStack } = grammar!.tokenizeLine(line, state);
    state = ruleStack;
    return found.map(
      ({ startIndex, endIndex, scopes }) => [line.slice(startIndex, endIndex).trim(), scopes.at(-1)!] as const,
    );
  });
}

const scopes = await tokens(sample);
const scopeOf = (word: string) => [...new Set(scopes.filter(([text]) => text === word).map(([, scope]) => scope))];

describe('the grammar of litmus tests', () => {
  it('is of a language that the manifest has, and both are in the package', () => {
    const { files } = JSON.parse(read('package.json'));
    const [language] = contributes.languages;
    expect(contributes.grammars[0].language).toBe(language.id);
    for (const file of [path, language.configuration]) {
      expect(files.some((one: string) => file.startsWith(`./${one}`))).toBe(true);
      expect(() => JSON.parse(read(file))).not.toThrow();
    }
    expect(new RegExp(JSON.parse(read(language.configuration)).wordPattern).exec('READ_ONCE(*x)')![0]).toBe(
      'READ_ONCE',
    );
  });

  it('is tried on a test that can be read', () => {
    expect(parseLitmus(sample)).toHaveProperty('test');
  });

  it.each([
    ['C', 'keyword.other.dialect.litmus'],
    ['MP+wmb', 'entity.name.section.litmus'],
    ['Never', 'constant.language.result.litmus'],
    ['still a comment', 'comment.block.herd.litmus'],
    ['between', 'comment.block.herd.litmus'],
    ['Producer', 'comment.line.double-slash.litmus'],
    ['P0', 'entity.name.function.process.litmus'],
    ['P1', 'entity.name.function.process.litmus'],
    ['READ_ONCE', 'support.function.access.litmus'],
    ['atomic_add_return_relaxed', 'support.function.access.litmus'],
    ['rcu_assign_pointer', 'support.function.ordered.litmus'],
    ['spin_lock', 'support.function.ordered.litmus'],
    ['smp_wmb', 'support.function.barrier.litmus'],
    ['smp_mb__after_spinlock', 'support.function.barrier.litmus'],
    ['spinlock_t', 'storage.type.litmus'],
    ['int', 'storage.type.litmus'],
    ['if', 'keyword.control.litmus'],
    ['0x1', 'constant.numeric.litmus'],
    ['filter', 'keyword.control.question.litmus'],
    ['~exists', 'keyword.control.question.litmus'],
    ['/\\', 'keyword.operator.logical.litmus'],
    ['Bad outcome.', 'comment.block.herd.litmus'],
  ])('%s is %s', (word, scope) => {
    expect(scopeOf(word)).toEqual([scope]);
  });

  it('takes a dereference in parentheses for no comment', () => {
    // All of what follows `READ_ONCE(*x)` in the sample would be one.
    expect(scopeOf('r0')).toEqual(['variable.other.litmus']);
    expect(scopeOf('r1')).toEqual(['variable.other.register.litmus', 'variable.other.litmus']);
  });

  it('knows every primitive of the memory model as something that orders or accesses', async () => {
    const body = primitiveNames().map((name) => `${name}();`);
    const found = await tokens(`C t\n{}\nP0()\n{\n${body.join('\n')}\n}\n`);
    const known = new Set(found.filter(([, scope]) => /^support\.function\./.test(scope)).map(([text]) => text));
    expect(primitiveNames().filter((name) => !known.has(name))).toEqual([]);
  });
});

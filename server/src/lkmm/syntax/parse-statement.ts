/** Statements and processes: the C in a litmus test. */
import type { Parameter, Process, Statement } from './litmus.ts';
import { readExpression, readUnary } from './parse-expression.ts';
import { type Scanner, SyntaxFault } from './scanner.ts';
import { isTypeWord, readType } from './types.ts';

/** Reads `P0(int *x, spinlock_t *l) { … }`; `void` may stand before it. */
export function readProcess(scanner: Scanner): Process {
  scanner.accept('static');
  scanner.accept('void');
  const name = scanner.expectName("a process ('P0(…) {') or a condition ('exists (…)')");
  const number = /^P([0-9]+)$/.exec(name.text);
  if (!number) throw new SyntaxFault(`expected a process such as P0, found '${name.text}'`, name.span);
  scanner.language = 'c';
  scanner.expect('(', `after ${name.text}`);
  const parameters = readParameters(scanner);
  const body = readBlock(scanner, 0);
  const span = { start: name.span.start, end: scanner.lastEnd };
  scanner.language = 'herd';
  return { number: Number(number[1]), parameters, body, span };
}

function readParameters(scanner: Scanner): Parameter[] {
  const parameters: Parameter[] = [];
  if (scanner.accept(')')) return parameters;
  if (scanner.isNext('void') && scanner.peekSecond().text === ')') {
    scanner.take();
    scanner.take();
    return parameters;
  }
  do {
    const type = readType(scanner);
    parameters.push({ type, name: scanner.expectName('the name of a parameter').text });
  } while (scanner.accept(','));
  scanner.expect(')', 'after the parameters');
  return parameters;
}

function readBlock(scanner: Scanner, depth: number): Statement[] {
  scanner.expect('{', 'before a block');
  const body: Statement[] = [];
  while (!scanner.accept('}')) body.push(...readStatement(scanner, depth));
  return body;
}

/** One statement may declare several names; an empty one is none. */
function readStatement(scanner: Scanner, depth: number): Statement[] {
  if (depth > DEEPEST) scanner.fail('this is nested too deeply: expected less');
  const token = scanner.peek();
  const start = token.span.start;
  if (scanner.accept(';')) return [];
  if (scanner.isNext('{')) {
    const body = readBlock(scanner, depth + 1);
    return [{ kind: 'block', body, span: { start, end: scanner.lastEnd } }];
  }
  if (token.kind === 'name') {
    if (token.text === 'if') return [readIf(scanner, depth)];
    if (LOOPS.has(token.text)) {
      throw new SyntaxFault(
        `'${token.text}' cannot stand in a litmus test: unroll it, or write it with 'if'`,
        token.span,
      );
    }
    const second = scanner.peekSecond();
    if (isTypeWord(token.text) || second.kind === 'name') return readDeclarations(scanner);
    if (second.kind === 'mark' && second.text === '=') return [readAssignment(scanner)];
  }
  return [readStoreOrCall(scanner)];
}

function readIf(scanner: Scanner, depth: number): Statement {
  const { start } = scanner.take().span;
  scanner.expect('(', "after 'if'");
  const condition = readExpression(scanner);
  scanner.expect(')', "after the condition of 'if'");
  const then = readBranch(scanner, depth);
  const otherwise = scanner.accept('else') ? readBranch(scanner, depth) : undefined;
  const span = { start, end: scanner.lastEnd };
  return otherwise ? { kind: 'if', condition, then, otherwise, span } : { kind: 'if', condition, then, span };
}

function readBranch(scanner: Scanner, depth: number): Statement[] {
  return scanner.isNext('{') ? readBlock(scanner, depth + 1) : readStatement(scanner, depth + 1);
}

function readDeclarations(scanner: Scanner): Statement[] {
  const { start } = scanner.peek().span;
  const type = readType(scanner);
  const base = type.replace(/[ *]+$/, '');
  const declared: Statement[] = [];
  let own = type;
  do {
    if (declared.length > 0) own = base + readStars(scanner);
    const name = scanner.expectName('the name of a variable').text;
    const value = scanner.accept('=') ? readExpression(scanner) : undefined;
    const span = { start, end: scanner.lastEnd };
    declared.push(
      value ? { kind: 'declare', type: own, name, value, span } : { kind: 'declare', type: own, name, span },
    );
  } while (scanner.accept(','));
  scanner.expect(';', 'after a declaration');
  return declared;
}

function readStars(scanner: Scanner): string {
  let stars = '';
  while (scanner.accept('*')) stars += '*';
  return stars && ` ${stars}`;
}

function readAssignment(scanner: Scanner): Statement {
  const name = scanner.take();
  scanner.take();
  const value = readExpression(scanner);
  scanner.expect(';', 'after an assignment');
  return { kind: 'assign', name: name.text, value, span: { start: name.span.start, end: scanner.lastEnd } };
}

/** `*p = v;`, `smp_mb();`, `(void)atomic_inc_return(x);` */
function readStoreOrCall(scanner: Scanner): Statement {
  const first = scanner.peek();
  let target = readUnary(scanner);
  if (target.kind === 'load' && scanner.accept('=')) {
    const value = readExpression(scanner);
    scanner.expect(';', 'after a store');
    return { kind: 'store', address: target.address, value, span: { start: first.span.start, end: scanner.lastEnd } };
  }
  while (target.kind === 'cast') target = target.operand;
  if (target.kind !== 'call') {
    throw new SyntaxFault('expected a statement: a declaration, an assignment, a store, a call or an if', first.span);
  }
  scanner.expect(';', `after ${target.name}()`);
  return { kind: 'call', call: target, span: { start: first.span.start, end: scanner.lastEnd } };
}

const LOOPS: ReadonlySet<string> = new Set([
  ...['while', 'for', 'do', 'goto', 'switch', 'case', 'return', 'break', 'continue', 'else'],
]);

const DEEPEST = 60;

/** The initial state of a litmus test: `{ int x = 1; p = y; 0:r1 = 2; int a[2]; }`. */
import type { Constant, Initial, Place } from './litmus.ts';
import type { Scanner } from './scanner.ts';
import { readType } from './types.ts';

/** Reads the state, braces included. */
export function readInit(scanner: Scanner): Initial[] {
  scanner.expect('{', 'before the initial state');
  const init: Initial[] = [];
  while (!scanner.accept('}')) {
    if (scanner.accept(';')) continue;
    init.push(readInitial(scanner));
    if (!scanner.isNext('}')) scanner.expect(';', 'after an initial value');
  }
  return init;
}

function readInitial(scanner: Scanner): Initial {
  const { start } = scanner.peek().span;
  const type = hasType(scanner) ? readType(scanner) : undefined;
  const place = readPlace(scanner);
  const at = () => ({ span: { start, end: scanner.lastEnd }, ...(type === undefined ? {} : { type }) });
  if (place.kind === 'global' && place.index !== undefined) {
    const { name, index: length } = place;
    const array: Place = { kind: 'global', name };
    if (length < 1 || length > LONGEST_ARRAY)
      scanner.fail(`an array has 1 to ${LONGEST_ARRAY} elements: expected that`);
    if (!scanner.accept('=')) return { place: array, values: [], length, ...at() };
    const values = readList(scanner);
    if (values.length !== length) scanner.fail(`expected as many values as ${name} has elements`);
    return { place: array, values, length, ...at() };
  }
  return { place, values: scanner.accept('=') ? [readValue(scanner)] : [0], ...at() };
}

/** A type stands before the place: a star, or a second name (`int x`, `int *x`), but not `0:r1` or `x = 1`. */
function hasType(scanner: Scanner): boolean {
  if (scanner.isNext('*')) return true;
  if (scanner.peek().kind !== 'name') return false;
  const second = scanner.peekSecond();
  return second.kind === 'name' || second.kind === 'number' || second.text === '*';
}

/** `1`, `-1`, `&x`, `x` (its address), `a[1]`, `ATOMIC_INIT(1)`. */
function readValue(scanner: Scanner): Constant {
  if (scanner.isNext('ATOMIC_INIT') || scanner.isNext('REFCOUNT_INIT')) {
    scanner.take();
    scanner.expect('(', 'after an initialiser');
    const value = readConstant(scanner);
    scanner.expect(')', 'after an initialiser');
    return value;
  }
  return readConstant(scanner);
}

function readList(scanner: Scanner): Constant[] {
  scanner.expect('{', 'before the values of an array');
  const values: Constant[] = [];
  do values.push(readConstant(scanner));
  while (scanner.accept(','));
  scanner.expect('}', 'after the values of an array');
  return values;
}

/** An integer or an address. */
export function readConstant(scanner: Scanner): Constant {
  if (scanner.accept('(')) {
    const value = readConstant(scanner);
    scanner.expect(')', 'after a value in parentheses');
    return value;
  }
  const isNegative = scanner.accept('-');
  if (isNegative || scanner.peek().kind === 'number') {
    if (scanner.peek().kind !== 'number') scanner.fail('expected a number');
    const value = Number(scanner.take().text);
    return isNegative ? 0 - value : value;
  }
  scanner.accept('&');
  const name = scanner.expectName('a value: a number or the name of a variable').text;
  if (name === 'NULL') return 0;
  return { address: name, ...readIndex(scanner) };
}

/** `x`, `*x`, `[x]`, `x[1]`, `0:r1`, `P0:r1`. */
export function readPlace(scanner: Scanner): Place {
  if (scanner.accept('[')) {
    const name = scanner.expectName('the name of a variable').text;
    scanner.expect(']', 'after a place');
    return { kind: 'global', name };
  }
  scanner.accept('*');
  const token = scanner.peek();
  const isProcess = /^P?[0-9]+$/.test(token.text) && scanner.peekSecond().text === ':';
  if (isProcess) {
    scanner.take();
    scanner.take();
    const process = Number(token.text.replace('P', ''));
    return { kind: 'register', process, name: scanner.expectName('the name of a register').text };
  }
  const name = scanner.expectName("a variable or a register ('x' or '0:r1')").text;
  return { kind: 'global', name, ...readIndex(scanner) };
}

function readIndex(scanner: Scanner): { readonly index?: number } {
  if (!scanner.accept('[')) return {};
  if (scanner.peek().kind !== 'number') scanner.fail('expected the index of an element');
  const index = Number(scanner.take().text);
  scanner.expect(']', 'after an index');
  return { index };
}

const LONGEST_ARRAY = 64;

/** What a litmus test asks: `locations`, `filter`, and `exists`, `~exists` or `forall`. */
import { type Condition, isPlace, type Place, type Proposition } from './litmus.ts';
import { readConstant, readPlace } from './parse-init.ts';
import type { Scanner } from './scanner.ts';

export interface Question {
  readonly locations: readonly Place[];
  readonly filter?: Proposition;
  readonly condition: Condition;
}

/** Reads all that stands behind the processes, up to the end of the file. */
export function readQuestion(scanner: Scanner): Question {
  const locations: Place[] = [];
  let filter: Proposition | undefined;
  for (;;) {
    if (scanner.accept('locations')) locations.push(...readLocations(scanner));
    else if (scanner.accept('filter')) filter = readProposition(scanner, 0);
    else break;
  }
  const condition = readCondition(scanner);
  scanner.accept(';');
  if (scanner.peek().kind !== 'end') scanner.fail('expected the end of the file after the condition');
  return filter ? { locations, filter, condition } : { locations, condition };
}

/** Whether the words of a question follow rather than a process. */
export function isQuestion(scanner: Scanner): boolean {
  const token = scanner.peek();
  return token.kind === 'end' || token.kind === 'mark' || QUESTION_WORDS.has(token.text);
}

function readLocations(scanner: Scanner): Place[] {
  const places: Place[] = [];
  scanner.expect('[', "after 'locations'");
  while (!scanner.accept(']')) {
    if (scanner.accept(';')) continue;
    places.push(readPlace(scanner));
    // A type may follow, for how the value is to be printed.
    while (!scanner.isNext(';') && !scanner.isNext(']')) {
      if (scanner.peek().kind !== 'name' && !scanner.isNext('*')) scanner.fail("expected ';' or ']' after a place");
      scanner.take();
    }
  }
  return places;
}

/** Without a condition herd asks whether anything at all can happen. */
function readCondition(scanner: Scanner): Condition {
  if (scanner.peek().kind === 'end') return { quantifier: 'forall', proposition: { kind: 'true' } };
  if (scanner.accept('forall')) return { quantifier: 'forall', proposition: readProposition(scanner, 0) };
  const isNegated = scanner.accept('~') || scanner.accept('not');
  const isExists = scanner.accept('exists') || (!isNegated && scanner.accept('final'));
  if (!isExists && (isNegated || !scanner.isNext('('))) {
    scanner.fail("expected 'exists', '~exists', 'forall', 'filter' or 'locations'");
  }
  return { quantifier: isNegated ? '~exists' : 'exists', proposition: readProposition(scanner, 0) };
}

/** Or binds loosest, then and, then implication (which associates to the right), as in herd's grammar. */
function readProposition(scanner: Scanner, depth: number): Proposition {
  if (depth > DEEPEST) scanner.fail('this is nested too deeply: expected less');
  let left = readConjunction(scanner, depth);
  for (let links = 0; scanner.accept('\\/') || scanner.accept('||'); links++) {
    if (links > LONGEST) scanner.fail('this condition is too long: expected less');
    left = { kind: 'or', left, right: readConjunction(scanner, depth) };
  }
  return left;
}

function readConjunction(scanner: Scanner, depth: number): Proposition {
  let left = readImplication(scanner, depth);
  for (let links = 0; scanner.accept('/\\') || scanner.accept('&&'); links++) {
    if (links > LONGEST) scanner.fail('this condition is too long: expected less');
    left = { kind: 'and', left, right: readImplication(scanner, depth) };
  }
  return left;
}

function readImplication(scanner: Scanner, depth: number): Proposition {
  if (depth > DEEPEST) scanner.fail('this is nested too deeply: expected less');
  const left = readAtom(scanner, depth);
  return scanner.accept('=>') ? { kind: 'implies', left, right: readImplication(scanner, depth + 1) } : left;
}

function readAtom(scanner: Scanner, depth: number): Proposition {
  if (depth > DEEPEST) scanner.fail('this is nested too deeply: expected less');
  if (scanner.accept('~') || scanner.accept('not') || scanner.accept('!')) {
    return { kind: 'not', operand: readAtom(scanner, depth + 1) };
  }
  if (scanner.accept('(')) {
    const inner = readProposition(scanner, depth + 1);
    scanner.expect(')', 'after a proposition in parentheses');
    return inner;
  }
  if (scanner.accept('true')) return { kind: 'true' };
  if (scanner.accept('false')) return { kind: 'false' };
  const place = readPlace(scanner);
  const negated = scanner.isNext('!=') || scanner.isNext('<');
  if (scanner.accept('<')) scanner.expect('>', "after '<' ('<>' is '!=')");
  else if (!scanner.accept('=') && !scanner.accept('==') && !scanner.accept('!='))
    scanner.fail("expected '=' after a place");
  return { kind: 'equal', place, to: readRight(scanner), negated };
}

function readRight(scanner: Scanner): Right {
  const token = scanner.peek();
  const isRegister = /^P?[0-9]+$/.test(token.text) && scanner.peekSecond().text === ':';
  if (isRegister || scanner.isNext('*') || scanner.isNext('[')) return readPlace(scanner);
  return readConstant(scanner);
}

type Right = Extract<Proposition, { kind: 'equal' }>['to'];

/** The places that a proposition looks at, in the order of its text. */
export function placesOf(proposition: Proposition): Place[] {
  switch (proposition.kind) {
    case 'true':
    case 'false':
      return [];
    case 'equal':
      return isPlace(proposition.to) ? [proposition.place, proposition.to] : [proposition.place];
    case 'not':
      return placesOf(proposition.operand);
    default:
      return [...placesOf(proposition.left), ...placesOf(proposition.right)];
  }
}

const QUESTION_WORDS: ReadonlySet<string> = new Set(['locations', 'filter', 'exists', 'final', 'forall', 'not']);

const DEEPEST = 60;

/** Alternatives, or parts of one, in a row: they nest on the left. */
const LONGEST = 400;

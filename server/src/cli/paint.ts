/** Colours of the terminal, or none: a Paint's functions wrap text in escape sequences or leave it as it is. */
import { Failure } from './failure.ts';
import type { Io, Stream } from './io.ts';

export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

export type ColorChoice = 'auto' | 'always' | 'never';

/** `auto` colours terminals only, and not even those when NO_COLOR is set (no-color.org) or TERM is `dumb`. */
export function paintFor(choice: ColorChoice, io: Io, stream: Stream): Paint {
  const wanted = stream.isTerminal && !io.env['NO_COLOR'] && io.env['TERM'] !== 'dumb';
  return choice === 'always' || (choice === 'auto' && wanted) ? COLORED : PLAIN;
}

export function parseColorChoice(value: string): ColorChoice {
  if (value === 'auto' || value === 'always' || value === 'never') return value;
  throw new Failure(`--color takes auto, always or never, not '${value}'`);
}

const same = (text: string): string => text;

const PLAIN: Paint = { bold: same, dim: same, red: same, green: same, yellow: same, cyan: same };

const COLORED: Paint = {
  bold: escaped(1),
  dim: escaped(2),
  red: escaped(31),
  green: escaped(32),
  yellow: escaped(33),
  cyan: escaped(36),
};

function escaped(code: number): (text: string) => string {
  return (text) => (text === '' ? '' : `\u001b[${code}m${text}\u001b[0m`);
}

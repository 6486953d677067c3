/** The few character classes and line positions that reading C needs, as tests on UTF-16 code units. */

/** A letter, digit, `_` or `$`, or anything beyond ASCII (so that a stray é does not split a word). */
export function isWord(unit: number): boolean {
  return (
    (unit >= 97 && unit <= 122) ||
    (unit >= 65 && unit <= 90) ||
    unit === 95 ||
    (unit >= 48 && unit <= 57) ||
    unit === 36 ||
    unit > 160
  );
}

/** May begin an identifier: a word unit that is no digit. */
export function isWordStart(unit: number): boolean {
  return isWord(unit) && !(unit >= 48 && unit <= 57);
}

/** White space, line ends included. */
export function isSpace(unit: number): boolean {
  return unit === 32 || (unit >= 9 && unit <= 13) || unit === 160;
}

/** White space within a line. A carriage return counts: it only ever stands before the line feed. */
export function isBlank(unit: number): boolean {
  return unit === 32 || unit === 9 || unit === 13 || unit === 11 || unit === 12 || unit === 160;
}

/** Whether the offset is in column 0. */
export function isColumn0(code: string, offset: number): boolean {
  return offset === 0 || code.charCodeAt(offset - 1) === 10;
}

/** Whether only white space stands before the offset on its line, as before the `#` of a directive. */
export function isLineStart(code: string, offset: number): boolean {
  let i = offset - 1;
  while (i >= 0 && isBlank(code.charCodeAt(i))) i--;
  return i < 0 || code.charCodeAt(i) === 10;
}

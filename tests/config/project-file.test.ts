import { describe, expect, it } from 'vitest';
import { readProjectFile } from '../../server/src/config/project-file.ts';
import { garbled } from './garbled.ts';

const CODES = ['plain-access', 'stale-function'];
const DEFAULTS = { rules: {}, assumeDefined: [], exclude: [] };

const COMPLETE = `{
  // what editors look at
  "$schema": "./barrier-ls.schema.json",
  "rules": { "plain-access": "error", /* for now */ "stale-function": "off", },
  "assumeDefined": ["other_side"],
  "exclude": ["third_party/", "*.gen.c"],
}
`;

/** Each problem as the text that it points at, and its sentence. */
function problemsOf(text: string): [string, string][] {
  return readProjectFile(text, CODES).problems.map(({ span, message }) => [text.slice(span.start, span.end), message]);
}

describe('the file of a project', () => {
  it('holds rules, functions and paths, with comments and trailing commas', () => {
    expect(readProjectFile(COMPLETE, CODES)).toEqual({
      config: {
        rules: { 'plain-access': 'error', 'stale-function': 'off' },
        assumeDefined: ['other_side'],
        exclude: ['third_party/', '*.gen.c'],
      },
      problems: [],
    });
  });

  it.each(['', '\n', '// nothing yet\n', '{}', '\ufeff{}'])('may say nothing: %j', (text) => {
    expect(readProjectFile(text, CODES)).toEqual({ config: DEFAULTS, problems: [] });
  });

  it('is an object', () => {
    const problems = [['["rules"]', 'The configuration must be an object, in braces.']];
    expect(problemsOf('["rules"]')).toEqual(problems);
    expect(problemsOf('null')).toEqual([['null', problems[0]![1]]]);
    expect(readProjectFile('["rules"]', CODES).config).toEqual(DEFAULTS);
  });
});

describe('a problem in the file of a project', () => {
  it.each([
    ['{ "rulez": {} }', '"rulez"', "There is no setting 'rulez'; did you mean 'rules'?"],
    ['{ "colour": "red" }', '"colour"', "There is no setting 'colour'."],
    ['{ "hover": { "enable": false } }', '"hover"', "There is no setting 'hover'."],
    [
      '{ "rules": { "plain-acces": "off" } }',
      '"plain-acces"',
      "There is no rule 'plain-acces'; did you mean 'plain-access'?",
    ],
    ['{ "rules": { "exclude": "off" } }', '"exclude"', "There is no rule 'exclude'."],
    [
      '{ "rules": { "plain-access": "warn" } }',
      '"warn"',
      "'rules.plain-access' must be 'off', 'hint', 'info', 'warning' or 'error'.",
    ],
    ['{ "rules": ["plain-access"] }', '["plain-access"]', "'rules' must be an object, in braces."],
    ['{ "exclude": "third_party/" }', '"third_party/"', "'exclude' must be a list, in brackets."],
    ['{ "exclude": ["a", 1, "b"] }', '1', "'exclude[1]' must be a string, in quotes."],
    [
      '{ "assumeDefined": ["f", "g()"] }',
      '"g()"',
      "'assumeDefined[1]' must be the name of a function, without parentheses.",
    ],
    ['{ "$schema": 1 }', '1', "'$schema' must be a string, in quotes."],
    ['{ "__proto__": { "exclude": ["a"] } }', '"__proto__"', "There is no setting '__proto__'."],
    ['{ "constructor": 1 }', '"constructor"', "There is no setting 'constructor'."],
    ['{ "a\\u001b[31m": 1 }', '"a\\u001b[31m"', "There is no setting 'a\ufffd[31m'."],
  ])('is pointed at: %s', (text, place, message) => {
    expect(problemsOf(text)).toEqual([[place, message]]);
  });

  it('is pointed at where the last of equal keys stands, and equal keys are one', () => {
    const text = '{ "exclude": 1, "rules": {}, "exclude": 2 }';
    const problems = readProjectFile(text, CODES).problems;
    expect(problems).toEqual([
      { span: { start: 2, end: 11 }, message: "'exclude' is given more than once; the last one counts." },
      { span: { start: 40, end: 41 }, message: "'exclude' must be a list, in brackets." },
    ]);
  });

  it('counts UTF-16 units, and a byte order mark', () => {
    expect(problemsOf('\ufeff{ /* 😀 é */ "rulez": {} }')[0]![0]).toBe('"rulez"');
  });

  it('leaves every other part as it is', () => {
    const text = `{ "rules": { "plain-access": 3, "stale-function": "hint", "x": "off" }, "exclude": [1, "a", {}, "b"], "y": 1 }`;
    const { config, problems } = readProjectFile(text, CODES);
    expect(config).toEqual({ rules: { 'stale-function': 'hint' }, assumeDefined: [], exclude: ['a', 'b'] });
    expect(problems.map(({ span }) => text.slice(span.start, span.end))).toEqual(['3', '"x"', '1', '{}', '"y"']);
  });
});

describe('text that is no JSON', () => {
  it.each([
    ['{ "exclude": ["a"] "rules": {} }', '"rules"', 'A comma is expected here.'],
    ['{ "exclude" ["a"] }', '[', 'A colon is expected here.'],
    ["{ 'exclude': [] }", "'exclude'", 'This is no JSON value: a string stands in double quotes.'],
    ['{ "exclude": }', '}', 'A value is expected here.'],
    ['{ "exclude": ["a"]', '', 'A closing brace is expected here.'],
    ['{ "exclude": ["a" }', '}', 'A comma is expected here.'],
    ['{} {}', '{', 'The file should end here, after its one object.'],
    ['{} /* never', '/* never', 'This comment is not closed.'],
    ['{ "exclude": ["\\q"] }', '"\\q"', 'There is no such escape in JSON.'],
  ])('is pointed at: %s', (text, place, message) => {
    expect(problemsOf(text)).toContainEqual([place, message]);
  });

  it('costs only the part that is broken', () => {
    const { config, problems } = readProjectFile('{ "exclude": ["a"] "rules": { "plain-access": "off" }', CODES);
    expect(problems).toHaveLength(2);
    expect(config).toEqual({ rules: { 'plain-access': 'off' }, assumeDefined: [], exclude: ['a'] });
  });

  it('never throws, and never points outside of the text', () => {
    for (const text of garbled(COMPLETE, 1000)) {
      const { config, problems } = readProjectFile(text, CODES);
      expect(Object.keys(config).sort()).toEqual(Object.keys(DEFAULTS).sort());
      for (const { span, message } of problems) {
        expect(message).toMatch(/^[^\n]+[.?]$/);
        expect(0 <= span.start && span.start <= span.end && span.end <= text.length, text).toBe(true);
      }
    }
  });

  it('may be nested beyond measure, or long', () => {
    for (const unit of ['[', '{"rules":', '{"a":[', '[}', '[1', '"', '/*', ',']) {
      expect(readProjectFile(unit.repeat(50_000), CODES).config).toEqual(DEFAULTS);
    }
    expect(problemsOf('['.repeat(50_000))).toEqual([['[', 'This is nested too deeply to be read.']]);
    const names = Array.from({ length: 50_000 }, () => '1').join();
    expect(problemsOf(`{ "exclude": [${names}] }`)).toHaveLength(50_000);
  });
});

import { DOMParser, type Element } from '@xmldom/xmldom';
import { describe, expect, it } from 'vitest';
import { escaped } from '../../../server/src/cli/formats/xml.ts';
import { FINDINGS, manyFindings, printed, READER, RING, reportOf } from './sample.ts';

/** Throws on anything that is not well-formed; the replacement character, of which it warns, is meant. */
function parse(text: string): Element {
  const parser = new DOMParser({
    onError: (_, message) => {
      if (!message.startsWith('Unicode replacement character')) throw new Error(message);
    },
  });
  return parser.parseFromString(text, 'text/xml').documentElement!;
}

function all(element: Element, name: string): Element[] {
  return [...element.getElementsByTagName(name)];
}

function attributes(element: Element): Record<string, string> {
  return Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]));
}

/** XML has no control characters. */
const MESSAGE = 'It names <gone> & "more": 100%, | `x`\nand a second line\ufffd.';

describe('checkstyle', () => {
  const root = parse(printed('checkstyle'));

  it('lists errors by file', () => {
    expect(root.tagName).toBe('checkstyle');
    const files = all(root, 'file').map((file) => [file.getAttribute('name'), all(file, 'error').map(attributes)]);
    expect(files).toEqual([
      [
        RING,
        [
          {
            line: '3',
            column: '12',
            severity: 'error',
            message: `${MESSAGE}\n${READER}:5: the other side, a: b`,
            source: 'barrier-ls.stale-function',
          },
        ],
      ],
      [READER, [{ line: '3', column: '2', severity: 'info', message: 'Plain.', source: 'barrier-ls.plain-access' }]],
    ]);
  });

  it('names a file once, and nothing where nothing was found', () => {
    const twice = parse(printed('checkstyle', reportOf([FINDINGS[0]!, FINDINGS[0]!])));
    expect(all(twice, 'file').map((file) => all(file, 'error').length)).toEqual([2]);
    expect(all(parse(printed('checkstyle', reportOf([]))), 'file')).toEqual([]);
  });
});

describe('JUnit', () => {
  const root = parse(printed('junit'));

  it('counts tests and failures', () => {
    expect(root.tagName).toBe('testsuites');
    expect(attributes(all(root, 'testsuite')[0]!)).toEqual({
      name: 'barrier-ls',
      tests: '2',
      failures: '1',
      errors: '0',
      skipped: '0',
    });
  });

  it('has a test per finding, which fails when the finding is serious enough', () => {
    const [bad, good] = all(root, 'testcase');
    expect(attributes(bad!)).toEqual({ classname: RING, name: 'stale-function at 3:12', file: RING, line: '3' });
    expect(all(bad!, 'failure').map(attributes)).toEqual([{ type: 'stale-function', message: MESSAGE }]);
    expect(all(bad!, 'failure')[0]?.textContent).toBe(`${RING}:3:12\n${READER}:5: the other side, a: b`);
    expect(all(good!, 'failure')).toEqual([]);
    expect(all(good!, 'system-out')[0]?.textContent).toContain('hint: Plain.');
  });

  it('has one test that passes where nothing was found', () => {
    const empty = parse(printed('junit', reportOf([])));
    expect(all(empty, 'testcase').map(attributes)).toEqual([{ classname: 'barrier-ls', name: 'no findings' }]);
    expect(all(empty, 'testsuite')[0]?.getAttribute('tests')).toBe('1');
  });
});

describe('XML', () => {
  it.each(['checkstyle', 'junit'])(
    '%s is well-formed with 100,000 findings',
    (format) => {
      const root = parse(printed(format, manyFindings(100_000)));
      expect(all(root, format === 'junit' ? 'testcase' : 'error')).toHaveLength(100_000);
    },
    120_000,
  );

  it.each(['\0', '\u001f', '\ud834', '\udd1e', '\uffff'])('cannot hold %j', (text) => {
    expect(escaped(`a${text}b`)).toBe('a\ufffdb');
    expect(parse(`<a b="${escaped(text)}"/>`).getAttribute('b')).toBe('\ufffd');
  });

  it('gives back everything else', () => {
    const text = ' <&>"\'\t\r\n]]> é𝄞 ';
    expect(parse(`<a b="${escaped(text)}"/>`).getAttribute('b')).toBe(text);
    expect(parse(`<a>${escaped(text)}</a>`).textContent).toBe(text);
  });
});

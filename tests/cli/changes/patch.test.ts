import { createTwoFilesPatch } from 'diff';
import { describe, expect, it } from 'vitest';
import { applyHunks } from '../../../server/src/cli/changes/apply.ts';
import { readMails } from '../../../server/src/cli/changes/mail.ts';
import { readPatch } from '../../../server/src/cli/changes/patch.ts';
import { randomFrom, tree } from '../../project/random-tree.ts';
import { folderWith, run } from '../../support/cli.ts';
import { Repository } from '../../support/repository.ts';

const TEXT = Array.from({ length: 30 }, (_, i) => `line ${i + 1}\n`).join('');

/** The text after the hunks of a patch, or why it has none. */
function applied(text: string, patch: string): string | { failed: number; isThere: boolean } {
  const result = applyHunks(text, readPatch(patch)[0]!.hunks);
  return 'text' in result ? result.text : result;
}

function diff(before: string, after: string, context = 3): string {
  return createTwoFilesPatch('a/a.c', 'b/a.c', before, after, '', '', { context });
}

describe('hunks', () => {
  const changed = TEXT.replace('line 5\n', 'five\n')
    .replace('line 20\n', '')
    .replace('line 30\n', 'line 30\nline 31\n');

  it('make the new text of the old one', () => {
    expect(applied(TEXT, diff(TEXT, changed))).toBe(changed);
    expect(applied(TEXT, diff(TEXT, changed, 0))).toBe(changed);
  });

  it('find the lines that they change where these have moved to, each by itself', () => {
    const more = (text: string) => text.replace('line 12\n', 'new\n'.repeat(7)).replace(/^/, 'first\n');
    expect(applied(more(TEXT), diff(TEXT, changed))).toBe(more(changed));
    const fewer = (text: string) => text.replace('line 10\nline 11\nline 12\n', '');
    expect(applied(fewer(TEXT), diff(TEXT, changed))).toBe(fewer(changed));
  });

  it('take the nearest of several places that look alike', () => {
    const block = 'a\nb\nc\n';
    const before = `${block}x\n${block}y\n${block}`;
    const after = `${block}x\n${block.replace('b', 'B')}y\n${block}`;
    expect(applied(before, diff(before, after, 1))).toBe(after);
  });

  it('are not forced: a line of context that is different is a refusal', () => {
    expect(applied(TEXT.replace('line 19', 'line nineteen'), diff(TEXT, changed))).toEqual({
      failed: 1,
      isThere: false,
    });
    expect(applied(changed, diff(TEXT, changed))).toEqual({ failed: 0, isThere: true });
  });

  it('keep the line ends of the file, and its last one or none', () => {
    const dos = (text: string) => text.replaceAll('\n', '\r\n');
    expect(applied(dos(TEXT), diff(TEXT, changed))).toBe(dos(changed));
    expect(applied('a\nb', diff('a\nb', 'a\nc'))).toBe('a\nc');
    expect(applied('a\nb', diff('a\nb', 'a\nb\n'))).toBe('a\nb\n');
    expect(applied('a\nb\n', diff('a\nb\n', 'a\nb'))).toBe('a\nb');
    expect(applied('', diff('', 'a\nb\n'))).toBe('a\nb\n');
    expect(applied('a\n', diff('a\n', ''))).toBe('');
  });

  it('agree with whoever made them, whatever was edited', () => {
    const random = randomFrom(7);
    const day = tree(random, { isForeign: true });
    for (const before of day.files.values()) {
      const after = day.edit(day.edit(before));
      if (after === before) continue;
      expect(applied(before, diff(before, after, random(4)))).toBe(after);
    }
  });
});

const MESSAGE = [
  'From: Somebody <somebody@example.org>',
  'Date: Mon, 2 Feb 2026 10:00:00 +0100',
  'Subject: [PATCH] lib: Größe',
].join('\n');
const DIFF = [
  'diff --git a/a.c b/a.c',
  'index 1111111..2222222 100644',
  '--- a/a.c',
  '+++ b/a.c',
  '@@ -1,3 +1,3 @@ int x;',
  ' line 1',
  '-line 2',
  '+línea 2',
  ' ',
].join('\n');
const BODY = `Why this is.\n\nSigned-off-by: Somebody\n---\n a.c | 2 +-\n 1 file changed\n\n${DIFF}\n-- \n2.39.5\n\n`;

describe('mails', () => {
  const hunk = async (mail: string | Buffer) => {
    const { text } = (await readMails(Buffer.from(mail)))[0]!;
    const [patch] = readPatch(text);
    return patch?.hunks[0]?.after.lines;
  };
  const expected = ['line 1', 'línea 2', ''];
  const utf8 = 'MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding:';
  const quoted = Buffer.from(BODY)
    .toString('latin1')
    .replace(/[=\u0080-\u00ff]/g, (c) => `=${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/ $/gm, '=20')
    .replace('index 1111111', 'index =\n1111111');

  it('are read as they are', async () => {
    expect(await hunk(DIFF)).toEqual(expected);
    expect(await hunk(`${MESSAGE}\n${utf8} 8bit\n\n${BODY}`)).toEqual(expected);
    expect(await hunk(`${MESSAGE}\n${utf8} quoted-printable\n\n${quoted}`)).toEqual(expected);
    const base64 = Buffer.from(BODY.replaceAll('\n', '\r\n')).toString('base64').replace(/.{76}/g, '$&\n');
    expect(await hunk(`${MESSAGE}\n${utf8} base64\n\n${base64}\n`)).toEqual(expected);
    const latin = Buffer.from(`${MESSAGE}\n${utf8.replace('UTF-8', 'iso-8859-1')} 8bit\n\n${BODY}`, 'latin1');
    expect(await hunk(latin)).toEqual(expected);
  });

  it('may have all their lines end in CR LF, and no trailing space', async () => {
    expect(await hunk(`${MESSAGE}\n${utf8} 8bit\n\n${BODY}`.replaceAll('\n', '\r\n'))).toEqual(expected);
    expect(await hunk(DIFF.replaceAll('\n', '\r\n'))).toEqual(expected);
    expect(await hunk(`${MESSAGE}\n${utf8} 8bit; format=flowed\n\n${BODY.replace(/ +$/gm, '')}`)).toEqual(expected);
  });

  it('may have the patch attached', async () => {
    const parts = [
      `${MESSAGE}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="B"\n\n`,
      '--B\nContent-Type: text/plain\n\nAttached.\n',
      `--B\nContent-Type: text/x-patch; charset=UTF-8; name=a.patch\nContent-Disposition: attachment; filename=a.patch\n`,
      `Content-Transfer-Encoding: base64\n\n${Buffer.from(BODY).toString('base64')}\n--B--\n`,
    ];
    expect(await hunk(parts.join(''))).toEqual(expected);
  });

  it('come in mailboxes, in the order of their numbers', async () => {
    const one = (subject: string) =>
      `From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\nSubject: ${subject}\n${utf8} 8bit\n\nFrom here on\n\n${BODY}`;
    const subjects = async (mailbox: string) => (await readMails(Buffer.from(mailbox))).map(({ subject }) => subject);
    expect(await subjects(one('[PATCH v2 2/2] b') + one('[PATCH v2 1/2] a'))).toEqual([
      '[PATCH v2 1/2] a',
      '[PATCH v2 2/2] b',
    ]);
    expect(await subjects(one('[PATCH] b') + one('[PATCH] a'))).toEqual(['[PATCH] b', '[PATCH] a']);
  });

  it('may speak of patches before there is one', async () => {
    const prose = '--- a line of dashes\n+++ not a file\n-- signed\n\n@@ no hunk @@\n';
    expect(await hunk(`${MESSAGE}\n${utf8} 8bit\n\n${prose}${BODY}`)).toEqual(expected);
  });
});

const WRITER =
  'void publish(int v)\n{\n\tWRITE_ONCE(data, v);\n\t/* Pairs with the smp_rmb() in reader(). */\n\tsmp_wmb();\n\tWRITE_ONCE(ready, 1);\n}\n';
const READER =
  'int reader(void)\n{\n\tint v = READ_ONCE(ready);\n\t/* Pairs with the smp_wmb() in publish(). */\n\tsmp_rmb();\n\treturn READ_ONCE(data);\n}\n';
const STALE = 'void old(void)\n{\n\t/* Pairs with the barrier in nowhere_at_all(). */\n\tsmp_mb();\n}\n';
const PAIR = { 'lib/writer.c': WRITER, 'reader.c': READER, 'old.c': STALE, MAINTAINERS: '', Kconfig: '' };
const WITHOUT = WRITER.replace('\tsmp_wmb();\n', '');

/** What others say of the same code is no matter here. */
const RULES = ['--rule', 'stale-barrier,stale-function'];

async function check(cwd: string, patch: string | Buffer, ...more: string[]) {
  const { code, out, err } = await run(['check', '--patch', '-', ...RULES, '--format', 'json', ...more], {
    cwd,
    input: patch,
  });
  const found = out === '' ? [] : (JSON.parse(out).findings as { file: string; line: number; rule: string }[]);
  return { code, err, found: found.map(({ file, line, rule }) => `${file}:${line} ${rule}`) };
}

describe('check --patch', () => {
  const patch = diff(WRITER, WITHOUT).replaceAll('a.c', 'lib/writer.c');

  it('reports what a patch breaks, in a tree without git', async () => {
    const folder = folderWith({ ...PAIR, 'deleting.patch': patch });
    const expected = { code: 1, err: '', found: ['reader.c:4 stale-barrier'] };
    expect(await check(folder, patch)).toEqual(expected);
    const named = await run(['check', '--patch', 'deleting.patch', ...RULES], { cwd: folder });
    expect(named.out).toContain('1 new finding in 1 file against the tree without the patch.');
    expect(named.out).toContain('     4 | /* Pairs with the smp_wmb() in publish(). */');
  });

  it('takes what git makes of commits: patches in mails, renames, new and deleted files', async () => {
    const repository = new Repository(PAIR);
    repository.commit({ 'old.c': null, 'lib/moved.c': STALE.replace('\tsmp_mb();', '\tsmp_mb(); /* moved */') });
    repository.commit({
      'lib/writer.c': WRITER.replace('publish', 'publish_value'),
      'größe.c': `struct unlike { int a; };\n\n${STALE.replace('old', 'young')}`,
    });
    repository.commit({ 'reader.c': READER.replace('publish', 'publish_value') });
    const mailbox = repository.git('format-patch', '--stdout', 'HEAD~3');
    const range = repository.git('diff', 'HEAD~3');
    const plain = repository.git('diff', '--no-prefix', '--no-renames', 'HEAD~3');
    repository.git('reset', '--quiet', '--hard', 'HEAD~3');
    expect(await check(repository.folder, mailbox)).toEqual({ code: 1, err: '', found: ['größe.c:5 stale-function'] });
    expect(await check(repository.folder, range)).toEqual({ code: 1, err: '', found: ['größe.c:5 stale-function'] });
    expect((await check(repository.folder, plain)).found).toEqual([
      'größe.c:5 stale-function',
      'lib/moved.c:3 stale-function',
    ]);
    expect((await check(repository.folder, range, '--root', 'lib', 'lib')).found).toEqual([]);
  });

  it('passes over what is no C file, or binary', async () => {
    const folder = folderWith(PAIR);
    const other = diff('a\n', 'b\n').replaceAll('a.c', 'Makefile');
    const binary = 'diff --git a/x.c b/x.c\nindex 1..2 100644\nBinary files a/x.c and b/x.c differ\n';
    expect(await check(folder, other + binary)).toEqual({ code: 0, err: '', found: [] });
  });

  it.each([
    [
      'a hunk that does not fit',
      patch.replace(' \tWRITE_ONCE(data, v);', ' \tWRITE_ONCE(date, v);'),
      /^lib\/writer\.c: hunk 1 of 1 \(@@ -2,6 \+2,5 @@\) does not apply: the lines that it changes are not there$/,
    ],
    [
      'a patch that is in the tree',
      diff(WITHOUT, WRITER).replaceAll('a.c', 'lib/writer.c'),
      /does not apply: what it makes is there already$/,
    ],
    ['a file that is not there', diff('a\n', 'b\n'), /^a\.c: the patch changes it, but there is no such text file$/],
    [
      'a new file that is there',
      createTwoFilesPatch('/dev/null', 'b/reader.c', '', READER),
      /^reader\.c: the patch adds it, but it is there already$/,
    ],
    [
      'a mail that does not fit',
      `Subject: [PATCH] x\n\n${patch.replace('data, v', 'date, v')}`,
      /^lib\/writer\.c in "\[PATCH\] x": hunk 1 of 1/,
    ],
    ['a damaged hunk', patch.replace('@@ -2,6', '@@ -2,60'), /^the patch is damaged: /],
    ['no patch', 'Dear all,\n', 'there is no patch in the standard input'],
    ['nothing', '', 'there is no patch in the standard input'],
  ])('refuses %s with one line and exit code 2', async (_, input, message) => {
    const { code, err, found } = await check(folderWith(PAIR), input);
    expect([code, found]).toEqual([2, []]);
    expect(err).toMatch(/^barrier-ls: [^\n]+\n$/);
    const said = err.slice('barrier-ls: '.length, -1);
    if (typeof message === 'string') expect(said).toBe(message);
    else expect(said).toMatch(message);
  });

  it('does not reach outside of the tree', async () => {
    const folder = folderWith({ 'tree/a.c': WRITER, 'tree/MAINTAINERS': '', 'tree/Kconfig': '', 'secret.c': 'a\n' });
    const reaching = diff('a\n', 'b\n').replaceAll('a/a.c', 'a/../secret.c').replaceAll('b/a.c', 'b/../secret.c');
    expect(await check(`${folder}/tree`, reaching)).toEqual({ code: 0, err: '', found: [] });
  });
});

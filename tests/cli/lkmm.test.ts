import { DOMParser, onErrorStopParsing } from '@xmldom/xmldom';
import { describe, expect, it } from 'vitest';
import { BOX, drawColumns } from '../../server/src/cli/graph/columns.ts';
import { executionGraph } from '../../server/src/cli/graph/execution.ts';
import { decide } from '../../server/src/lkmm/decide.ts';
import { parseLitmus } from '../../server/src/lkmm/syntax/parse.ts';
import { folderWith, run } from '../support/cli.ts';

const MP = (fence: string, result = '') => `C MP
${result && `(* Result: ${result} *)`}
{}

P0(int *x, int *y)
{
	WRITE_ONCE(*x, 1);
	smp_wmb();
	WRITE_ONCE(*y, 1);
}

P1(int *x, int *y)
{
	int r0;
	int r1;

	r0 = READ_ONCE(*y);
	${fence}
	r1 = READ_ONCE(*x);
}

exists (1:r0=1 /\\ 1:r1=0)
`;

const folder = folderWith({
  'never.litmus': MP('smp_rmb();'),
  'sometimes.litmus': MP(''),
  'race.litmus': 'C race\n{}\nP0(int *x) { *x = 1; }\nP1(int *x) { r0 = *x; }\nforall (1:r0=1)\n',
  'nothing.litmus': 'C nothing\n{}\nP0(int *x) { WRITE_ONCE(*x, 1); }\nexists (x=7)\n',
  'forbidden.litmus': 'C forbidden\n{}\nP0(int *x) { WRITE_ONCE(*x, 1); }\n~exists (x!=1 \\/ y=2)\n',
  'wrong.litmus': MP('smp_rbm();'),
  'claims-never.litmus': MP('', 'Never'),
  'claims-sometimes.litmus': MP('', 'Sometimes'),
  'monster.litmus': `C monster\n{}\n${[0, 1, 2, 3, 4].map((n) => `P${n}(int *x) { ${'WRITE_ONCE(*x, 1); r0 = READ_ONCE(*x);'.repeat(4)} }`).join('\n')}\nexists (x=1)\n`,
});

const lkmm = (...args: readonly string[]) => run(['lkmm', ...args], { cwd: folder });

describe('lkmm', () => {
  it("prints herd7's line for each test", async () => {
    expect(await lkmm('never.litmus', 'sometimes.litmus')).toEqual({
      code: 0,
      out: 'Observation MP Never 0 3\nObservation MP Sometimes 1 3\n',
      err: '',
    });
  });

  it('says that there is a data race', async () => {
    expect((await lkmm('race.litmus')).out).toBe('Flag data-race\nObservation race Sometimes 1 1\n');
  });

  it('prints the states on demand', async () => {
    expect((await lkmm('--states', 'never.litmus')).out).toBe(
      [
        'Test MP Allowed',
        'States 3',
        '1:r0=0; 1:r1=0;',
        '1:r0=0; 1:r1=1;',
        '1:r0=1; 1:r1=1;',
        'No',
        'Witnesses',
        'Positive: 0 Negative: 3',
        'Condition exists (1:r0=1 /\\ 1:r1=0)',
        'Observation MP Never 0 3',
        '',
      ].join('\n'),
    );
  });

  it('shows variables and what is forbidden as herd7 does', async () => {
    // What is forbidden never happens: every execution is a witness of that. The last line counts as for `exists`.
    expect((await lkmm('--states', 'forbidden.litmus')).out).toBe(
      [
        'Test forbidden Forbidden',
        'States 1',
        '[x]=1; [y]=0;',
        'Ok',
        'Witnesses',
        'Positive: 1 Negative: 0',
        'Condition ~exists (not ([x]=1) \\/ [y]=2)',
        'Observation forbidden Never 0 1',
        '',
      ].join('\n'),
    );
  });

  it('explains what is forbidden by the cycle, in the words of the code', async () => {
    const { out } = await lkmm('--explain', 'never.litmus');
    const steps = out.split('\n').filter((line) => /^ {4}P\d/.test(line));
    expect(out).toContain('Ruled out by happens-before');
    expect(steps).toHaveLength(5);
    // The cycle may begin anywhere; in it the stores come one after the other, kept in order by the barrier.
    expect(out).toMatch(/P0 {2}WRITE_ONCE\(\*x, 1\) +W x=1 +wmb .*\n +P0 {2}WRITE_ONCE\(\*y, 1\) +W y=1 +rfe /);
    expect(out).toMatch(/P1 {2}READ_ONCE\(\*x\) +R x=0 +fre .*\n +P0 {2}WRITE_ONCE\(\*x, 1\)/);
  });

  it('explains what is allowed by an execution', async () => {
    const { out } = await lkmm('--explain', 'sometimes.litmus');
    expect(out).toMatch(/P1 {2}READ_ONCE\(\*y\) +R y=1 +from P0: WRITE_ONCE\(\*y, 1\)\n/);
    expect(out).toMatch(/P1 {2}READ_ONCE\(\*x\) +R x=0 +from the initial state\n/);
  });

  it('reports what cannot be read or decided with its place, and goes on', async () => {
    const { code, out, err } = await lkmm('wrong.litmus', 'nowhere.litmus', 'never.litmus');
    expect(code).toBe(2);
    expect(out).toBe('Observation MP Never 0 3\n');
    expect(err.split('\n')).toEqual([
      'wrong.litmus:18:2: the memory model has no smp_rbm(); did you mean smp_mb()?',
      'nowhere.litmus: no such file or directory',
      '',
    ]);
  });

  it('gives up on a monster in time', async () => {
    const started = performance.now();
    const { code, err } = await lkmm('--timeout', '0.3', 'monster.litmus');
    expect(code).toBe(2);
    expect(err).toBe(
      'monster.litmus: given up after 0.3 seconds: there are too many executions (--timeout gives it longer)\n',
    );
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('compares with the result that the test claims', async () => {
    expect((await lkmm('--check-results', 'claims-sometimes.litmus', 'never.litmus')).code).toBe(0);
    const { code, err } = await lkmm('--check-results', 'claims-never.litmus');
    expect(code).toBe(1);
    expect(err).toBe('claims-never.litmus:2:12: the comment says Never, the memory model says Sometimes\n');
    expect((await lkmm('claims-never.litmus')).code).toBe(0);
  });

  it('refuses wrong usage', async () => {
    expect(await lkmm()).toMatchObject({ code: 2, err: "barrier-ls: missing required argument 'file'\n" });
    expect((await lkmm('--timeout', 'soon', 'never.litmus')).err).toMatch(/It takes a number of seconds/);
  });

  it('draws an execution, with the cycle that rules it out', async () => {
    const { code, out, err } = await lkmm('--svg', 'never.litmus');
    expect([code, err]).toEqual([0, '']);
    const svg = new DOMParser({ onError: onErrorStopParsing }).parseFromString(out, 'image/svg+xml');
    const texts = (name: string) =>
      [...svg.getElementsByTagName('text')]
        .filter((one) => one.getAttribute('class')?.split(' ')[0] === name)
        .map((one) => one.textContent);
    expect(texts('process')).toEqual(['P0', 'P1']);
    expect(texts('code')).toEqual(['WRITE_ONCE(*x, 1)', 'WRITE_ONCE(*y, 1)', 'READ_ONCE(*y)', 'READ_ONCE(*x)']);
    expect(texts('effect')).toEqual(['W x=1', 'W y=1', 'R y=1', 'R x=0']);
    expect(texts('barrier')).toEqual(['smp_wmb()', 'smp_rmb()']);
    expect(texts('label').sort()).toEqual(['fr', 'rf', 'rmb', 'wmb']);
    const groups = [...svg.getElementsByTagName('g')].map((one) => one.getAttribute('class'));
    expect(groups.filter((name) => name === 'cycle')).toHaveLength(4);
    expect(groups).not.toContain('rest');
  });

  it('draws an execution that has the outcome, for Graphviz', async () => {
    const { code, out } = await lkmm('--dot', 'sometimes.litmus');
    expect(code).toBe(0);
    expect(out).toMatch(/^digraph "MP" \{\n/);
    expect(out).toContain('Sometimes (1 of 4 executions); this is one that has the outcome');
    expect([...out.matchAll(/-> e\d+ \[label="(\w+)"/g)].map(([, label]) => label).sort()).toEqual(['fr', 'rf']);
  });

  it('draws every shape without a line through a box of its own', async () => {
    const chain = `C chain\n{}\nP0(int *x) { WRITE_ONCE(*x, 1); }\nP1(int *x, int *y) { r0 = READ_ONCE(*x); smp_mb(); WRITE_ONCE(*y, 1); }\nP2(int *x, int *y) { r0 = READ_ONCE(*y); smp_mb(); r1 = READ_ONCE(*x); }\nexists (1:r0=1 /\\ 2:r0=1 /\\ 2:r1=0)\n`;
    const parsed = parseLitmus(chain);
    if ('problems' in parsed) throw new Error(parsed.problems[0]!.message);
    const decision = decide(parsed.test, { explain: true });
    if ('gaveUp' in decision) throw new Error(decision.gaveUp.message);
    const drawn = drawColumns(executionGraph(chain, parsed.test, decision.verdict)!);
    const columns = [0, 1, 2].map((column) => drawn.boxes.filter((box) => box.column === column));
    for (const [i, column] of columns.slice(1).entries()) {
      expect(Math.min(...column.map(({ x }) => x))).toBeGreaterThan(
        Math.max(...columns[i]!.map(({ x, width }) => x + width)),
      );
    }
    // From P2 back to P0 it goes around below.
    const bottom = Math.max(...drawn.boxes.map(({ y }) => y + BOX));
    const long = drawn.ways.find(({ link }) => link.kind === 'fr')!;
    expect(long.label.y).toBeGreaterThan(bottom);
    expect(long.label.y).toBeLessThan(drawn.height + BOX);
  });

  it('refuses to draw what there is not, and more than one', async () => {
    expect(await lkmm('--svg', 'nothing.litmus')).toEqual({
      code: 2,
      out: '',
      err: 'nothing.litmus: nothing to draw: no execution has this outcome, whatever is read\n',
    });
    expect(await lkmm('--svg', 'never.litmus', 'sometimes.litmus')).toMatchObject({ code: 2, out: '' });
    expect(await lkmm('--svg', '--dot', 'never.litmus')).toMatchObject({ code: 2, out: '' });
  });
});

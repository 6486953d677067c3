/** The boundary of all requests: what goes wrong in one stays in it. */
import { describe, expect, it } from 'vitest';
import { CancellationTokenSource, ResponseError } from 'vscode-languageserver/node';
import { type Conversation, createBoundary, guarded, within } from '../../server/src/lsp/handle.ts';
import { StaleFacts } from '../../server/src/lsp/view.ts';

const running: Conversation = { phase: 'running', ready: Promise.resolve() };

function setUp(conversation: Conversation = running) {
  const logged: string[] = [];
  const say = (level: string) => (message: string) => void logged.push(`${level}: ${message.split('\n')[0]}`);
  const log = { error: say('error'), warn: say('warn'), info: say('info') };
  return { logged, log, answer: createBoundary(conversation, log) };
}

const { token } = new CancellationTokenSource();

describe('a request', () => {
  it('is answered with what the work comes to', async () => {
    const { answer, logged } = setUp();
    expect(await answer('m', null, (n: number) => n + 1)(1, token)).toBe(2);
    expect(await answer('m', null, async (n: number) => n + 1)(1, token)).toBe(2);
    expect(logged).toEqual([]);
  });

  it('that breaks is answered with the default, is logged by name, and leaves the others alone', async () => {
    const { answer, logged } = setUp();
    const broken = answer('textDocument/hover', null, () => {
      throw new TypeError('no such thing');
    });
    const late = answer('textDocument/codeLens', [] as string[], () => Promise.reject(new Error('later')));
    expect(await broken({}, token)).toBe(null);
    expect(await late({}, token)).toEqual([]);
    expect(await answer('m', null, () => 'well')({}, token)).toBe('well');
    expect(logged).toEqual([
      'error: textDocument/hover: TypeError: no such thing',
      'error: textDocument/codeLens: Error: later',
    ]);
  });

  it('that is refused on purpose tells the client why', async () => {
    const { answer, logged } = setUp();
    const refusal = new ResponseError(-32803, 'not a name');
    const rename = answer('textDocument/rename', null, () => {
      throw refusal;
    });
    expect(await rename({}, token)).toBe(refusal);
    expect(logged).toEqual([]);
  });

  it('that nobody wants any more is not begun, or not answered', async () => {
    const { answer, logged } = setUp();
    const source = new CancellationTokenSource();
    let begun = 0;
    const work = answer('m', null, () => {
      begun++;
      source.cancel();
      return 1;
    });
    expect(await work({}, source.token)).toMatchObject({ code: -32800 });
    expect(await work({}, source.token)).toMatchObject({ code: -32800 });
    expect(begun).toBe(1);
    expect(logged).toEqual([]);
  });

  it('waits for a file that is being read again, and is then tried once more', async () => {
    const { answer, logged } = setUp();
    let isRead = false;
    const settled = async () => {
      isRead = true;
    };
    const definition = answer('m', null, () => {
      if (!isRead) throw new StaleFacts('a.c', settled);
      return 'here';
    });
    expect(await definition({}, token)).toBe('here');
    const never = answer('textDocument/definition', null, () => {
      throw new StaleFacts('a.c', async () => {});
    });
    expect(await never({}, token)).toBe(null);
    expect(logged).toEqual(['info: textDocument/definition: a.c has changed, and was not read in time']);
  });

  it('is refused before the start and after the end', async () => {
    const early = setUp({ phase: 'new', ready: Promise.resolve() });
    expect(await early.answer('m', null, () => 1)({}, token)).toMatchObject({ code: -32002 });
    const late = setUp({ phase: 'shut down', ready: Promise.resolve() });
    expect(await late.answer('m', null, () => 1)({}, token)).toMatchObject({ code: -32600 });
  });

  it('waits until there is something to answer from', async () => {
    let open = () => {};
    const ready = new Promise<void>((resolve) => {
      open = resolve;
    });
    const order: string[] = [];
    const asked = setUp({ phase: 'running', ready }).answer('m', null, () => void order.push('answered'))({}, token);
    order.push('asked');
    open();
    await asked;
    expect(order).toEqual(['asked', 'answered']);
  });
});

describe('a notification', () => {
  it('that breaks is logged, and one at the wrong time is dropped', async () => {
    const { log, logged } = setUp();
    await guarded('didOpen', running, log, () => Promise.reject(new Error('bad text')))({});
    await guarded('didOpen', { ...running, phase: 'new' }, log, () => Promise.reject(new Error('too early')))({});
    expect(logged).toEqual(['error: didOpen: Error: bad text']);
  });
});

describe('within', () => {
  it('does not wait for ever, nor longer than it must', async () => {
    const start = performance.now();
    await within(20, new Promise(() => {}));
    await within(10_000, Promise.resolve());
    await expect(within(10_000, Promise.reject(new Error('x')))).rejects.toThrow('x');
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

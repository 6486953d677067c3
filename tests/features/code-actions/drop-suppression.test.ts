import { describe, expect, it } from 'vitest';
import { done, titlesAt } from '../../support/actions.ts';

const TITLE = 'Silence stale-function here no longer';

describe('a suppression that silences nothing', () => {
  it('goes with its line', async () => {
    const { text, findings } = await done(
      'void f(void)\n{\n\t/* barrier-ls-ignore $0stale-function: gone */\n\tsmp_rmb();\n}\n',
      TITLE,
    );
    expect(text.trimEnd()).toBe('void f(void)\n{\n\tsmp_rmb();\n}');
    expect(findings).toEqual([]);
  });

  it('goes from behind the code', async () => {
    const { text } = await done(
      'void f(void)\n{\n\tsmp_rmb(); // barrier-ls-ignore $0stale-function: gone\n}\n',
      TITLE,
    );
    expect(text.trimEnd()).toBe('void f(void)\n{\n\tsmp_rmb();\n}');
  });

  it('goes from a comment that says more', async () => {
    const { text } = await done(
      'void f(void)\n{\n\t/*\n\t * Reads what was pushed.\n\t * barrier-ls-ignore $0stale-function: gone\n\t */\n\tsmp_rmb();\n}\n',
      TITLE,
    );
    expect(text).toContain('Reads what was pushed.');
    expect(text).not.toContain('barrier-ls-ignore');
    expect(text.match(/\*\//g)).toHaveLength(1);
  });

  it('leaves the other rules of the list', async () => {
    const first = await done(
      'void f(void)\n{\n\t/* barrier-ls-ignore $0stale-function, stale-barrier: gone */\n\tsmp_rmb();\n}\n',
      TITLE,
    );
    expect(first.text).toContain('/* barrier-ls-ignore stale-barrier: gone */');
    const last = await done(
      'void f(void)\n{\n\t/* barrier-ls-ignore stale-barrier, $0stale-function: gone */\n\tsmp_rmb();\n}\n',
      TITLE,
    );
    expect(last.text).toContain('/* barrier-ls-ignore stale-barrier: gone */');
  });

  it('is offered only where nothing is silenced', async () => {
    const titles = await titlesAt(
      'void f(void)\n{\n\t/* barrier-ls-ignore $0stale-function: elsewhere */\n\t/* Pairs with smp_wmb() in gone(). */\n\tsmp_rmb();\n}\n',
    );
    expect(titles).not.toContain(TITLE);
  });
});

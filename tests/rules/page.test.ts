import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../server/src/rules/index.ts';
import { rulePage, rulePageAddress, rulesIndex } from '../../server/src/rules/page.ts';
import type { RuleMeta } from '../../server/src/rules/rule.ts';
import { repository } from '../tidy/sources.ts';

const META: RuleMeta = {
  code: 'some-rule',
  summary: 'An smp_mb() stands beside a | b.',
  severity: 'hint',
  default: false,
  description: 'It looks for `quoted code`, WRITE_ONCE(x, x - 1), *p and <linux/atomic.h>; barrier(s), too.',
  source: 'Documentation/memory-barriers.txt, SMP BARRIER PAIRING',
  example: { bad: 'a();', good: 'b();' },
  silent: 'Under a lock.',
};

describe('the page of a rule', () => {
  const page = rulePage(META);

  it('has everything that the rule says of itself', () => {
    for (const words of ['# some-rule', '```c\na();\n```', '```c\nb();\n```', 'Under a lock.'])
      expect(page).toContain(words);
    expect(page).toContain('Off by default; its findings have severity `hint`.');
    expect(page).toContain('/* barrier-ls-ignore some-rule: the reason */');
    expect(page).toContain('{ "rules": { "some-rule": "hint" } }');
    expect(rulePage({ ...META, default: true })).toContain('{ "rules": { "some-rule": "off" } }');
  });

  it('sets code as code, and emphasises nothing by accident', () => {
    expect(page).toContain('An `smp_mb()` stands');
    expect(page).toContain(
      'It looks for `quoted code`, `WRITE_ONCE(x, x - 1)`, \\*p and \\<`linux/atomic.h`>; barrier(s), too.',
    );
    expect(page).toContain('`Documentation/memory-barriers.txt`, SMP BARRIER PAIRING.');
  });

  it('is linked from the index, in a table that a bar in a summary does not break', () => {
    expect(rulesIndex([META])).toContain(
      '| [some-rule](some-rule.md) | hint, off by default | An `smp_mb()` stands beside a \\| b. |\n',
    );
  });

  it('has an address where the project has one', () => {
    expect(rulePageAddress('a-b')).toBeUndefined();
    for (const homepage of ['https://example.org/x/y', 'https://example.org/x/y#readme', 'https://example.org/x/y/']) {
      expect(rulePageAddress('a-b', homepage)).toBe('https://example.org/x/y/blob/main/docs/rules/a-b.md');
    }
  });
});

describe('docs/rules', () => {
  it('has a page for every rule, and none for a rule that is gone', () => {
    const folder = join(repository, 'docs/rules');
    expect(existsSync(folder)).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['README.md', ...rules.map(({ meta }) => `${meta.code}.md`)].sort());
  });
});

import { describe, expect, it } from 'vitest';
import { readEditorSettings } from '../../server/src/config/editor-settings.ts';
import { effectiveConfig } from '../../server/src/config/effective.ts';
import { readProjectFile } from '../../server/src/config/project-file.ts';

const CODES = ['a-rule', 'b-rule', 'c-rule'];

const project = readProjectFile(
  '{ "rules": { "a-rule": "off" }, "assumeDefined": ["g", "f"], "exclude": ["x/"] }',
  CODES,
).config;
const { settings } = readEditorSettings(
  { rules: { 'a-rule': 'error', 'b-rule': 'hint' }, assumeDefined: ['h', 'f'] },
  CODES,
);

describe('what holds in the end', () => {
  it("is the project's word on a rule, else the editor's, else the rule's own", () => {
    expect(CODES.map(effectiveConfig(project, settings).levelOf)).toEqual(['off', 'hint', undefined]);
  });

  it('is the same on a rule in every editor and in CI, where the project speaks', () => {
    expect(effectiveConfig(project).levelOf('a-rule')).toBe('off');
    expect(effectiveConfig(project, settings).levelOf('a-rule')).toBe('off');
  });

  it('takes the functions of both together, and the paths of the project', () => {
    expect(effectiveConfig(project, settings)).toMatchObject({ assumeDefined: ['f', 'g', 'h'], exclude: ['x/'] });
  });

  it('needs neither', () => {
    const config = effectiveConfig();
    expect(config).toMatchObject({ assumeDefined: [], exclude: [] });
    expect(config.levelOf('a-rule')).toBeUndefined();
    // No name of JavaScript's own is taken for a rule.
    expect(config.levelOf('constructor')).toBeUndefined();
  });
});

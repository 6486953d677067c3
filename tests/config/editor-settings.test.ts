import { describe, expect, it } from 'vitest';
import { readEditorSettings } from '../../server/src/config/editor-settings.ts';
import { readProjectFile } from '../../server/src/config/project-file.ts';
import { garbled } from './garbled.ts';

const CODES = ['plain-access', 'stale-function'];
const DEFAULTS = {
  hover: { enable: true },
  codeLens: { enable: true },
  inlayHints: { enable: false },
  navigation: { callSites: ['definition'] },
  documentSymbols: { enable: false },
  callHierarchy: { enable: false },
  diagnostics: { enable: true, maxPerFile: 100 },
  rules: {},
  assumeDefined: [],
  index: { threads: null, pollSeconds: 5 },
  completion: { enable: true },
};

describe('the settings of an editor', () => {
  it.each([undefined, null, {}, { hover: {} }, { hover: undefined }])('may say nothing: %j', (value) => {
    expect(readEditorSettings(value, CODES)).toEqual({ settings: DEFAULTS, problems: [] });
  });

  it.each([true, 0, 'hover', [], [{ hover: { enable: false } }], () => {}])('are an object, not %j', (value) => {
    expect(readEditorSettings(value, CODES)).toEqual({
      settings: DEFAULTS,
      problems: ['The configuration must be an object, in braces.'],
    });
  });

  it.each([
    { hover: { enable: false }, index: { threads: 2, pollSeconds: 0.5 }, rules: { 'plain-access': 'off' } },
    { 'hover.enable': false, 'index.threads': 2, 'index.pollSeconds': 0.5, 'rules.plain-access': 'off' },
    { 'hover.enable': false, index: { threads: 2 }, 'index.pollSeconds': 0.5, rules: { 'plain-access': 'off' } },
    { 'hover.enable': false, 'index.pollSeconds': 0.5, index: { threads: 2 }, rules: { 'plain-access': 'off' } },
  ])('have dots in their keys, or objects in objects: %j', (value) => {
    const before = structuredClone(value);
    expect(readEditorSettings(value, CODES)).toEqual({
      settings: {
        ...DEFAULTS,
        hover: { enable: false },
        index: { threads: 2, pollSeconds: 0.5 },
        rules: { 'plain-access': 'off' },
      },
      problems: [],
    });
    expect(value).toEqual(before);
  });

  it.each([
    [{ hover: { enable: 'no' } }, "'hover.enable' must be true or false."],
    [{ 'hover.enable': null }, "'hover.enable' must be true or false."],
    [{ hover: false }, "'hover' must be an object, in braces."],
    [{ hover: { enabel: false } }, "There is no setting 'hover.enabel'; did you mean 'hover.enable'?"],
    [{ 'hover.enabel': false }, "There is no setting 'hover.enabel'; did you mean 'hover.enable'?"],
    [{ codelens: { enable: false } }, "There is no setting 'codelens'; did you mean 'codeLens'?"],
    [{ rules: { 'stale-funktion': 'off' } }, "There is no rule 'stale-funktion'; did you mean 'stale-function'?"],
    [{ exclude: ['a'] }, "There is no setting 'exclude'."],
    [{ index: { threads: 17 } }, "'index.threads' must be at most 16."],
    [{ index: { threads: -1 } }, "'index.threads' must be at least 0."],
    [{ index: { threads: 1.5 } }, "'index.threads' must be a whole number."],
    [{ index: { pollSeconds: '5' } }, "'index.pollSeconds' must be a number."],
    [{ diagnostics: { maxPerFile: 0 } }, "'diagnostics.maxPerFile' must be at least 1."],
    [{ 'a..b.': 1 }, "There is no setting 'a'."],
    [{ '__proto__.enable': 1 }, "There is no setting '__proto__'."],
    [{ 'constructor.prototype': 1 }, "There is no setting 'constructor'."],
  ])('keep their defaults where they are wrong: %j', (value, problem) => {
    expect(readEditorSettings(value, CODES)).toEqual({ settings: DEFAULTS, problems: [problem] });
  });

  it('leave out what is wrong in a list', () => {
    const { settings, problems } = readEditorSettings(
      { navigation: { callSites: ['references', 'implementation'] } },
      [],
    );
    expect(settings.navigation.callSites).toEqual(['implementation']);
    expect(problems).toEqual(["'navigation.callSites[0]' must be 'definition' or 'implementation'."]);
  });

  it('are read whatever they are', () => {
    const circle: Record<string, unknown> = { 'hover.enable': false };
    circle['index'] = circle;
    circle['rules'] = [circle];
    expect(readEditorSettings(circle, CODES).settings).toEqual({ ...DEFAULTS, hover: { enable: false } });
    expect(readEditorSettings({ ['a.'.repeat(10_000)]: 1 }, CODES).settings).toEqual(DEFAULTS);
    for (const text of garbled('{"hover":{"enable":false},"index.threads":[{"rules":"off"}]}', 200)) {
      for (const value of [text, { [text]: text, hover: { [text]: 1 }, rules: { [text]: text } }, parsed(text)]) {
        const { settings, problems } = readEditorSettings(value, CODES);
        expect(Object.keys(settings)).toEqual(Object.keys(DEFAULTS));
        for (const problem of problems) expect(problem).toMatch(/^[^\n]+[.?]$/);
      }
    }
  });

  it('share nothing with the next reading', () => {
    const mutable = readEditorSettings({}, []).settings.navigation.callSites as string[];
    mutable.push('changed');
    expect(readEditorSettings({}, []).settings).toEqual(DEFAULTS);
    (readProjectFile('', []).config.exclude as string[]).push('changed');
    expect(readProjectFile('', []).config.exclude).toEqual([]);
  });
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

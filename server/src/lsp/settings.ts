/** What the user has set in the editor, by whichever way the editor tells of it. */
import type { Connection } from 'vscode-languageserver/node';
import { readEditorSettings } from '../config/editor-settings.ts';
import { type EditorSettings, SECTION } from '../config/schema.ts';
import { within } from './handle.ts';
import type { Log } from './log.ts';
import { RULE_CODES } from './project.ts';

export class Settings {
  /** What holds where the editor says nothing else. */
  private given: unknown = undefined;
  private readonly reported = new Set<string>();

  constructor(
    private readonly connection: Connection,
    private readonly log: Log,
  ) {}

  /** The options that the server was started with, or what a notification brought: with the section around it or without. */
  give(value: unknown, isSection: boolean): void {
    const section = sectionOf(value);
    if (section !== undefined) this.given = section;
    else if (isSection && isGiven(value)) this.given = value;
  }

  /** As far as they are known without asking. */
  current(): EditorSettings {
    return this.read(this.given);
  }

  /** Those of each scope, undefined being the whole window. An editor that doesn't answer is not waited for. */
  async ask(scopes: readonly (string | undefined)[]): Promise<EditorSettings[]> {
    let answers: readonly unknown[] = [];
    const items = scopes.map((scopeUri) => ({ section: SECTION, ...(scopeUri === undefined ? {} : { scopeUri }) }));
    const asked = this.connection.workspace.getConfiguration(items).then(
      (found: unknown) => {
        answers = Array.isArray(found) ? found : [];
      },
      (error) => this.log.warn(`workspace/configuration: ${error}`),
    );
    await within(LONGEST_ASKING_MS, asked);
    return scopes.map((_, i) => this.read(isGiven(answers[i]) ? answers[i] : this.given));
  }

  private read(value: unknown): EditorSettings {
    const { settings, problems } = readEditorSettings(value, RULE_CODES);
    for (const problem of problems) {
      if (!this.reported.has(problem)) this.log.warn(`settings: ${problem}`);
      this.reported.add(problem);
    }
    return settings;
  }
}

const LONGEST_ASKING_MS = 1000;

/** What stands below the section's name, or below keys that begin with it; undefined when it does not occur. */
function sectionOf(value: unknown): unknown {
  if (!isGiven(value)) return undefined;
  if (SECTION in value) return isGiven(value[SECTION]) ? value[SECTION] : {};
  const dotted = Object.entries(value).filter(([key]) => key.startsWith(`${SECTION}.`));
  return dotted.length === 0
    ? undefined
    : Object.fromEntries(dotted.map(([key, one]) => [key.slice(SECTION.length + 1), one]));
}

/** Editors without a word on it send null, an empty object or, having no other, an empty list. */
function isGiven(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

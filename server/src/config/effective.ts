/** What holds in the end, where a project's file and an editor's settings may both have a say. */
import type { EditorSettings, Level, ProjectConfig } from './schema.ts';

export interface EffectiveConfig {
  /** How serious a rule's findings are to be; undefined leaves that to the rule. */
  levelOf(code: string): Level | undefined;
  /** Functions that exist outside of the tree. */
  readonly assumeDefined: readonly string[];
  /** Paths not to look at, as patterns of a `.gitignore` file relative to the root. */
  readonly exclude: readonly string[];
}

/** The project comes first, so that editors and CI agree. Neither need exist: the command line has no editor. */
export function effectiveConfig(project?: ProjectConfig, settings?: EditorSettings): EffectiveConfig {
  const levels = new Map(Object.entries({ ...settings?.rules, ...project?.rules }));
  return {
    levelOf: (code) => levels.get(code),
    assumeDefined: [...new Set([...(project?.assumeDefined ?? []), ...(settings?.assumeDefined ?? [])])].sort(),
    exclude: project?.exclude ?? [],
  };
}

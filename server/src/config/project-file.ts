/** The project's file, `.barrier-ls.jsonc`: its text to a configuration, and to what is wrong with it. */
import { check, nameOf } from './check.ts';
import { type Problem, readJsonc } from './jsonc.ts';
import { type ProjectConfig, projectSchema } from './schema.ts';

export type { Problem } from './jsonc.ts';

export interface ProjectFile {
  /** Every part of the file that is valid; the default for every other. */
  readonly config: ProjectConfig;
  /** In order of their places in the text. */
  readonly problems: readonly Problem[];
}

/** Reads the text of a project's file, when these rules exist. An empty text configures nothing, which is fine. */
export function readProjectFile(text: string, ruleCodes: readonly string[]): ProjectFile {
  const document = readJsonc(text);
  const { value, faults } = check(projectSchema(ruleCodes), document.value === undefined ? {} : document.value);
  const { $schema: _, ...config } = value;
  const problems = [
    ...document.errors,
    ...document.repeated.map(({ key, span }) => ({
      span,
      message: `${nameOf([key])} is given more than once; the last one counts.`,
    })),
    ...faults.map(({ path, of, message }) => ({ span: document.spanOf(path, of), message })),
  ];
  return { config: config as ProjectConfig, problems: problems.sort((a, b) => a.span.start - b.span.start) };
}

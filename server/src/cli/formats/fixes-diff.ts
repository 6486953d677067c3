/** Fixes as a patch that `git apply` and `patch -p1` take at the root. */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { type Fixes, fixedText } from '../check/fixes.ts';
import type { Workspace } from '../workspace.ts';

export function* fixesDiff(workspace: Workspace, { files }: Fixes): Iterable<string> {
  for (const file of files) {
    const { text } = workspace.sourceOf(file.facts);
    const name = file.facts.file;
    yield createTwoFilesPatch(`a/${name}`, `b/${name}`, text, fixedText(text, file), undefined, undefined, {
      context: 3,
      headerOptions: FILE_HEADERS_ONLY,
    });
  }
}

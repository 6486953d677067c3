import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatedFiles, pathOf } from '../support/generated.ts';

describe('what is made from the schemas', () => {
  // `npm run generate` runs this file with --update, which writes the files anew.
  it.each(generatedFiles.map((file) => [file.path, file] as const))(
    '%s is up to date: npm run generate',
    async (_, file) => {
      await expect(file.text()).toMatchFileSnapshot(pathOf(file));
    },
  );

  it('is found by editors', () => {
    const root = join(import.meta.dirname, '../..');
    const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(contributes.jsonValidation).toEqual([{ fileMatch: '.barrier-ls.jsonc', url: './barrier-ls.schema.json' }]);
    expect(JSON.parse(readFileSync(join(root, contributes.jsonValidation[0].url), 'utf8')).type).toBe('object');
  });
});

import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 20_000,
    // The module is there in VS Code alone.
    alias: { vscode: resolve(import.meta.dirname, 'tests/client/vscode.ts') },
  },
});

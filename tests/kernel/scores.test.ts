/** Scores against labelled comments and historic faults, by the scripts that are kept beside the repository. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundle, folderWith, runBundle } from '../support/cli.ts';
import { hasShared, isLabelled, kernel, shared } from './tree.ts';

// Skipped without a tree or without ../shared; tree.ts says so.
describe.skipIf(kernel === undefined || !hasShared)('scores', { timeout: 600_000 }, () => {
  it.skipIf(!isLabelled)('anchors, targets and statuses of labelled comments', () => {
    const pairs = runBundle(['pairs', kernel!, '--format', 'jsonl']);
    expect(pairs.code).toBe(0);
    const predictions = join(folderWith({}), 'pairs.jsonl');
    writeFileSync(predictions, pairs.out);
    const report = python('score-pairs.py', join(shared, 'comments/gold.jsonl'), predictions);
    const score = report.slice(0, report.indexOf('== without'));
    console.log(score);
    expect(percent(score, /anchor accuracy .*?= +([\d.]+)%/)).toBeGreaterThanOrEqual(97);
    expect(percent(score, /exact set +\d+\/\d+ = +([\d.]+)%/)).toBeGreaterThanOrEqual(92);
    expect(percent(score, /merged +\d+\/\d+ = +([\d.]+)%/)).toBeGreaterThanOrEqual(92);
    expect(percent(score, /false 'stale' rate +\d+\/\d+ = +([\d.]+)%/)).toBeLessThanOrEqual(1);
  });

  it('historic faults: plain accesses and stale comments are found, fixed versions are left alone', () => {
    const report = python(
      'score-bugs.py',
      join(shared, 'bugs'),
      '--',
      process.execPath,
      bundle(),
      'check',
      '--format',
      'json',
    );
    console.log(report);
    for (const fault of ['plain-access', 'stale-comment']) {
      const [, found, total] = new RegExp(`^${fault} +(\\d+) of (\\d+)$`, 'm').exec(report) ?? [];
      expect([fault, found]).toEqual([fault, total]);
    }
    expect(report).toMatch(/false alarms 0; errors 0/);
  });
});

function python(script: string, ...args: string[]): string {
  const { stdout, stderr, error } = spawnSync('python3', [join(shared, 'tools', script), ...args], {
    encoding: 'utf8',
  });
  if (error) throw error;
  return stdout + stderr;
}

function percent(report: string, pattern: RegExp): number {
  return Number(pattern.exec(report)?.[1] ?? Number.NaN);
}

/** The primitives that the rules about the ways through functions begin with. */
import type { FileFacts, Site } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import type { Flow, SiteEvent } from '../model/flow.ts';
import { type Place, placesIn, siteOf } from '../pairing/ways.ts';

/** A primitive where it is run. */
export interface FlowSite {
  readonly facts: FileFacts;
  readonly flow: Flow;
  readonly event: SiteEvent;
  readonly place: Place;
  readonly site: Site;
}

/** What is found at the primitives in the flows of these files: file by file, function by function, block by block. */
export function findingsAtSites(
  files: readonly FileFacts[],
  findingAt: (at: FlowSite) => Finding | undefined,
): Finding[] {
  const findings: Finding[] = [];
  for (const facts of files) {
    for (const flow of facts.flows ?? []) {
      for (const [event, place] of placesIn(flow)) {
        const site = siteOf(facts, event);
        const found = site && findingAt({ facts, flow, event: event as SiteEvent, place, site });
        if (found) findings.push(found);
      }
    }
  }
  return findings;
}

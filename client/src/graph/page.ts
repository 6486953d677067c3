/** The page around the pair graph: nothing is loaded but its own script and style, and no script runs that is not them. */

export interface PageParts {
  /** Addresses as the webview has them. */
  readonly script: string;
  readonly style: string;
  /** What the webview calls its own resources, for the policy. */
  readonly source: string;
  /** Another one each time. */
  readonly nonce: string;
}

export function pageOf({ script, style, source, nonce }: PageParts): string {
  const policy = `default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Pair Graph</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<main aria-label="Pair graph"></main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}

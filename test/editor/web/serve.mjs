import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';

const types = { '.js': 'text/javascript', '.json': 'application/json', '.md': 'text/markdown', '.svg': 'image/svg+xml', '.png': 'image/png' };

/**
 * Serves folders as a marketplace of the web does: another origin lets any page read them. `folders` are absolute paths by where they
 * are served; of two the first that fits. Answers with `authority` and `stop()`.
 */
export async function serve(folders) {
  const server = createServer((request, response) => {
    const asked = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    const [place, folder] = Object.entries(folders).find(([each]) => asked.startsWith(`${each}/`)) ?? [];
    const path = folder && resolve(folder, asked.slice(place.length + 1));
    const isThere = path && (path === folder || path.startsWith(join(folder, sep))) && statSync(path, { throwIfNoEntry: false })?.isFile();
    response.writeHead(isThere ? 200 : 404, {
      'content-type': types[extname(path ?? '')] ?? 'application/octet-stream',
      'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin',
    });
    if (isThere) createReadStream(path).pipe(response);
    else response.end();
  });
  await new Promise(listening => server.listen(0, '127.0.0.1', listening));
  return {
    authority: `127.0.0.1:${server.address().port}`,
    stop: () => new Promise(stopped => { server.close(stopped); server.closeAllConnections(); }),
  };
}

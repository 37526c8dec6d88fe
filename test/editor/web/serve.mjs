import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const types = { '.js': 'text/javascript', '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png' };

/**
 * Serves folders on a free port of localhost, as a gallery serves an extension to a page of another host; `folders` by the path
 * they stand at, an inner one before what is around it. Answers with `authority`, what was `asked` for, and `stop()`.
 */
export async function serve(folders) {
  const asked = [];
  const fileOf = (path) => {
    const [at, folder] = Object.entries(folders).find(([mount]) => path.startsWith(`${mount}/`)) ?? [];
    const file = folder && normalize(join(folder, path.slice(at.length)));
    return file?.startsWith(folder + sep) && statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined;
  };
  const server = createServer(({ url }, response) => {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    const file = fileOf(path);
    asked.push(path);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    if (!file) return void response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'text/plain' });
    createReadStream(file).pipe(response);
  });
  // The content security policy of the workbench knows this name, and no address.
  await new Promise((resolve) => server.listen(0, 'localhost', resolve));
  return { authority: `localhost:${server.address().port}`, asked, stop: () => new Promise((resolve) => server.close(resolve).closeAllConnections()) };
}

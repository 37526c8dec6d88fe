import { describe, expect, it } from 'vitest';
import { documentPath, filePath, fileUri, folderOf } from '../../server/src/lsp/uris';

describe('paths of URIs', () => {
  it.each([
    ['file:///home/me/Dockerfile', '/home/me/Dockerfile'],
    ['file:///home/me/a%20b/%E6%97%A5.yaml', '/home/me/a b/日.yaml'],
    ['file:///c%3A/work/Dockerfile', 'c:/work/Dockerfile'],
    ['file:///C:/work/Dockerfile', 'C:/work/Dockerfile'],
    ['file://server/share/Dockerfile', '//server/share/Dockerfile'],
    ['untitled:Untitled-1', undefined],
    ['vscode-vfs://github/acme/app/Dockerfile', undefined],
    ['file:///a%00b', undefined],
    ['file:///%E0%A4%A', undefined],
    ['no uri', undefined],
  ])('%s', (uri, path) => {
    expect(filePath(uri)).toBe(path);
  });

  it.each(['/home/me/Dockerfile', '/home/me/a b/日#1?.yaml', 'c:/work/100%/x', '//server/share/x'])('%s and back', path => {
    expect(filePath(fileUri(path))).toBe(path);
  });

  it('of documents on no disk say what the document is called', () => {
    expect(documentPath('untitled:Untitled-1')).toBe('Untitled-1');
    expect(documentPath('vscode-vfs://github/acme/app/Dockerfile')).toBe('/acme/app/Dockerfile');
    expect(documentPath('no uri')).toBe('');
  });
});

describe('the folder of a path', () => {
  it('is the innermost one, by whole segments', () => {
    const folders = ['/work', '/work/app', '/work/ap'];
    expect(folderOf('/work/app/Dockerfile', folders)).toBe('/work/app');
    expect(folderOf('/work/apple/Dockerfile', folders)).toBe('/work');
    expect(folderOf('/other/Dockerfile', folders)).toBeUndefined();
    expect(folderOf('/any/Dockerfile', ['/'])).toBe('/');
  });
});

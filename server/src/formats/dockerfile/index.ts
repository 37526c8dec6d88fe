import { largestParsedDocument, mostUses, type Comment, type ReadDocument } from '../../core/document';
import type { Format } from '../format';
import { formatId } from './base';
import { readBuildOf } from './build';
import { commentPlace } from './comment-place';
import { directivesEnd, findSyntax } from './directives';
import { imagePlace } from './image-place';
import { editUse } from './edit';
import { scanLargeDocument } from './large';
import { isDockerfile, mayBeDockerfile } from './names';
import { commentsOf, fromLines, readParts } from './parts';
import { readLiteralBases, readUses } from './uses';

/** Dockerfiles and Containerfiles, read as BuildKit reads them. */
export const dockerfile: Format = {
  id: formatId,
  title: 'Dockerfile',
  files: ['Dockerfile', 'Containerfile', '*.Dockerfile', 'Dockerfile.*'],
  mayClaim: mayBeDockerfile,
  claims: isDockerfile,
  read: readDockerfile,
  readStart: readDockerfileStart,
  edit: editUse,
  commentPlace,
  headEnd: directivesEnd,
  imagePlace,
  opening: 'FROM ',
};

function readDockerfile(text: string): ReadDocument {
  if (text.length > largestParsedDocument) return scanLargeDocument(text);
  const cuts = fromLines(text);
  // Each stage costs more than its line.
  if (cuts.length > mostUses) return scanLargeDocument(text);
  const parts = readParts(text, cuts);
  const syntax = findSyntax(text);
  const uses = readUses(text, { parts, syntax });
  // Behind a `#!` line the directive is a comment to the parser, and still no comment to a reader.
  const isDirective = ({ range }: Comment) => syntax && range.start <= syntax.value.start && syntax.value.end <= range.end;
  const comments = commentsOf(parts).filter((comment) => !isDirective(comment));
  if (uses.length > mostUses) return { format: formatId, text, uses: uses.slice(0, mostUses), comments, limited: 'too-large' };
  return { format: formatId, text, uses, comments, readBuild: readBuildOf };
}

function readDockerfileStart(text: string, most: number): ReadDocument | undefined {
  const cut = fromLines(text.slice(0, most)).at(-1) ?? 0;
  if (cut === 0) return undefined;
  const start = text.slice(0, cut);
  const parts = readParts(start);
  return { format: formatId, text: start, uses: readLiteralBases(start, parts), comments: commentsOf(parts) };
}

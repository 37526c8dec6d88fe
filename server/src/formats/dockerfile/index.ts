import { largestParsedDocument, mostUses, type ReadDocument } from '../../core/document';
import type { Format } from '../format';
import { readBuildOf } from './build';
import { commentPlace } from './comment-place';
import { findSyntax } from './directives';
import { imagePlace } from './image-place';
import { editUse } from './edit';
import { readInstructions } from './instructions';
import { scanLargeDocument } from './large';
import { isDockerfile, mayBeDockerfile } from './names';
import { formatId, readUses } from './uses';

/** Dockerfiles and Containerfiles, read as BuildKit reads them. */
export const dockerfile: Format = {
  id: formatId,
  title: 'Dockerfile',
  mayClaim: mayBeDockerfile,
  claims: isDockerfile,
  read: readDockerfile,
  edit: editUse,
  commentPlace,
  imagePlace,
  opening: 'FROM ',
};

function readDockerfile(text: string): ReadDocument {
  if (text.length > largestParsedDocument || hasTooManyStages(text)) return scanLargeDocument(text);
  const instructions = readInstructions(text);
  // Behind a `#!` line the directive is a comment to the parser, and still no comment to a reader.
  const syntax = findSyntax(text)?.value;
  const comments = instructions.comments.filter(({ range }) => !syntax || syntax.start < range.start || range.end < syntax.end);
  const uses = readUses(text, instructions);
  if (uses.length > mostUses) return { format: formatId, text, uses: uses.slice(0, mostUses), comments, limited: 'too-large' };
  return { format: formatId, text, uses, comments, readBuild: readBuildOf };
}

/** Counted before anything is read: each stage costs more than its line. */
function hasTooManyStages(text: string): boolean {
  if (text.length < mostUses * 'FROM a\n'.length) return false;
  return (text.match(/^[ \t]*from[ \t]/gim)?.length ?? 0) > mostUses;
}

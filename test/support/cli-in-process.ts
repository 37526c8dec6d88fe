import { createFiles, kindOf } from '../../server/src/node/files';
import { createHash } from '../../server/src/node/hash';
import { createKeptFiles } from '../../server/src/node/kept-files';
import { replaceFile } from '../../server/src/node/replace-file';
import { runCli } from '../../server/src/cli/run';
import { render } from '../../server/src/core/message';
import type { ClockPort } from '../../server/src/core/ports';
import type { ImageService } from '../../server/src/service/image-service';
import type { CliResult } from './cli';

interface World {
  readonly service: ImageService;
  readonly clock: ClockPort;
  readonly folder: string;
}

/** Runs one command line in this process, with an engine and a clock of the test's own. */
export async function runInProcess(argv: readonly string[], { service, clock, folder }: World): Promise<CliResult> {
  let out = '';
  let err = '';
  const code = await runCli(argv, {
    service,
    clock,
    files: { ...createFiles(), kind: kindOf, replace: replaceFile },
    hash: createHash(),
    version: '0.0.0',
    signal: new AbortController().signal,
    listings: { files: createKeptFiles(undefined), build: '' },
    workingDirectory: folder,
    environment: {},
    terminal: { colors: false, progress: 'none' },
    machine: { keys: {}, problems: [] },
    logins: { registries: async () => [] },
    translations: () => undefined,
    say: text => render(text),
    out: text => void (out += text),
    err: text => void (err += text),
  });
  return { code, out, err, json: <T>() => JSON.parse(out) as T };
}

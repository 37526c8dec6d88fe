import { commands, window, workspace } from 'vscode';
import type { Extension } from '../types';

/** In contributes.walkthroughs. */
const walkthrough = 'start';

/** Something of each kind: no tag, a tag that floats, a tag without a digest, and a stage, which is nobody's image. */
const example = `# What Plimsoll says about these images stands under them. Nothing here is saved anywhere.
FROM node:22 AS build
WORKDIR /app
COPY . .
RUN npm ci && npm run build

FROM nginx:latest
COPY --from=busybox /bin/busybox /bin/
COPY --from=build /app/dist /usr/share/nginx/html
`;

/** Opens a Dockerfile that is nowhere on the disk. */
export async function openExample(): Promise<void> {
  await window.showTextDocument(await workspace.openTextDocument({ language: 'dockerfile', content: example }));
}

/** The walkthrough is there for whoever asks for it; the editor shows it to nobody else. */
export async function openWalkthrough({ context }: Extension): Promise<void> {
  await commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#${walkthrough}`, false);
}

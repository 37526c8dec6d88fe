import type { CancellationToken, LanguageModelTool, LanguageModelToolInvocationOptions, LanguageModelToolInvocationPrepareOptions, LanguageModelToolResult, PreparedToolInvocation } from 'vscode';
import { formatReference } from '../../../server/src/core/reference';
import { asksRegistry, referenceInput, refusals, type ToolName } from '../../../server/src/core/tool-input';
import type { ToolAnswer, ToolRequest } from '../../../server/src/protocol';
import type { Translations } from '../shown';
import { wordsOf } from './words';

/** What tools need of the window and the server. */
export interface ToolHost {
  readonly l10n: Translations;
  readonly isTrusted: () => boolean;
  readonly isOffline: () => boolean;
  /** Of the document whose policy applies. */
  readonly uri: () => string | undefined;
  readonly ask: (request: ToolRequest, token: CancellationToken) => Promise<ToolAnswer>;
  readonly result: (text: string) => LanguageModelToolResult;
}

/** One read-only tool. What it throws is for the model: in English, with what to do about it. */
export class ImageTool implements LanguageModelTool<unknown> {
  readonly #name: ToolName;
  readonly #host: ToolHost;

  constructor(name: ToolName, host: ToolHost) {
    this.#name = name;
    this.#host = host;
  }

  /** The user is asked before a registry is, and sees which one, and about which image. */
  prepareInvocation({ input }: LanguageModelToolInvocationPrepareOptions<unknown>): PreparedToolInvocation {
    if (!asksRegistry(this.#name)) return { invocationMessage: wordsOf(this.#name, this.#host.l10n, { registry: '', image: '' }).progress };
    this.#refuseWhereNobodyMayBeAsked();
    const parsed = referenceInput(input);
    if (!parsed.ok) throw new Error(parsed.reason);
    const about = { registry: parsed.value.registry, image: formatReference(parsed.value) };
    const { progress, title, question } = wordsOf(this.#name, this.#host.l10n, about);
    return { invocationMessage: progress, confirmationMessages: { title, message: question } };
  }

  async invoke({ input }: LanguageModelToolInvocationOptions<unknown>, token: CancellationToken): Promise<LanguageModelToolResult> {
    // Not everybody who invokes a tool prepares it.
    if (asksRegistry(this.#name)) this.#refuseWhereNobodyMayBeAsked();
    const uri = this.#host.uri();
    const answer = await this.#host.ask({ tool: this.#name, input, ...(uri === undefined ? {} : { uri }) }, token);
    if (!answer.ok) throw new Error(answer.reason);
    return this.#host.result(answer.text);
  }

  /** The server refuses as well; here nobody is even asked to continue. */
  #refuseWhereNobodyMayBeAsked(): void {
    if (!this.#host.isTrusted()) throw new Error(refusals.untrusted);
    if (this.#host.isOffline()) throw new Error(refusals.offline);
  }
}

import type { ToolName } from '../core/tool-input';

// What language models ask.

export interface ToolRequest {
  readonly tool: ToolName;
  /** As the model wrote it. */
  readonly input: unknown;
  /** Whose policy and settings apply. */
  readonly uri?: string;
}

/** For the model, in English. */
export type ToolAnswer =
  | { readonly ok: true; /** JSON. */ readonly text: string }
  | { readonly ok: false; readonly reason: string };

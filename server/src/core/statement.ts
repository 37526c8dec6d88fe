/** An in-toto statement (in-toto attestation framework, version 1 and 0.1), read strictly. All of it is the signer's text. */
export interface SignedStatement {
  readonly type: string;
  readonly predicateType: string;
  readonly subject: readonly { readonly name?: string; readonly digest: Readonly<Record<string, string>> }[];
  /** JSON of any shape. */
  readonly predicate?: unknown;
}

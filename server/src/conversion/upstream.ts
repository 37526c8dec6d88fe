/** What a stage's old image is: the name of the official image, `bitnami` or `dotnet`; empty for any other. */
export interface Upstream {
  readonly title: string;
  readonly name: string;
}

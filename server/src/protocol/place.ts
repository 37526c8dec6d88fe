// Where something stands.

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface SpanOfText {
  readonly start: Position;
  readonly end: Position;
}

export interface DocumentPlace {
  readonly uri: string;
  readonly position?: Position;
}

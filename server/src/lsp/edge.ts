import type { Connection } from 'vscode-languageserver';
import type { Checking } from './checking';
import type { EdgeParts } from './edge-parts';
import type { Guard } from './guard';
import type { LocalIndex } from './local-index';

/** The parts of one server, as its handlers share them. */
export interface Edge extends EdgeParts {
  readonly connection: Connection;
  readonly checking: Checking;
  readonly names: LocalIndex;
  readonly guard: Guard;
}

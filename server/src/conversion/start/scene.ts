import type { Lines } from '../lines';
import type { Upstream } from '../upstream';
import type { Target } from '../target';

/** What is known where an image starts. */
export interface StartScene {
  readonly target: Target;
  readonly upstream: Upstream;
  readonly lines: Lines;
  /** Paths that the stage takes from the build's context: whether they are scripts, nobody can see. */
  readonly scripts: ReadonlySet<string>;
  /** The stages set PATH: a program of that name may be another one than the image's ENTRYPOINT. */
  readonly ownPath: boolean;
  /** Whether a package that the stage installs brings a program. */
  brings(program: string): boolean;
}

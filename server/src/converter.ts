/** Bundled by itself: what rewrites whole Dockerfiles, which loads when somebody asks for it. */
export { createConverter } from './service/convert';

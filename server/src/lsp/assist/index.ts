export { completionsFor, resolveCompletion } from './completion';
export { insertImage, trustedImages, trustedSize, trustedTags } from './insertion';
export { trustActions } from './trust';

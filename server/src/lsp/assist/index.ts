export { completionsFor, resolveCompletion } from './completion';
export { insertImage, trustedImages, trustedTags } from './insertion';
export { trustActions } from './trust';

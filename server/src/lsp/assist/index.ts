export { completionsFor, resolveCompletion } from './completion';
export { insertImage, trustedImages, trustedTags } from './insertion';

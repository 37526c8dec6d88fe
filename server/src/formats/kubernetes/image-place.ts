import { createImagePlace } from '../yaml/image-place';
import { operatorKeys } from './custom/operators';
import { scanLines } from './scan';

export const imagePlace = createImagePlace(['image', 'reference', ...operatorKeys], [], scanLines);

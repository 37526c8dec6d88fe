import { createImagePlace } from '../yaml/image-place';
import { scanLines } from './scan';

export const imagePlace = createImagePlace(['image', 'reference'], [], scanLines);

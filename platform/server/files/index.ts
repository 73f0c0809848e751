import { defineSlice, EVERYONE } from '../slice.ts';
import { printPhotosJob, sweepFilesJob } from './files.jobs.ts';
import { filesRoutes } from './files.routes.ts';

export { cleanPhoto } from './clean-photo.ts';
export { attachFiles, placeFiles, storeFile } from './files.actions.ts';
export {
  attachContents,
  findContents,
  findImageUses,
  listByContent,
  listFileHashes,
  listFiles,
} from './files.queries.ts';
export { findPhotoUses, findPrints } from './photo-prints.queries.ts';
export { withUpload } from './read-upload.ts';

export const filesSlice = defineSlice({
  name: 'files',
  routes: filesRoutes,
  jobs: [sweepFilesJob, printPhotosJob],
  permissions: { 'files:upload': EVERYONE, 'files:read': EVERYONE },
});

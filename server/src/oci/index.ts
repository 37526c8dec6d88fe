export { createDetailsClient, type DetailsClient } from './details';
export { createHubAccounts, type HubAccounts, type HubBadge } from './hub-accounts';
export { createHubApi } from './hub-api';
export { createHubTags } from './hub-tags';
export { createRegistryClient, type RegistryClientOptions } from './registry-client';
export type { Descriptor, LookupOptions, Manifest, RegistryClient } from './client';
export { RegistryError, type RegistryErrorCode } from './error';
export { mayContact, refusalFor, type Refusal } from './gate';
export { errorMessage, notFoundMessage } from './messages';

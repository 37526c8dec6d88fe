export { alternativesFor, alternativesIn } from './alternatives';
export { knownPublisherOf, type KnownPublisher } from './known-publishers';
export { latestOnly } from './latest-only';
export { retirementOf, type Retirement } from './retirement';
export { catalog, indexTables, tables, type Catalog, type CatalogTables } from './tables';

/** Bundled by itself: the tables of facts, which load when the first document needs them. */
export { shippedCatalog as catalog } from './catalog/shipped';

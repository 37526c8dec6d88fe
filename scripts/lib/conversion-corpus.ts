/** What corpus-convert.mjs needs of the product and its tests, in one bundle. */
export { createConversionService, everythingClient, offline, online } from '../../test/support/conversion';
export { checkConversion } from '../../test/support/conversion-invariants';

export { hasTrustList, isTrusted } from '../core/policy-trust';

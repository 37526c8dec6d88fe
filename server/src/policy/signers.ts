export { acceptedSigners, requiresSignature } from '../core/policy-signers';

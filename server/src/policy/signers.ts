export { acceptedSigners, entriesFor, filesOfSigners, requiresSignature, signersProblem } from '../core/policy-signers';

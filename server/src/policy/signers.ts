export { acceptedSigners, filesOfSigners, requiresSignature, signersProblem } from '../core/policy-signers';

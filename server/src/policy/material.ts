import { message, type Message } from '../core/message';
import type { Material } from '../core/named-signer';
import { longestPattern } from '../core/pattern';
import { readCertificates, readPublicKey } from '../core/pem';
import { folderOf } from './paths';
import { report, type Shape } from './shape';
import { isReused, rangeOf, textOf } from './yaml';

type Result<T> = { readonly value: T; readonly problem?: undefined } | { readonly problem: Message };

/** A public key: PEM, or the path of a file beside the policy. */
export const keyMaterial = materialShape(text => readPublicKey(text).problem);
/** Certificates: PEM, or the path of a file beside the policy. */
export const certificateMaterial = materialShape(text => readCertificates(text).problem);

export const keyPem = shapeOf((value): Result<Material> => inline(value, text => readPublicKey(text).problem));
export const materialFile = shapeOf(besidePolicy);

/** What is no path at all is read as the key itself, so that whoever pastes one of another kind hears what is wrong with it. */
const looksInline = /-----BEGIN |---- BEGIN |\n|^(?:ssh|ecdsa|sk)-\S+ /;

function materialShape(problemOf: (pem: string) => Message | undefined): Shape<Material> {
  return shapeOf((value, policy) => (looksInline.test(value) ? inline(value, problemOf) : besidePolicy(value, policy)));
}

function inline(pem: string, problemOf: (pem: string) => Message | undefined): Result<Material> {
  const problem = problemOf(pem);
  return problem ? { problem } : { value: { pem } };
}

const notBeside = message('expected PEM, or the path of a file in the folder of this policy or below it, e.g. keys/cosign.pub');

/** Only what lies in the folder of the policy file, or below it: a policy that is copied takes its keys along, and reads nothing else. */
function besidePolicy(name: string, policy: string): Result<Material> {
  const steps = name.replace(/^\.\//, '').split('/');
  const odd = name.length > longestPattern || /[\\:\p{Cc}\p{Cf}]/u.test(name) || steps.some(step => step === '' || step === '.' || step === '..');
  return odd ? { problem: notBeside } : { value: { file: below(policy, steps.join('/')), name } };
}

function below(policy: string, path: string): string {
  // On Windows the path of the machine's file comes from the environment, as it is written there.
  const file = /^[A-Za-z]:\\|^\\\\/.test(policy) ? policy.replaceAll('\\', '/') : policy;
  const folder = folderOf(file);
  return folder === '' ? path : `${folder.replace(/\/$/, '')}/${path}`;
}

function shapeOf(read: (value: string, policy: string) => Result<Material>): Shape<Material> {
  return {
    read(node, place, reading) {
      const value = isReused(node) ? undefined : textOf(node);
      const result: Result<Material> = value === undefined ? { problem: notBeside } : read(value, reading.path);
      if (result.problem === undefined) return result.value;
      return report(reading, { ...place, range: rangeOf(node), message: result.problem });
    },
    schema: () => ({ type: 'string' }),
  };
}

import { unknown, type Fact, type UnknownReason } from '../core/fact';
import { RegistryError, type RegistryErrorCode } from '../oci/error';
import { errorMessage } from '../oci/messages';

/** The one place where errors of the edges become "not known": they never say anything about the image. */
const reasons: Readonly<Record<RegistryErrorCode, UnknownReason>> = {
  offline: 'offline',
  'untrusted-workspace': 'untrusted-workspace',
  'host-not-allowed': 'host-not-allowed',
  blocked: 'blocked',
  'rate-limited': 'rate-limited',
  unauthorized: 'unauthorized',
  unreachable: 'unreachable',
  timeout: 'unreachable',
  tls: 'unreachable',
  proxy: 'unreachable',
  'bad-answer': 'bad-answer',
  cancelled: 'not-looked-up',
};

export function toUnknown(error: unknown): Fact<never> {
  if (error instanceof RegistryError) {
    const { code, message: detail, retryAt, problem } = error;
    return {
      state: 'unknown',
      reason: reasons[code],
      detail,
      ...(retryAt === undefined ? {} : { until: retryAt }),
      // The person can do something about these, and is told what.
      ...(problem === undefined ? {} : { said: errorMessage(error) }),
    };
  }
  return unknown('bad-answer', error instanceof Error ? error.message : String(error));
}

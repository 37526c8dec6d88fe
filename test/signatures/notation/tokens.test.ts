import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readStore } from '../../../server/src/signatures/notation/store-certificates';
import { isTimestampOf, verifyTimestamp } from '../../../server/src/signatures/notation/timestamp';
import { describeWithShared, sharedPath } from '../../support/shared';

const folder = 'vectors/notaryproject+tspclient-go';

/** What is wrong with each of them, as the tool's own tests say; where a signature was edited, ours stops at that. */
const unreadable = 'The time stamp cannot be read.';
const nobody = 'Nobody signed the time stamp.';
const unnamed = 'The time stamp does not say whose certificate it is to be verified with.';
const mismatch = 'The time stamp does not match what it should have signed.';
const missing = 'The certificate of the clock is missing.';
const elsewhere = 'The certificate of the clock leads to no clock that is trusted.';
const good = '2021-09-17T14:09:10.000Z';

const expected: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  testdata: {
    'SHA1TimeStampToken.p7s': unreadable,
    'TimeStampToken.p7s': good,
    'TimeStampTokenNoRoot.p7s': elsewhere,
    'TimeStampTokenWithInvalidSignature.p7s': mismatch,
    'TimeStampTokenWithInvalidSigningCertificateV1.p7s': unnamed,
    'TimeStampTokenWithInvalidSigningCertificateV2.p7s': unnamed,
    'TimeStampTokenWithInvalidTSTInfo.p7s': unreadable,
    'TimeStampTokenWithInvalideContentType.p7s': unreadable,
    'TimeStampTokenWithMismatchCertHash.p7s': unnamed,
    'TimeStampTokenWithSHA1CertHash.p7s': unnamed,
    'TimeStampTokenWithSigningCertificateV1.p7s': unnamed,
    'TimeStampTokenWithSigningCertificateV1NoCert.p7s': unnamed,
    'TimeStampTokenWithSigningCertificateV2NoCert.p7s': unnamed,
    'TimeStampTokenWithTSTInfoVersion2.p7s': unreadable,
    'TimeStampTokenWithValidAndInvalidSignerInfos.p7s': good,
    'TimeStampTokenWithWrongSigningCertificateV2IssuerChoiceTag.p7s': unnamed,
    'TimeStampTokenWithoutCertificate.p7s': missing,
    'TimeStampTokenWithoutSigningCertificate.p7s': unnamed,
    'TimeStampTokenWithoutSigningCertificateV2IssuerSerial.p7s': mismatch,
    'granted.tsq': unreadable,
    'malformed.tsq': unreadable,
    'rejection.tsq': unreadable,
    // An answer of the clock, with a token in it: no token.
    'validResponseWithSigningCertificateV1.tsr': unreadable,
  },
  'internal/cms/testdata': {
    'Sha1SignedData.p7s': unreadable,
    'SignedDataWithoutSignedAttributes.p7s': unreadable,
    'TimeStampToken.p7s': good,
    'TimeStampTokenInvalidSignedAttributeContentType.p7s': mismatch,
    'TimeStampTokenWithAnInvalidAndAValidSignerInfo.p7s': good,
    'TimeStampTokenWithInvalidCertificates.p7s': missing,
    'TimeStampTokenWithInvalidContentType.p7s': unreadable,
    'TimeStampTokenWithInvalidSignature.p7s': mismatch,
    'TimeStampTokenWithInvalidSigningTime.p7s': nobody,
    'TimeStampTokenWithSignedAttributeSHA1.p7s': nobody,
    'TimeStampTokenWithSignerVersion2.p7s': nobody,
    'TimeStampTokenWithSigningTime.p7s': mismatch,
    'TimeStampTokenWithSigningTimeBeforeExpected.p7s': mismatch,
    'TimeStampTokenWithUnknownSignerIssuer.p7s': missing,
    'TimeStampTokenWithoutCertificate.p7s': missing,
    'TimeStampTokenWithoutSignedAttributeContentType.p7s': mismatch,
    'TimeStampTokenWithoutSignedAttributeDigest.p7s': mismatch,
    'TimeStampTokenWithoutSignedAttributes.p7s': unnamed,
    'TimeStampTokenWithoutSigner.p7s': nobody,
  },
};

describeWithShared('time stamps of real clocks', folder, () => {
  const file = (...path: string[]): Buffer => readFileSync(sharedPath(folder, ...path));
  const roots = readStore('tsa', [file('testdata/GlobalSignRootCA.crt').toString()]);
  if ('template' in roots) throw new Error(roots.template);

  it('has an expectation for every one of them', () => {
    const names = Object.keys(expected).map((name) => readdirSync(sharedPath(folder, name)).filter((entry) => !entry.endsWith('.crt')).sort());
    expect(names).toEqual(Object.values(expected).map((each) => Object.keys(each).sort()));
    expect(names.flat()).toHaveLength(42);
  });

  describe.each(Object.entries(expected))('%s', (name, tokens) => {
    it.each(Object.entries(tokens))('%s: %s', (token, outcome) => {
      const result = verifyTimestamp(file(name, token), roots);
      expect('template' in result ? result.template : new Date(result.time).toISOString()).toBe(outcome);
    });
  });

  it('tells of what there was a time stamp, and how right the clock was', () => {
    const result = verifyTimestamp(file('testdata/TimeStampToken.p7s'), roots);
    if ('template' in result) throw new Error(result.template);
    expect(isTimestampOf(result, Buffer.from('notation'))).toBe(true);
    expect(isTimestampOf(result, Buffer.from('invalid'))).toBe(false);
    expect(result.accuracy).toBe(1000);
    expect(result.chain).toHaveLength(4);
  });

  it('trusts no clock where no root is trusted', () => {
    const result = verifyTimestamp(file('testdata/TimeStampToken.p7s'), []);
    expect(result).toMatchObject({ template: elsewhere });
  });
});

/** What a Sigstore signature must hold against, attack by attack (test/signatures/attacks). */
const folder = 'server/src/signatures';
const attacks = 'test/signatures/attacks';

/** Rows about what the Sigstore library decides: its answer is not asked for. */
const unasked = (id, name, why) => ({
  id,
  file: `${folder}/sigstore/cryptography.ts`,
  text: 'const holds = runVerifier(rest) === undefined;',
  replacement: "const holds = runVerifier(rest) !== 'never';",
  test: `${attacks}/log.test.ts`,
  name: `what the log says > ${name}`,
  why,
});

const byLibrary = [
  unasked('log-of-another-signature', 'attack 15: the entry of another signature', 'Any good entry could be pasted in.'),
  unasked('log-kind', 'attack 17: another kind beside the body', 'An entry of another kind proves something else.'),
  unasked('log-promise', 'attack 18: the time was edited', 'The time is what a certificate is judged by.'),
  unasked('log-time-unpromised', 'attack 19: a time, and no promise for it', 'Anybody can write a time.'),
  unasked('log-proof', 'attack 20: a proof with another hash, beside a good promise', 'What is there and wrong is a sign that somebody tried.'),
  unasked('log-checkpoint', 'attack 20: a checkpoint by the key of another log', 'A log of one\'s own proves everything.'),
  unasked('log-after-certificate', 'attack 21: logged when the certificate had ended, or had not begun', 'A stolen key could sign for ever.'),
  unasked('log-twice', 'attack 23: one entry, or one timestamp, twice', 'One witness is not two.'),
  unasked('clock-of-another-signature', 'attack 24: a timestamp of another signature', 'Any old timestamp could be pasted in.'),
  unasked('clock-untrusted', 'attack 24: a timestamp by a clock that nobody trusts, its certificate in it: true', 'Anybody can run a clock.'),
  unasked('log-of-another-instance', 'attack 25: an entry of another instance', 'A staging log lets everybody in.'),
];

const row = (id, file, [text, replacement], ...[[test, name], why]) => ({ id, file: `${folder}/${file}`, text, replacement, test, name, why });
const [binding, log, identity, keys, format, attestation] = ['binding', 'log', 'identity', 'keys', 'format', 'attestation'].map((name) => `${attacks}/${name}.test.ts`);
const everyKey = 'test/signatures/keys.test.ts';
const facts = 'test/signatures/facts.test.ts';

const bound = [
  row('digest-spelling', 'sigstore/payload.ts', ['critical.digest === digest,', 'String(critical.digest).toLowerCase().trim() === digest,'],
    [binding, 'what a signature is bound to > attack 3: the digest in another spelling, in a payload: upper-case hex'], 'Two spellings are two texts for whoever else compares.'),
  row('statement-subject-kind', 'statement.ts', ['property(subject.digest, algorithm) === hex', 'algorithm !== \'\' && Object.values(subject.digest).includes(hex)'],
    [binding, 'what a signature is bound to > attack 4: the digest under gitCommit'], 'A number is a digest only together with its algorithm.'),
  row('statement-subject-name', 'statement.ts', ['property(subject.digest, algorithm) === hex', 'property(subject.digest, algorithm) === hex || subject.name?.includes(hex) === true'],
    [binding, 'what a signature is bound to > attack 5: the digest as a name'], 'Anybody can write any name.'),
  row('statement-subjects-whole', 'statement.ts', ['return read.length === subjects.length ? read : undefined;', 'return read;'],
    [binding, 'what a signature is bound to > attack 6: a null subject beside the right one'], 'A list of which a part is passed over can be read in two ways.'),
  row('statement-subjects-bounded', 'statement.ts', ['subjects === undefined || subjects.length > limits.subjects', 'subjects === undefined'],
    [binding, 'what a signature is bound to > attack 6: ten thousand subjects'], 'A statement about everything is about nothing.'),
  row('message-digest', 'sigstore/bundle.ts', ['const same = signed === digest ||', "const same = digest !== '' ||"],
    [everyKey, 'a signature with a key > may be over the bytes of the manifest: P-256 with sha256'], 'A good signature over other bytes can be attached to any image.'),
];

const logged = [
  row('early-entry-envelope', 'sigstore/cryptography.ts', ['if (ours.some(({ body }) => body?.envelopeSha256 !== digest)) return', 'if (ours.length < 0) return'],
    [log, 'what the log says > attack 15: an early entry about another envelope'], 'An early entry holds nothing but the digest of an envelope.'),
  row('early-entry-signer', 'sigstore/cryptography.ts', ['if (!named) ledger.fail(', 'if (!named && now < 0) ledger.fail('],
    [log, 'what the log says > attack 16: an early entry about this envelope by another certificate'], 'Who logs an envelope need not be who signed it.'),
  row('log-digest', 'sigstore/content.ts', ['isDigestOf(other, data)),', 'other.length > 0),'],
    [log, 'what the log says > attack 15: the right signature in an entry about another digest'], 'The log must have seen what is verified.'),
  row('early-entry-promise', 'sigstore/own-entry.ts', ['crypto.verify(signed, publicKey, promise, hashOf(publicKey))', 'crypto.bufferEqual(signed, signed)'],
    [log, 'what the log says > attack 18: the time was edited'], 'The promise is the only proof of an early entry.'),
  row('early-entry-years', 'sigstore/own-entry.ts', ['start <= time && time <= end &&', ''],
    [log, 'what the log says > attack 21: outside the years of the log'], 'The key of a log that was given up may be anybody\'s.'),
  row('log-in-use', 'sigstore/cryptography.ts', ['if (!current) ledger.fail(', 'if (!current && now < 0) ledger.fail('],
    [log, 'what the log says > attack 21: outside the years of the log'], 'The library does not look when a proof without a promise was made.'),
  row('tiled-log-needs-clock', 'sigstore/entity.ts', ['tlog: hasLogs ? 1 : 0, timestamp: 1 }', 'tlog: hasLogs ? 1 : 0, timestamp: 0 }'],
    [log, 'what the log says > attack 22: in a log of the second generation, and no clock says when'], 'Logs of the second generation keep no time.'),
];

const named = [
  row('issuers-agree', 'sigstore/certificate.ts', ['if (issuer !== undefined && older !== undefined && issuer !== older) throw', 'if (issuer === \'\') throw'],
    [identity, 'who signed > attack 27: the two extensions for the issuer disagree'], 'Two answers to one question are none.'),
  row('intermediate-issued', 'sigstore/intermediates.ts', ['return certificate.verify(issuer);', 'return certificate.issuer.length > 0;'],
    [identity, 'a private authority > attack 29: an authority of the same name, its certificate in the chain'], 'The library believes every certificate that it is given.'),
  row('intermediate-limits', 'sigstore/intermediates.ts', ['certificate.isCA && hasOnlyKnownCritical(certificate)', 'certificate.isCA'],
    [identity, 'a private authority > attack 29: an authority with limits that are not understood'], 'A limit that is not understood may forbid this very signer.'),
  row('intermediate-custom', 'sigstore/entity.ts', ['material: custom ? withIntermediates', 'material: custom !== undefined ? withIntermediates'],
    [identity, 'a private authority > attack 29: an intermediate that comes with the signature, to a root that has everything'], 'An intermediate that was withdrawn from the root stays withdrawn.'),
  row('private-certificate-today', 'sigstore/entity.ts', ['[stampAt(now)]', '[stampAt(signer.leaf.certificate.notBefore.getTime())]'],
    [identity, 'a private authority > attack 29: an intermediate, or a signer, whose time is over'], 'Without a clock only the present is known.'),
  row('source-vouched', 'sigstore/certificate-judge.ts', ["source !== undefined && ledger.outcome('certificate-chain') === 'ok'", 'source !== undefined && ledger !== undefined'],
    [identity, 'whose certificate > attack 29: an authority of the same name'], 'Anybody can write into a certificate where it was built.'),
  row('other-certificate-in-log', 'sigstore/cryptography.ts', ['if (!named) ledger.fail(', 'if (!named && now < 0) ledger.fail('],
    [identity, 'whose certificate > attack 30: the annotation shows another certificate than the log'], 'The log must have seen this very certificate.'),
  row('root-complete', 'trust-root.ts', ['(required && complete && entries.length === 0)', '(required && entries.length < 0)'],
    ['test/signatures/trust-root.test.ts', 'a trusted root of one\'s own > may lack tlogs, which the public-good instance may not'], 'What a root lacks is not asked for.'),
  row('unknown-instance-signature', 'sigstore/instance.ts', ["ledger.expect('signature', error === undefined, reasons.signature);", "ledger.expect('signature', error !== 'never', reasons.signature);"],
    [identity, 'another instance > is said to be GitHub\'s own, and nothing that is misleading'], 'A broken signature is broken, whoever issued its certificate.'),
  row('docker-builder', 'identity/match.ts', ["if (signer.layout === 'docker-builder' && !isBuiltByDocker(leaf)) continue;", ''],
    [facts, 'Docker\'s builder > is known by its workflow and by its runner'], 'On a runner of his own the owner signs what he likes.'),
  row('one-hop-away', 'identity/layout.ts', ["if (kind !== 'attestation-manifest') return signers;", "if (kind !== 'x') return signers;"],
    [facts, 'Docker\'s builder > alone counts for what is one hop away'], 'Who signs an attestation does not sign the image.'),
  row('own-repository', 'sigstore/facts.ts', ["same(source?.repository ?? '', repository) &&", ''],
    [facts, 'what a report tells > says whether the image was built by another repository'], 'A report must not praise what is not so.'),
  row('claims-are-signed', 'sigstore/verify.ts', ["const said = claims !== undefined && (report.verdict === 'verified' || report.verdict === 'signed-unpinned');", 'const said = claims !== undefined;'],
    [facts, 'what a report tells > is nothing that is not proven'], 'Claims of nobody read like claims of somebody.'),
  row('name-syntax', 'distinguished-name.ts', ['.replace(/[\\\\"+,;<>]/g, (sign) => `\\\\${sign}`)', ''],
    [facts, 'a distinguished name > is written so that nothing in it reads as syntax: "a\\\\,O=evil"'], 'A name could pretend to have more parts.'),
];

const byKey = [
  row('key-strength-rsa', 'sigstore/key.ts', ['return bits >= rsa.least && bits <= rsa.most;', 'return bits > 0;'],
    [keys, 'signatures with keys > attack 31: a key that is too weak or of a strange kind: RSA-1024'], 'A weak key can be computed from the public one.'),
  row('key-curve', 'sigstore/key.ts', ["if (asymmetricKeyType === 'ec') return curves.has(", "if (asymmetricKeyType === 'ec') return curves.size > 0 || curves.has("],
    [keys, 'signatures with keys > attack 31: a key that is too weak or of a strange kind: secp256k1'], 'Sigstore does not know that curve, and nobody has looked at it here.'),
  row('key-alone-pinned', 'identity/match.ts', ["if (named.length === 0) return { kind: 'nobody-pinned' };", "if (signersOf(named, 'keyless').length === 0) return { kind: 'nobody-pinned' };"],
    [keys, 'signatures with keys > attack 31: a certificate where a key is named, and a key where somebody is named'], 'A policy of keys would let every certificate pass as if nobody were named.'),
  row('key-in-log', 'sigstore/cryptography.ts', ["kind === signer.kind && der.equals(signer.kind === 'key' ? signer.key.spki : signer.leaf.der)", 'kind === signer.kind && der.length > 0'],
    [keys, 'signatures with keys > attack 31: a log entry that is there and wrong, though none is wanted'], 'The log must have seen this very key.'),
  row('key-signature-in-log', 'sigstore/content.ts', ['compareSignature: (other) => other.equals(signature),', 'compareSignature: (other) => other.length > 0,'],
    [keys, 'signatures with keys > attack 31: the other half of an ECDSA signature makes no second signer'], 'The log vouches for one signature and not for its twin.'),
  row('key-needs-log', 'sigstore/entity.ts', ['const tlog = hasLogs && !signer.logOptional ? 1 : 0;', 'const tlog = hasLogs && signer.logOptional === undefined ? 1 : 0;'],
    [everyKey, 'a signature with a key > is verified without a log only where the policy says so'], 'A stolen key could sign in secret.'),
  row('key-age', 'sigstore/key-judge.ts', ["if (!late) ledger.fail('timestamp',", "if (!late && start === 0) ledger.fail('timestamp',"],
    [everyKey, 'a signature with a key > is of a key that was in use'], 'The key before it may be why there is a new one.'),
  row('key-repository', 'sigstore/key-judge.ts', ['if (signer.exactRepository && !sameName) {', "if (signer.exactRepository && !sameName && signer.name === '') {"],
    [everyKey, 'a signature with a key > names the very repository where the policy wants it'], 'One key signs many images, and this may be another of them.'),
];

const formats = [
  row('envelope-type', 'sigstore/envelope.ts', ['envelope.payloadType === inToto ?', "envelope.payloadType !== 'x' ?"],
    [format, 'envelopes > attack 32: the payload type is text/plain'], 'What was signed as something else is something else.'),
  row('envelope-one-signature', 'sigstore/legacy.ts', ['signatures?.length !== 1', 'signatures?.length === 0'],
    [format, 'envelopes > attack 32: an envelope with two signatures'], 'Of two one would be verified, and the other look as if.'),
  row('base64-strict', 'base64.ts', ['return bytes.toString(encoding) === text ? bytes : undefined;', 'return bytes;'],
    [format, 'envelopes > attack 32: an envelope with the other alphabet'], 'Readers that differ see different documents under one signature.'),
  row('json-one-key', 'strict-json.ts', ['return hasCleanStructure(text) ? value : undefined;', 'return value;'],
    [format, 'envelopes > attack 32: an envelope with a key twice'], 'Readers that differ see different documents under one signature.'),
  row('bundle-type', 'sigstore/bundle.ts', ['if (!mediaTypes.has(type)) {', "if (!mediaTypes.has(type) && type === 'x') {"],
    [format, 'bundles > attack 33: an unknown type, and an unknown version'], 'A version that is not known may mean other things by the same words.'),
  row('bundle-strange-keys', 'sigstore/bundle.ts', ['if (!hasOnlyBundleKeys(parsed)) return', 'if (!parsed) return'],
    [format, 'bundles > attack 33: a key that nobody knows in the bundle'], 'Other readers refuse it, and what one reads and another does not can be the point.'),
  row('bundle-one-material', 'sigstore/bundle.ts', ['one(material, keyMaterial) &&', ''],
    [format, 'bundles > attack 33: certificate and key'], 'The library takes the first of two.'),
  row('layer-type', 'discovery/cosign-signature-tag.ts', ['content.layers.filter(({ mediaType }) => mediaType === simpleSigning)', 'content.layers'],
    [format, 'attachments > attack 34: a layer of another type with the annotations of a signature'], 'An attachment is no signature, whatever is written on it.'),
  row('referrer-type', 'discovery/referrers.ts', ['holds: (layer, type) => layer === simpleSigning && type === cosignReferrer', 'holds: (layer) => layer === simpleSigning'],
    [format, 'attachments > attack 34: a referrer that is of another kind'], 'An artifact of another kind is no signature, whatever layer it has.'),
  row('predicate-label', 'sigstore/verify.ts', ['if (stated !== undefined) noteLabel(one, stated);', ''],
    [attestation, 'attestations > attack 37: the label says another type than what was signed'], 'Tools choose attestations by a label that nobody has signed.'),
];

export const sigstore = [...byLibrary, ...bound, ...logged, ...named, ...byKey, ...formats];

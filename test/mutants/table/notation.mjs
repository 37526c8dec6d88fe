/** What a signature of the Notary Project must hold against. */
const folder = 'server/src/signatures/notation';
const attacks = 'test/signatures/attacks';
const rows = [];

/** Id, file, text, replacement, test, why. */
const row = (...[id, file, text, replacement, [test, name], why]) => rows.push({ id: `notation-${id}`, file: `${folder}/${file}.ts`, text, replacement, test, name, why });
const payload = (name) => [`${attacks}/notation-payload.test.ts`, `what a signature of the Notary Project is about: notation-jws > ${name}`];
const headers = (name, format = 'notation-jws') => [`${attacks}/notation-headers.test.ts`, `signed attributes: ${format} > ${name}`];
const certificates = (name) => [`${attacks}/notation-certificates.test.ts`, `the certificates of a signature of the Notary Project > ${name}`];
const cose = (name) => [`${attacks}/notation-formats.test.ts`, `COSE envelopes > ${name}`];
const jws = (name) => [`${attacks}/notation-formats.test.ts`, `JWS envelopes > ${name}`];
const clock = (name) => ['test/signatures/notation/timestamp.test.ts', `a time stamp > ${name}`];
const policy = (name) => ['test/signatures/notation/trust-policy.test.ts', `a trust policy document > ${name}`];
const store = (name) => ['test/signatures/notation/trust-store.test.ts', `trust in the configuration folder of notation > ${name}`];
const envelope = (name) => ['test/signatures/notation/envelopes.test.ts', `notation-jws > ${name}`];

row('size', 'content', 'const same = size === subject.size && mediaType === subject.mediaType;', 'const same = mediaType === subject.mediaType;',
  payload('attack 14: the right digest, and another size'), 'A descriptor of another size is one of another thing (CVE-2023-33959).');
row('media-type', 'content', 'const same = size === subject.size && mediaType === subject.mediaType;', 'const same = size === subject.size;',
  payload('attack 14: the right digest, and another media type'), 'The same bytes read as another kind of document.');
row('digest', 'content', 'if (digest !== subject.digest) return', 'if (typeof digest !== \'string\') return',
  payload('attack 14: the right digest, and another digest'), 'A good signature of one image can be attached to any other.');
row('descriptor-keys', 'content', "if (!hasOnlyKeys(target, ['mediaType', 'digest', 'size'], ['annotations'])) return undefined;", '',
  payload('attack 14: the right digest, and more in its descriptor'), 'Another reader may follow what it finds there.');
row('payload-type', 'integrity', 'contentType === payloadType, message', 'contentType !== \'\', message',
  payload('attack 14: a payload of another type'), 'What was signed as something else is no signature of an image.');
row('subject', 'integrity', "named === subject.digest, message('The manifest", "attachment.kind === 'referrer', message('The manifest",
  payload('attack 7: a referrer whose manifest is about another image, or about none'), 'A list of referrers proves nothing.');
row('blob', 'index', 'if (!isLayerBlob(candidate, blob)) {', 'if (blob.length !== candidate.layer.size) {',
  payload('attack 11: an envelope that is not what its manifest lists'), 'The registry could serve any bytes.');

row('critical-unknown', 'envelope', 'const unknown = named.find((label) => !understood.includes(label as string) || !headers.has(label));', 'const unknown = named.find((label) => !headers.has(label));',
  headers('attack 36: an unknown critical attribute'), 'Whoever does not understand it must refuse.');
row('critical-absent', 'envelope', 'const unknown = named.find((label) => !understood.includes(label as string) || !headers.has(label));', 'const unknown = named.find((label) => !understood.includes(label as string));',
  headers('attack 36: a critical attribute that is not there'), 'Named as critical and absent is malformed.');
row('critical-required', 'envelope', 'const missing = required.find((label) => !named.includes(label));', 'const missing = undefined as string | undefined;',
  headers('attack 36: an end that is not critical'), 'Another reader would not see the end.');
row('plugin', 'envelope', "if (headers.has(labels.plugin)) return message", "if (headers.has(labels.plugin) && Array.isArray(critical) && critical.includes(labels.plugin)) return message",
  headers('attack 36: a plug-in that is not critical'), 'Whoever named a plug-in did not want to be verified without.');
row('other-time', 'envelope', 'if (signingTime === undefined || headers.has(other)) return', 'if (signingTime === undefined) return',
  headers('attack 36: the time of an authority under notary.x509'), 'Two times for one signature, and each reader takes another one.');
row('end-before', 'envelope', 'if (expiry === undefined || expiry <= signingTime) return', 'if (expiry === undefined) return',
  headers('attack 36: an end before it was made'), 'Such a signature never was one.');
row('store-kind', 'judge', "const authorities = stores[storeOf[envelope.attributes.scheme]] ?? [];", "const authorities = [...(stores.ca ?? []), ...(stores.signingAuthority ?? [])];",
  headers('attack 36: a signing authority that a store of the kind ca vouches for, and the other way round'), 'Under the other scheme the signer chooses the time himself.');
row('authority-time', 'signing-time', 'const valid = chain.every((certificate) => isValidAt(certificate, signingTime));', 'const valid = true;',
  headers('attack 36: a signing authority whose time is outside of its certificate, or to come'), 'A certificate that was stolen when it had long ended.');
row('end', 'signing-time', 'if (expiry === undefined || now < expiry) return undefined;', 'if (expiry === undefined) return undefined;',
  headers('attack 36: an end that is past'), 'The signer said until when it counts (CVE-2024-23332).');

row('order', 'chain', 'if (!isIssuedBy(certificate, issuer)) return broken;', '', certificates('attack 36: a chain without what is between'), 'Any certificate of the store could be appended to any leaf.');
row('extra-root', 'chain', 'if (issuer !== certificate && isIssuedBy(certificate, certificate)) return broken;', '',
  certificates('attack 36: a chain with one more at the end'), 'What is beside the chain vouches for nothing.');
row('issuer-signature', 'certificate', 'return certificate.x509.verify(issuer.key);', 'return true;',
  certificates('attack 29: an authority of the same name and another key'), 'Anybody can write the name of an issuer.');
row('leaf-authority', 'certificate-rules', "if (basicConstraints(certificate)?.isAuthority) return message('The certificate is one of a certificate authority.');", '',
  certificates('attack 29: a leaf that is an authority'), 'The key of an authority signs no images.');
row('key-usage-critical', 'certificate-rules', "if (purpose === 'code-signing' && !usage.critical) return message", "if (purpose === 'code-signing' && usage.bits.length === 0) return message",
  certificates('attack 29: a leaf that does not mark the usage of its key as critical'), 'The specification wants it.');
row('key-usage-more', 'certificate-rules', "if (more) return message('The certificate is for more than digital signatures.');", '',
  certificates('attack 29: a leaf that may issue certificates'), 'One key for two purposes.');
row('extended-usage', 'certificate-rules', 'const other = extended.usages.find((usage) => forbidden.has(usage));', 'const other = undefined as string | undefined;',
  certificates('attack 29: a leaf that is for servers too'), 'The key of a web server signs no images.');
row('code-signing', 'certificate-rules', "if (!extended.usages.includes(oids.codeSigning)) return message('The certificate is not for code signing.');", '',
  clock('is no image, and a certificate for other things than code signs none'), 'A key for something else signs no images.');
row('critical-extension', 'certificate-rules', 'const unknown = [...certificate.extensions].find(([name, { critical }]) => critical && !understood.has(name));', 'const unknown = undefined as [string] | undefined;',
  certificates('attack 29: a leaf that has a critical extension that nobody knows'), 'It could limit what the certificate is for.');
row('sha1', 'certificate-rules', "if (!certificate.soundHash) return message('A certificate is signed with a hash that no longer holds.');", '',
  certificates('attack 29: a leaf that is signed with SHA-1'), 'Two certificates with one such signature can be made.');
row('weak-authority', 'certificate-rules', "if (!isStrongKey(certificate)) return message('The key of the certificate is of a weak or unknown kind.');", '',
  certificates('attack 29: an authority that has a weak key'), 'RSA-1024 can be broken.');
row('authority', 'certificate-rules', "if (!constraints?.isAuthority || !constraints.critical) return message('{0} is no certificate authority.', name);", '',
  certificates('attack 29: an authority that says that it is none'), 'Every leaf could issue leaves.');
row('authority-usage', 'certificate-rules', "return signs ? undefined : message('{0} may not issue certificates.', name);", 'return signs ? undefined : undefined;',
  certificates('attack 29: an authority that may not issue certificates'), 'Its owner limited it.');
row('path-length', 'certificate-rules', "if ((constraints.pathLength ?? below) < below) return message", 'if (below > 100) return message',
  certificates('attack 29: an authority below one that allows none'), 'An authority that may issue leaves alone would make authorities.');
row('valid-now', 'signing-time', 'const valid = chain.every((certificate) => isValidAt(certificate, now));', 'const valid = isValidAt(chain[0], now);',
  certificates('attack 29: an authority in between that has expired'), 'CVE-2026-24122: the authority in between counts as well.');
row('algorithm', 'integrity', 'const fits = algorithm === algorithmOf(leaf.key);', 'const fits = algorithmOf(leaf.key) !== undefined;',
  certificates('attack 31: keys and algorithms of notation-jws'), 'The key decides, and never the envelope.');
row('signature', 'algorithm', 'return verify(hash, signed, options, signature);', 'return signature.length === 64;',
  certificates('attack 31: a signature of the same key over something else, or cut short'), 'The signature itself.');
row('identity', 'judge', 'wanted !== undefined && isPartOf(wanted, actual));', 'wanted !== undefined);',
  certificates('attack 26: an identity that only looks like the one that is named'), 'Everybody whom the authority knows would be accepted.');
row('identity-twice', 'x509-subject', 'return attributes.size === pairs.length ? attributes : undefined;', 'return attributes;',
  certificates('attack 26: an identity that only looks like the one that is named'), 'One of two organisations could be anybody.');
row('anchored', 'judge', 'if (!anchored) {', 'if (!anchored && authorities.length === 0) {', certificates('attack 29: an authority of the same name and another key'), 'Anybody can issue himself any name.');
row('nobody-named', 'index', "return { verdict: othersPinned ? 'invalid' : 'signed-unpinned' };", "return { verdict: othersPinned ? 'invalid' : 'verified' };",
  envelope('calls a good signature that nobody is named for intact, and its signer not trusted'), 'Anybody can sign.');
row('revocation', 'judge', "{ name: 'revocation', action: 'skip', problem: revocation[actionOf(policy, 'revocation')] },", "finding('revocation', actionOf(policy, 'revocation'), undefined),",
  envelope('says that revocation is not checked, also where the policy wants it'), 'What was not asked must not read as good.');

row('cbor-duplicates', 'cbor', 'rejectDuplicateMapKeys: true,', 'rejectDuplicateMapKeys: false,', cose('attack 35: with one key twice'), 'Two readers see two documents.');
row('cbor-endless', 'cbor', 'allowIndefinite: false,', 'allowIndefinite: true,', cose('attack 35: with a list without a length'), 'Written in two ways, and a bound for neither.');
row('cbor-items', 'cbor', "if (--this.#left < 0) throw new RangeError('too many items');", '', cose('attack 35: with more values than any signer writes'), 'Millions of values in a few bytes.');
row('cbor-tag', 'cose', '!(document instanceof Tagged) || document.tag !== tags.sign1 ||', '!(document instanceof Tagged) ||', cose('attack 35: with the time tag'), 'What is no COSE_Sign1 was signed as something else.');
row('cose-overlap', 'cose', 'headers === undefined || overlap(headers, parts.open)) return', 'headers === undefined) return', cose('attack 35: with a protected header in the other ones too'), 'Anybody can write into the other headers.');
row('cose-as-received', 'cose', 'signed: toBeSigned(head, payload)', 'signed: toBeSigned(writeCbor(headers), payload)', cose('attack 32: protected headers that are written anew'), 'Other bytes were signed.');
row('chain-length', 'chain', 'if (certificates.length > limits.chainLength) return undefined;', '', cose('attack 35: with more certificates than any chain has'), 'Each is parsed, and verified.');
row('certificate-size', 'certificate', 'if (bytes.length > limits.certificateBytes) return undefined;', '', certificates('attack 35: a certificate that is larger than any authority issues'), 'It is read value by value.');
row('jws-keys', 'jws', "!hasOnlyKeys(body, ['payload', 'protected', 'header', 'signature'])", 'false', jws('attack 32: with one more key'), 'The general form beside the flattened one is a second signature.');
row('jws-overlap', 'jws', " || overlap(headers, property(body, 'header'))) return", ') return', jws('attack 32: with a protected header in the other one too'), 'Anybody can write into the other header.');
row('base64', '../base64', 'return bytes.toString(encoding) === text ? bytes : undefined;', 'return bytes;', jws('attack 32: with a padded signature'), 'One signature written in many ways.');
row('size-of-all', 'integrity', 'if (blob.length > limits.notationBytes) {', 'if (blob.length > 64 * limits.notationBytes) {', jws('attack 35: that are larger than any signer writes'), 'It would be parsed several times over.');

row('stamp-of-other', 'signing-time', "if (!isTimestampOf(timestamp, signature)) return { problem: message('The time stamp is of another signature.') };", '', clock('fails when it is of another signature'), 'Any old time stamp would make a new signature old.');
row('stamp-accuracy', 'signing-time', 'isValidAt(certificate, time - accuracy, time + accuracy)', 'isValidAt(certificate, time)', clock('fails when it may be after it ended, so inexact is the clock'), 'It may have been later than it says.');
row('stamp-policy', 'timestamp-info', "oid(policy) === oids.baselineTimestampPolicy ? 1000 : said", "oid(policy) === '' ? 1000 : said", clock('fails when it may be a second after it ended, as the policy of the clock says'), 'The policy of the clock says how right it is.');
row('stamp-certificate', 'timestamp', "if (!namesCertificate(signer, leaf)) return", "if (signer.attributes.size === 0) return", clock('fails when it names another certificate of the clock'), 'Another certificate of the same key, with another time (RFC 5816).');
row('stamp-digest', 'timestamp', 'if (messageDigest === undefined || !octets(messageDigest).equals(digest(hash, content))) return false;', '', clock('fails when it has no digest'), 'The attributes are signed, and only the digest ties the time to them.');
row('stamp-clock-time', 'timestamp', 'const valid = chain.every((certificate) => times.every((at) => isValidAt(certificate, at)));', 'const valid = chain.length > 0;', clock('fails when it is before the certificate of the clock'), 'A stolen key of a clock that ended long ago.');
row('stamp-usage', 'certificate-rules', 'const only = extended?.critical && extended.usages.length === 1 && extended.usages[0] === oids.timeStamping;', 'const only = extended?.usages.includes(oids.timeStamping);', clock('fails when the certificate of the clock is for code signing too'), 'A key that signs code is no clock.');
row('stamp-future', 'signing-time', 'if (time - accuracy > now + limits.clockSkew) return { problem: future };', '', clock('is refused where it is made in the future'), 'Nobody has been there yet.');
row('stamp-wanted', 'signing-time', "if (timestampToken === undefined) return { problem: message('The trust policy wants a time stamp, and the signature has none.') };", 'if (timestampToken === undefined) return {};', clock('is wanted where the policy names a store of clocks'), 'Leaving it out would be the way around it.');

row('policy-store-name', 'trust-policy-rules', "parts === null || parts[2] === '.' || parts[2] === '..' ? undefined", 'parts === null ? undefined', policy('is refused with a store that leads out of the folder'), 'Every certificate above it would be trusted.');
row('policy-scope', 'trust-policy', 'find(`${registry}/${repository}`)', 'policies.find(({ scopes }) => scopes.some((scope) => `${registry}/${repository}`.startsWith(scope)))', policy('is selected by the whole name of the repository, else by *'), 'registry.example/app-evil begins like registry.example/app.');
row('policy-skip', 'trust-policy', "(action === 'skip' && name === ('revocation' satisfies NotationValidation))", "action === 'skip'", policy('is refused with skipped authenticity'), 'A signature by anybody would do.');
row('store-links', 'trust-store', "const entries = found?.kind === 'folder' ? await entriesOf(files, folder) : [];", 'const entries = found ? await entriesOf(files, folder) : [];', store('follows no link: to a document, a store, or a certificate'), 'A link may lead to where others can write.');
row('store-leaf', 'store-certificates', 'return isRoot || isAuthority(certificate) ? undefined', 'return isRoot || certificate.extensions.size > 0 ? undefined', store('is broken with a leaf that somebody else issued'), 'Its issuer is not trusted.');
row('store-clock-root', 'store-certificates', "if (kind === 'tsa') return isRoot ? undefined", "if (kind === 'tsa') return isRoot || isAuthority(certificate) ? undefined", store('wants roots for clocks'), 'The specification wants it.');
row('broken-is-unknown', 'trust-store', "if (trust.kind === 'broken') return [{ ...unusable, problem: trust.reason }];", "if (trust.kind === 'broken') return [];", store('is broken, and makes a signature unknown and not wrong, with a document that breaks a rule'), 'A mistake in a file must not read as if nobody was named.');

rows.push({
  id: 'notation-file-links',
  file: 'server/src/node/trust-files.ts',
  text: '{ largest, noLinks: true }',
  replacement: '{ largest }',
  test: 'test/node/trust-files.test.ts',
  name: 'files that trust rests on > are never links',
  why: 'What was listed as a file may be a link by the time that it is read.',
});

export const notation = rows;

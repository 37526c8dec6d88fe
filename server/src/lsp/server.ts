import type { Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { message } from '../core/message';
import {
  notifications, requests,
  type CheckLoginAnswer, type CheckLoginRequest, type ConvertAnswer, type ConvertRequest, type DocumentPlace, type EditImagesRequest, type ImagesRequest, type InsertRequest, type NameSignerAnswer, type NameSignerRequest, type PlannedEdit, type ToolAnswer, type ToolRequest, type TrustedTags, type VerifyAnswer, type VerifyRequest, type WorkspaceImages, type WorkspaceImagesRequest, type WorkspaceUpdates,
} from '../protocol';
import { Checking } from './checking';
import { codeActions } from './code-actions';
import { codeLenses } from './code-lenses';
import { completions } from './completions';
import { Configuration } from './configuration';
import { Contexts } from './contexts';
import { convert } from './convert';
import { documentLinks } from './document-links';
import type { Edge } from './edge';
import { createGuard } from './guard';
import { hover } from './hover';
import { inlayHints } from './inlay-hints';
import { answerLifecycle } from './lifecycle';
import { LocalIndex } from './local-index';
import { followLogins } from './logins';
import { TextDocuments } from './lsp-values';
import { PolicyDocuments } from './policy-documents';
import { Refreshing } from './refreshing';
import { fixOffers, images, pinAll, resolveFix } from './requests';
import type { Runtime } from './runtime';
import { Session } from './session';
import { Typing } from './typing';
import { filesChanged } from './watching';

/** Answers one client over `connection`, on which the caller listens. */
export function startServer(connection: Connection, runtime: Runtime): void {
  const session = new Session({ hasDisk: runtime.inBrowser !== true });
  const typing = new Typing(() => runtime.clock.now());
  const documents = new TextDocuments({ create: TextDocument.create, update: typing.update });
  const names = new LocalIndex(runtime);
  const configuration = new Configuration(connection, session, runtime);
  const policies = new PolicyDocuments(documents, runtime.files);
  const contexts = new Contexts(session, runtime, { configuration, names, policies });
  const refreshing = new Refreshing({ connection, session, runtime });
  const checking = new Checking({ connection, documents, typing, session, runtime, contexts, refreshing });
  const guard = createGuard(runtime.log);
  const edge: Edge = { connection, documents, typing, session, runtime, contexts, policies, checking, names, guard };

  names.onChange = () => checking.recheckAll();
  policies.onChange = () => {
    contexts.clear();
    checking.recheckAll();
  };
  void guard.notification('verifications', () => runtime.service.onVerified(() => checking.verified()))(undefined);
  answerLifecycle(edge);
  followDocuments(edge);
  answerLanguageFeatures(edge);
  answerOwnRequests(edge);
  hearOwnNotifications(edge);
  followLogins(edge);
  documents.listen(connection);
}

function followDocuments({ connection, documents, contexts, policies, checking, names, guard }: Edge): void {
  documents.onDidChangeContent(({ document }) => {
    checking.changed(document);
    policies.touched(document.uri);
  });
  documents.onDidSave(({ document }) => checking.saved(document.uri));
  documents.onDidClose(({ document }) => {
    checking.closed(document.uri);
    policies.touched(document.uri);
  });
  connection.onDidChangeConfiguration(guard.notification('configuration', () => {
    contexts.clear();
    checking.recheckAll();
  }));
  connection.onDidChangeWatchedFiles(guard.notification('watched files', async ({ changes }) => {
    if (!(await filesChanged(changes, { names, contexts }))) return;
    contexts.clear();
    checking.recheckAll();
  }));
}

function answerLanguageFeatures(edge: Edge): void {
  const { connection, checking, guard } = edge;
  connection.onCodeAction(guard.request('code actions', () => [], (params, signal) => codeActions(params, edge, signal)));
  connection.onCompletion(guard.request('completion', () => null, params => completions(params, edge)));
  connection.onCompletionResolve(async item => (await guard.request('completion item', () => item, async () => (await edge.runtime.assist()).resolveCompletion(item, edge))(item)));
  connection.onHover(guard.request('hover', () => null, (params, signal) => hover(params, edge, { signal, checking })));
  connection.languages.inlayHint.on(guard.request('inlay hints', () => [], (params, signal) => inlayHints(params, edge, signal)));
  connection.onCodeLens(guard.request('code lenses', () => [], (params, signal) => codeLenses(params, edge, signal)));
  connection.onCodeLensResolve(async lens => (await guard.request('code lens', () => lens, async () => (await edge.runtime.assist()).resolveLens(lens, edge))(lens)));
  connection.onDocumentLinks(guard.request('document links', () => [], params => documentLinks(params, edge)));
  // Pull is advertised only to clients that lack push.
  connection.languages.diagnostics.on(guard.request('diagnostics', () => ({ kind: 'full', items: [] }), async ({ textDocument }) => {
    return { kind: 'full', items: await checking.pull(textDocument.uri) };
  }));
}

const internalError = message('Something went wrong inside Plimsoll: the log has the details');

function answerOwnRequests(edge: Edge): void {
  const { connection, guard, session } = edge;
  const failedEdit = (): PlannedEdit => ({ uri: '', version: 0, edits: [], changed: 0, failed: [session.say(internalError)] });
  const failedVerify = (): VerifyAnswer & NameSignerAnswer => ({ ok: false, reason: session.say(internalError) });
  const failedCheck = (): CheckLoginAnswer => ({ ok: false, refused: false, reason: session.say(internalError) });
  const failedUpdates = (): WorkspaceUpdates => ({ files: [], failed: [session.say(internalError)] });
  const failedListing = (): WorkspaceImages => ({ listing: '', turn: 0, isWhole: false, files: [], gone: [] });
  const failedConversion = (): ConvertAnswer => ({ ok: false, reason: session.say(internalError) });
  const failedTool = (): ToolAnswer => ({ ok: false, reason: 'Something went wrong inside Plimsoll, which says nothing about the image.' });
  connection.onRequest(requests.resolveFix,
    guard.request('resolve fix', failedEdit, (request: unknown, signal) => resolveFix(request, edge, signal)));
  connection.onRequest(requests.pinAll,
    guard.request('pin all', failedEdit, (place: DocumentPlace, signal) => pinAll(place, edge, signal)));
  connection.onRequest(requests.images, guard.request('images', () => [], (place: DocumentPlace) => images(place, edge)));
  connection.onRequest(requests.fixes, guard.request('fixes', () => [], (place: DocumentPlace) => fixOffers(place, edge)));
  const { assist } = edge.runtime;
  connection.onRequest(requests.updateAll,
    guard.request('update all', failedEdit, async (place: DocumentPlace, signal) => (await assist()).updateAll(place, edge, signal)));
  connection.onRequest(requests.updateWorkspace,
    guard.request('update workspace', failedUpdates, async (_params: unknown, signal) => (await assist()).updateWorkspace(edge, signal)));
  connection.onRequest(requests.workspaceImages,
    guard.request('workspace images', failedListing, async (request: WorkspaceImagesRequest, signal) => (await assist()).workspaceImages(request, edge, signal)));
  connection.onRequest(requests.imageAlternatives,
    guard.request('image alternatives', () => [], async (request: ImagesRequest, signal) => (await assist()).imageAlternatives(request, edge, signal)));
  connection.onRequest(requests.editImages,
    guard.request('edit images', failedUpdates, async (request: EditImagesRequest, signal) => (await assist()).editImages(request, edge, signal)));
  connection.onRequest(requests.verify,
    guard.request('verify', failedVerify, async (request: VerifyRequest, signal) => (await assist()).verify(request, edge, signal)));
  connection.onRequest(requests.askTool,
    guard.request('ask tool', failedTool, async (request: ToolRequest, signal) => (await assist()).askTool(request, edge, signal)));
  connection.onRequest(requests.nameSigner,
    guard.request('name signer', failedVerify, async (request: NameSignerRequest) => (await assist()).nameSigner(request, edge)));
  connection.onRequest(requests.hide,
    guard.request('hide', failedVerify, async (request: unknown) => (await assist()).hide(request, edge)));
  connection.onRequest(requests.trustedImages,
    guard.request('trusted images', () => [], async (place: DocumentPlace) => (await assist()).trustedImages(place, edge)));
  connection.onRequest(requests.trustedTags,
    guard.request('trusted tags', () => [], async (asked: TrustedTags) => (await assist()).trustedTags(asked, edge)));
  connection.onRequest(requests.trustedSize,
    guard.request('trusted size', () => null, async (asked: TrustedTags, signal) => (await assist()).trustedSize(asked, edge, signal)));
  connection.onRequest(requests.insertImage,
    guard.request('insert image', failedEdit, async (request: InsertRequest) => (await assist()).insertImage(request, edge)));
  connection.onRequest(requests.checkLogin,
    guard.request('check login', failedCheck, async (request: CheckLoginRequest, signal) => (await assist()).checkLogin(request, edge, signal)));
  connection.onRequest(requests.convert,
    guard.request('convert', failedConversion, (request: ConvertRequest, signal) => convert(request, edge, signal)));
  connection.onRequest(requests.clearCache, guard.request('clear cache', () => false, async () => {
    const cleared = await edge.runtime.service.clearCache();
    // What is in sight is asked for anew.
    edge.checking.recheckAll();
    return cleared;
  }));
}

function hearOwnNotifications({ connection, session, contexts, checking, guard }: Edge): void {
  connection.onNotification(notifications.trustGranted, guard.notification('trust granted', () => {
    session.trusted = true;
    contexts.clear();
    checking.recheckAll();
  }));
  connection.onNotification(notifications.visibleDocuments, guard.notification('visible documents', (params: { uris?: unknown }) => {
    session.show(Array.isArray(params.uris) ? params.uris.filter(uri => typeof uri === 'string') : []);
    checking.visibilityChanged();
  }));
  connection.onNotification(notifications.deferred, guard.notification('deferred', (params: { uri?: unknown; findings?: unknown }) => session.defer(params.uri, params.findings)));
  connection.onNotification(notifications.allowHost, guard.notification('allow host', (params: { host?: unknown }) => {
    if (typeof params.host !== 'string') return;
    session.hosts.add(params.host);
    checking.recheckAll();
  }));
}

/**
 * What is used of the protocol's library but for types. A bundle copies all the names of a CommonJS module for each file that
 * imports one of them: several hundred, and several megabytes while the server starts.
 */
export { CancellationTokenSource, CodeActionKind, CodeActionTriggerKind, CodeLensRefreshRequest, DiagnosticSeverity, DiagnosticTag, DidChangeConfigurationNotification, DidChangeWatchedFilesNotification, LSPErrorCodes, MarkupKind, ResponseError, TextDocumentSyncKind, TextDocuments } from 'vscode-languageserver';

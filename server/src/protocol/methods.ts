// What client and server ask of each other beyond the language server protocol, and tell each other.

/** Requests, by method. */
export const requests = {
  /** FixRequest -> PlannedEdit. A fix was clicked. */
  resolveFix: 'plimsoll/resolveFix',
  /** DocumentPlace -> PlannedEdit. "Pin all" was run. */
  pinAll: 'plimsoll/pinAll',
  /** DocumentPlace -> PlannedEdit. "Update all" was run. */
  updateAll: 'plimsoll/updateAll',
  /** No parameters -> WorkspaceUpdates. "Update all in the workspace" was run. */
  updateWorkspace: 'plimsoll/updateWorkspace',
  /** WorkspaceImagesRequest -> WorkspaceImages: every image that a file of the workspace names. Asks no registry. */
  workspaceImages: 'plimsoll/workspaceImages',
  /** ImagesRequest -> ImageAlternative[]: what could take the place of images of the workspace. Asks no registry. */
  imageAlternatives: 'plimsoll/imageAlternatives',
  /** EditImagesRequest -> WorkspaceUpdates. "Pin", "Update" or "Replace" was run for images of the workspace. */
  editImages: 'plimsoll/editImages',
  /** DocumentPlace -> ImageAt[]: the images of a document. */
  images: 'plimsoll/images',
  /** DocumentPlace -> FixOffer[]: what the light bulb would offer at a place. */
  fixes: 'plimsoll/fixes',
  /** VerifyRequest -> VerifyAnswer. The command was run. */
  verify: 'plimsoll/verify',
  /** NameSignerRequest -> NameSignerAnswer. The step was clicked. */
  nameSigner: 'plimsoll/nameSigner',
  /** HideRequest -> NameSignerAnswer: the edit of the policy. A way to hide a finding was chosen. */
  hide: 'plimsoll/hide',
  /** DocumentPlace -> TrustedImage[]: what may be inserted, without tags. */
  trustedImages: 'plimsoll/trustedImages',
  /** TrustedTags -> TrustedImage[]: one of them under each of its tags. */
  trustedTags: 'plimsoll/trustedTags',
  /** TrustedTags -> string | null: the size of an image that somebody looks at in the list, once its registry said so. */
  trustedSize: 'plimsoll/trustedSize',
  /** InsertRequest -> PlannedEdit. One was chosen. */
  insertImage: 'plimsoll/insertImage',
  /** ConvertRequest -> ConvertAnswer. The command was run. */
  convert: 'plimsoll/convert',
  /** ToolRequest -> ToolAnswer. A language model called a tool, and the user let it. */
  askTool: 'plimsoll/askTool',
  /** Server to client, FetchRequest -> FetchAnswer: one exchange, made where the editor's proxies are. Kept out of every log. */
  fetch: 'plimsoll/fetch',
  /** No parameters -> boolean: whether it is done. The command was run. */
  clearCache: 'plimsoll/clearCache',
  /** RegistryLoginRequest -> string | null, server to client: a login that the client keeps, sealed so that nobody else can read it. */
  registryLogin: 'plimsoll/registryLogin',
  /** CheckLoginRequest -> CheckLoginAnswer. Somebody signed in. */
  checkLogin: 'plimsoll/checkLogin',
} as const;

/** Notifications, by method. */
export const notifications = {
  /** Client to server, no parameters: the user trusts the workspace from now on. */
  trustGranted: 'plimsoll/trustGranted',
  /** Client to server, VisibleDocuments. */
  visibleDocuments: 'plimsoll/visibleDocuments',
  /** Client to server, AllowHost: "Look up this host" was clicked. */
  allowHost: 'plimsoll/allowHost',
  /** Client to server, LoginsChanged: at the start, and whenever one of the logins that the client keeps may be another. */
  loginsChanged: 'plimsoll/loginsChanged',
  /** Client to server, Deferred: which findings of a document are not shown, because another tool marks the same. */
  deferred: 'plimsoll/deferred',
  /** Server to client, DocumentStatus. */
  status: 'plimsoll/status',
  /** Server to client, ImagesProgress: while `workspaceImages` is being answered. */
  imagesProgress: 'plimsoll/imagesProgress',
} as const;

/** Commands that the server names in code actions, hovers, hints and lenses, and the client registers. */
export const commands = {
  applyFix: 'plimsoll.applyFix',
  pinAll: 'plimsoll.pinAll',
  openRulePage: 'plimsoll.openRulePage',
  lookUpHost: 'plimsoll.lookUpHost',
  alwaysLookUpHost: 'plimsoll.alwaysLookUpHost',
  verify: 'plimsoll.verifyImage',
  replace: 'plimsoll.replaceImage',
  requestTrust: 'plimsoll.requestTrust',
  convert: 'plimsoll.convertDockerfile',
  signIn: 'plimsoll.signIn',
  ignore: 'plimsoll.ignore',
} as const;

/** The code action kind of "pin everything in this file". */
export const pinAllKind = 'source.pinImages.plimsoll';

/** The code action kind of "verify the signature": it fixes nothing and changes nothing. */
export const verifyKind = 'verify.plimsoll';

/**
 * The defences, and the test of each. A row says how the defence is switched off: in `file`, `text` (which stands there exactly
 * once) becomes `replacement`. The test `name` in the file `test` must then fail. `name` is the full name, with ` > ` between
 * its parts. Whoever adds a defence adds its row.
 */
import { activation } from './table/activation.mjs';
import { attacks } from './table/attacks.mjs';
import { cache } from './table/cache.mjs';
import { carriedCommands } from './table/carried-commands.mjs';
import { catalog } from './table/catalog.mjs';
import { charts } from './table/charts.mjs';
import { confined } from './table/confined.mjs';
import { conversion } from './table/conversion.mjs';
import { credentials } from './table/credentials.mjs';
import { discovery } from './table/discovery.mjs';
import { documents } from './table/documents.mjs';
import { edges } from './table/edges.mjs';
import { explorer } from './table/explorer.mjs';
import { freshness } from './table/freshness.mjs';
import { hcl } from './table/hcl.mjs';
import { hints } from './table/hints.mjs';
import { huntKube } from './table/hunt-kube.mjs';
import { keptListing } from './table/kept-listing.mjs';
import { limits } from './table/limits.mjs';
import { mirrors } from './table/mirrors.mjs';
import { notation } from './table/notation.mjs';
import { overlays } from './table/overlays.mjs';
import { pins } from './table/pins.mjs';
import { pipelines } from './table/pipelines.mjs';
import { places } from './table/places.mjs';
import { policyEntries } from './table/policy-entries.mjs';
import { policy } from './table/policy.mjs';
import { proxies } from './table/proxies.mjs';
import { quiet } from './table/quiet.mjs';
import { registries } from './table/registries.mjs';
import { registryQuirks } from './table/registry-quirks.mjs';
import { report } from './table/report.mjs';
import { resources } from './table/resources.mjs';
import { reuse } from './table/reuse.mjs';
import { rules } from './table/rules.mjs';
import { scripts } from './table/scripts.mjs';
import { signatures } from './table/signatures.mjs';
import { signers } from './table/signers.mjs';
import { sigstore } from './table/sigstore.mjs';
import { sources } from './table/sources.mjs';
import { tags } from './table/tags.mjs';
import { tilt } from './table/tilt.mjs';
import { tools } from './table/tools.mjs';
import { transport } from './table/transport.mjs';
import { trustRoot } from './table/trust-root.mjs';
import { welcome } from './table/welcome.mjs';

export const mutants = [
  ...huntKube,
  ...transport, ...registries, ...documents, ...policy, ...signatures, ...sigstore, ...discovery, ...notation, ...signers, ...pins,
  ...report, ...trustRoot, ...welcome, ...attacks, ...edges, ...catalog, ...rules, ...reuse, ...conversion, ...registryQuirks,
  ...mirrors, ...proxies, ...credentials, ...limits, ...tags, ...cache, ...freshness, ...overlays, ...sources, ...resources, ...hcl,
  ...charts, ...scripts, ...explorer, ...places, ...tools, ...hints, ...pipelines, ...carriedCommands, ...quiet, ...tilt, ...confined, ...policyEntries, ...activation,
  ...keptListing,
];

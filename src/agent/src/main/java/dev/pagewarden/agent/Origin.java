package dev.pagewarden.agent;

import dev.pagewarden.evidence.CallSite;

/**
 * Where an imported table came from.
 *
 * @param exporter binary name of the exporter's class, or null if it was not seen
 * @param mappedAt where the importer mapped it, or null if unknown
 */
record Origin(String exporter, CallSite mappedAt) {}

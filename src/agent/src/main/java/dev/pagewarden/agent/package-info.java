/**
 * The scramble agent: hides the pages of mapped tables from importers and records who reaches for
 * them, to the exact call site. {@link dev.pagewarden.agent.PagewardenAgent} is the entry. Classes
 * are probed while they load ({@link dev.pagewarden.agent.ProbeTransformer}); what the probes
 * report meets in {@link dev.pagewarden.agent.Warden}. What a table is comes from the contract; how
 * records look on disk is the evidence module's.
 */
package dev.pagewarden.agent;

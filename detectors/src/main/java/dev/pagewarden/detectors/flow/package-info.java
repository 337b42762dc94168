/**
 * The flow analysis: which values can be an imported table, or an entry, iterator or page of one,
 * and where they came from. {@link dev.pagewarden.detectors.flow.FlowAnalysis} is the entry. It
 * works on class files through ASM; no type of SpotBugs may be used here.
 */
package dev.pagewarden.detectors.flow;

/**
 * The SpotBugs side of Pagewarden: a thin adapter that hands SpotBugs' class files to the flow
 * analysis and turns its findings, joined with what test runs saw, into bug instances. {@link
 * dev.pagewarden.detectors.PageAccessDetector} is the entry. How values flow is none of this
 * package's business; see {@link dev.pagewarden.detectors.flow}.
 */
package dev.pagewarden.detectors;

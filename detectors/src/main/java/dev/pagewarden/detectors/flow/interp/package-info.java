/**
 * The abstract interpreter: runs methods on abstract states, resolves calls, applies contract and
 * library models, and notes the accesses it meets. {@link
 * dev.pagewarden.detectors.flow.interp.Interpreter} is the entry.
 */
package dev.pagewarden.detectors.flow.interp;

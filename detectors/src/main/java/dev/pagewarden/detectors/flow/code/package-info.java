/**
 * The program under analysis: class files, methods with their bytecode offsets, the type hierarchy
 * and the call graph. {@link dev.pagewarden.detectors.flow.code.Program} is the entry. Nothing here
 * knows values or findings.
 */
package dev.pagewarden.detectors.flow.code;

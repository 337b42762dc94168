package dev.pagewarden.detectors.flow;

import dev.pagewarden.evidence.CallSite;

/**
 * An instruction and the source file it comes from.
 *
 * @param site the instruction
 * @param sourceFile name of the source file without directories, or null if the class file does not
 *     say
 * @param isStatic whether the method that holds the instruction is static
 */
public record Location(CallSite site, String sourceFile, boolean isStatic) {}

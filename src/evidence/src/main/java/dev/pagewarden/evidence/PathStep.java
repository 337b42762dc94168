package dev.pagewarden.evidence;

/**
 * One step of a table's way from its mapping to the access.
 *
 * @param role what happens, as the beginning of a phrase that a line completes ("Mapped at")
 * @param site where
 * @param sourceFile name of the source file, or null if unknown
 */
public record PathStep(String role, CallSite site, String sourceFile) {}

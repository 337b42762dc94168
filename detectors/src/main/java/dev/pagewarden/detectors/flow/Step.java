package dev.pagewarden.detectors.flow;

/**
 * One step of a table's way from its mapping to the access.
 *
 * @param role what happens, as the beginning of a phrase that a line number completes ("Mapped at",
 *     "Passed to Helper.read(SgTable) at", "Stored in field Importer.table at")
 * @param location where it happens
 */
public record Step(String role, Location location) {}

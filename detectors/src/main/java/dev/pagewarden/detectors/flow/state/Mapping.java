package dev.pagewarden.detectors.flow.state;

import dev.pagewarden.detectors.flow.Location;

/**
 * A place in the code where a table is mapped.
 *
 * @param location the call of the mapping method; the mapping's identity
 * @param tableType the type that the mapping method returns, in internal form
 */
public record Mapping(Location location, String tableType) {}

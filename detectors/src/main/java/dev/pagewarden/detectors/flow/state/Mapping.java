package dev.pagewarden.detectors.flow.state;

import dev.pagewarden.detectors.flow.Location;

/**
 * What a call of a mapping method has mapped.
 *
 * @param location the call
 * @param tableType the type that the mapping method returns, in internal form
 * @param earlier whether it stands for what the call mapped before it mapped the last one, and is
 *     mapped still
 */
public record Mapping(Location location, String tableType, boolean earlier) {
  /** Returns what the call mapped before this. */
  Mapping before() {
    return new Mapping(location, tableType, true);
  }
}

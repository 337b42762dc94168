package dev.pagewarden.detectors.flow.interp;

import dev.pagewarden.contract.Member;
import dev.pagewarden.detectors.flow.Location;
import dev.pagewarden.detectors.flow.state.Mapping;
import dev.pagewarden.detectors.flow.state.Trace;
import java.util.Objects;

/**
 * An access to an imported value that was met. Two are the same if they differ in their trace only.
 *
 * @param rule the contract's rule
 * @param accessor the member used, as {@code Scatterlist.page()}
 * @param at where it is reported
 * @param accessedAt where it is; differs from {@code at} if that is in a class that nothing is
 *     reported for
 * @param mapping where the table was mapped
 * @param trace how it came here
 */
public record Access(
    Member rule, String accessor, Location at, Location accessedAt, Mapping mapping, Trace trace) {

  Access reportedAt(Location location) {
    return new Access(rule, accessor, location, accessedAt, mapping, trace);
  }

  Access withTrace(Trace other) {
    return new Access(rule, accessor, at, accessedAt, mapping, other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Access access
        && accessor.equals(access.accessor)
        && at.equals(access.at)
        && accessedAt.equals(access.accessedAt)
        && mapping.equals(access.mapping);
  }

  @Override
  public int hashCode() {
    return Objects.hash(accessor, at, accessedAt);
  }
}

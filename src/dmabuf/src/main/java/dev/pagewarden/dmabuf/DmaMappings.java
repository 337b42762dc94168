package dev.pagewarden.dmabuf;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * For which devices a table is mapped. The DMA fields of the entries show the newest mapping, since
 * mapping a table anew overwrites them as in the kernel.
 */
final class DmaMappings {
  /** A table's mapping for one device. */
  record DmaMapping(Device device, DmaDirection direction, List<DmaSegment> segments) {}

  private final List<DmaMapping> mappings = new ArrayList<>();

  synchronized boolean isMapped() {
    return !mappings.isEmpty();
  }

  synchronized void push(DmaMapping mapping) {
    mappings.add(mapping);
  }

  /** The newest mapping for a device in a direction. */
  synchronized DmaMapping newest(Device device, DmaDirection direction) {
    return newest(device, direction, mapping -> mapping.direction() == direction);
  }

  /** Checks that there is a mapping for a device, in whatever direction. */
  synchronized void requireMapped(Device device) {
    newest(device, null, mapping -> true);
  }

  private DmaMapping newest(Device device, DmaDirection direction, Predicate<DmaMapping> isWanted) {
    DmaMapping other = null;
    for (int i = mappings.size() - 1; i >= 0; i--) {
      DmaMapping mapping = mappings.get(i);
      if (mapping.device() == device && isWanted.test(mapping)) {
        return mapping;
      }
      other = mapping.device() == device && other == null ? mapping : other;
    }
    if (other != null) {
      throw new WrongDirectionException(
          device.subject(),
          "table is mapped " + other.direction() + ", not " + direction,
          "unmap and sync a table in the direction in which it was mapped");
    }
    throw new NotDmaMappedException(
        device.subject(),
        "table is not mapped for this device",
        "unmap and sync what DmaApi.mapSgTable() mapped for the same device, once");
  }

  /** Takes a mapping away and returns the one before, or null. */
  synchronized DmaMapping remove(DmaMapping mapping) {
    for (int i = mappings.size() - 1; i >= 0; i--) {
      if (mappings.get(i) == mapping) {
        mappings.remove(i);
        break;
      }
    }
    return mappings.isEmpty() ? null : mappings.get(mappings.size() - 1);
  }
}

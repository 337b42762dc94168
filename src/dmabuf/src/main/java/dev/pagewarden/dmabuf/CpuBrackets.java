package dev.pagewarden.dmabuf;

import java.util.EnumMap;
import java.util.Map;

/** Counts the CPU accesses that have begun and not ended, by direction. */
final class CpuBrackets {
  private final String subject;
  private final Map<DmaDirection, Integer> open = new EnumMap<>(DmaDirection.class);

  CpuBrackets(String subject) {
    this.subject = subject;
  }

  synchronized void begin(DmaDirection direction) {
    open.merge(direction, 1, Integer::sum);
  }

  synchronized void end(DmaDirection direction) {
    if (open.isEmpty()) {
      throw new UnbalancedCpuAccessException(
          subject,
          "endCpuAccess without beginCpuAccess",
          "put each CPU access between one beginCpuAccess() and one endCpuAccess()");
    }
    if (!open.containsKey(direction)) {
      throw new WrongDirectionException(
          subject,
          "endCpuAccess " + direction + " while the access is " + open.keySet(),
          "pass endCpuAccess() the direction of beginCpuAccess()");
    }
    open.computeIfPresent(direction, (key, count) -> count == 1 ? null : count - 1);
  }
}

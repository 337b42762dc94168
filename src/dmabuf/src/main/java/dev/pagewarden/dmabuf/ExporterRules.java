package dev.pagewarden.dmabuf;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What {@code dma_buf_export} checks of an exporter. */
final class ExporterRules {
  private ExporterRules() {}

  static void check(DmaBufOps ops, long size, String subject) {
    if (size <= 0) {
      throw new InvalidExporterException(
          subject, "exported with a size of " + size + " bytes", "export at least one byte");
    }
    if (overridesPin(ops) != overrides(ops, "unpin")) {
      throw new InvalidExporterException(
          subject,
          ops.getClass().getName() + " overrides only one of pin and unpin",
          "override both or neither");
    }
    if (ops.cacheSgtMapping() && ops.isDynamic()) {
      throw new InvalidExporterException(
          subject,
          ops.getClass().getName() + " has mappings cached of a buffer that moves",
          "return false from cacheSgtMapping() or isDynamic()");
    }
  }

  static boolean overridesPin(DmaBufOps ops) {
    return overrides(ops, "pin");
  }

  private static boolean overrides(DmaBufOps ops, String name) {
    for (Class<?> type = ops.getClass(); type != null; type = type.getSuperclass()) {
      if (declares(type, name)) {
        return true;
      }
    }
    return overridesInInterface(ops.getClass(), name);
  }

  private static boolean overridesInInterface(Class<?> type, String name) {
    if (type == null || type == DmaBufOps.class) {
      return false;
    }
    return type.isInterface() && declares(type, name)
        || overridesInInterface(type.getSuperclass(), name)
        || Arrays.stream(type.getInterfaces()).anyMatch(each -> overridesInInterface(each, name));
  }

  private static boolean declares(Class<?> type, String name) {
    return Arrays.stream(type.getDeclaredMethods())
        .anyMatch(
            method ->
                method.getName().equals(name)
                    && Arrays.equals(
                        method.getParameterTypes(), new Class<?>[] {DmaBufAttachment.class}));
  }

  /** Checks what an exporter's callback returned. */
  static <T> T requireResult(T result, DmaBuf buffer, String callback) {
    if (result == null) {
      throw new InvalidExporterException(
          buffer.subject(),
          buffer.ops().getClass().getName() + "." + callback + " returned null",
          "return a result, or throw what went wrong");
    }
    return result;
  }

  /** Checks that a CPU mapping has all of the buffer. */
  static ByteBuffer requireWhole(ByteBuffer mapping, DmaBuf buffer) {
    requireResult(mapping, buffer, "vmap");
    if (mapping.remaining() < buffer.size()) {
      throw new InvalidExporterException(
          buffer.subject(),
          buffer.ops().getClass().getName()
              + ".vmap mapped "
              + mapping.remaining()
              + " of "
              + buffer.size()
              + " bytes",
          "map the whole buffer from position 0 on");
    }
    return mapping;
  }
}

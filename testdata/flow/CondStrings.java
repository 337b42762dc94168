package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.List;
import java.util.Map;
import support.Rig;

/** Modes that are strings, of which a string can have one only. */
public final class CondStrings {
  private record Config(String mode) {}

  private CondStrings() {}

  /** Runs every variant in every mode. */
  public static void main(String[] args) {
    DmaBuf buffer = Rig.buffer();
    for (String mode : new String[] {"dma", "heap", "anon"}) {
      acceptsOtherConstant(buffer, mode);
      acceptsConstantAskedFirst(buffer, mode);
      acceptsDefaultOfSwitch(buffer, mode);
      reportsDefaultOfSwitch(buffer, mode);
      acceptsSwitchAfterQuestion(buffer, mode);
      acceptsRecordComponent(buffer, new Config(mode));
      acceptsPartOfConstant(buffer, mode);
      reportsNeitherOfTwo(buffer, mode);
    }
    acceptsProperty(buffer, Map.of("mode", "dma"));
    acceptsOneOfAFew(buffer);
  }

  private static SgTable map(DmaBuf buffer) {
    return buffer.mapAttachment(buffer.attach(Rig.device("mode")), DmaDirection.TO_DEVICE);
  }

  private static SgTable open(DmaBuf buffer, String mode) {
    return switch (mode) {
      case "dma" -> map(buffer);
      case "heap", "anon" -> Rig.ownTable(1);
      default -> throw new IllegalArgumentException(mode);
    };
  }

  private static void acceptsOtherConstant(DmaBuf buffer, String mode) {
    SgTable table = mode.equals("dma") ? map(buffer) : Rig.ownTable(1);
    if (mode.equals("heap")) {
      table.pages();
    }
  }

  private static void acceptsConstantAskedFirst(DmaBuf buffer, String mode) {
    SgTable table = open(buffer, mode);
    if ("heap".equals(mode)) {
      table.pages();
    }
    if ("dma".equals(mode)) {
      table.pages(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static SgTable unlessHeap(DmaBuf buffer, String mode) {
    switch (mode) {
      case "heap":
        return Rig.ownTable(1);
      default:
        return map(buffer);
    }
  }

  private static void acceptsDefaultOfSwitch(DmaBuf buffer, String mode) {
    SgTable table = unlessHeap(buffer, mode);
    if ("heap".equals(mode)) {
      table.pages();
    }
  }

  private static void reportsDefaultOfSwitch(DmaBuf buffer, String mode) {
    SgTable table = unlessHeap(buffer, mode);
    if (!"heap".equals(mode)) {
      table.pages(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsSwitchAfterQuestion(DmaBuf buffer, String mode) {
    SgTable table = mode.equals("dma") ? map(buffer) : Rig.ownTable(1);
    switch (mode) {
      case "dma" -> table.nents();
      case "heap" -> table.pages();
      default -> table.zero();
    }
  }

  private static void acceptsRecordComponent(DmaBuf buffer, Config config) {
    SgTable table = config.mode().equals("dma") ? map(buffer) : Rig.ownTable(1);
    if (config.mode().equals("anon")) {
      table.pages();
    }
  }

  private static void acceptsPartOfConstant(DmaBuf buffer, String mode) {
    SgTable table = mode.equals("dma") ? map(buffer) : Rig.ownTable(1);
    if (mode.startsWith("h") || mode.isEmpty()) {
      table.pages();
    }
    if (mode.endsWith("a")) {
      table.pages(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsNeitherOfTwo(DmaBuf buffer, String mode) {
    SgTable table = mode.equals("heap") ? Rig.ownTable(1) : map(buffer);
    if (!mode.equals("anon")) {
      table.pages(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsProperty(DmaBuf buffer, Map<String, String> properties) {
    String mode = properties.getOrDefault("mode", "heap");
    SgTable table = mode.equals("dma") ? map(buffer) : Rig.ownTable(1);
    if (mode.equals("heap")) {
      table.pages();
    }
  }

  private static void acceptsOneOfAFew(DmaBuf buffer) {
    for (String mode : List.of("dma", "heap", "anon")) {
      SgTable table = open(buffer, mode);
      if (!mode.equals("dma")) {
        table.pages();
      }
    }
  }
}

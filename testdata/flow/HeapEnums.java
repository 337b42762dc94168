package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import support.Rig;

/** Enums whose constants have fields of their own: each is one object, and there are no others. */
public final class HeapEnums {
  private enum Hub {
    PRIMARY,
    SECONDARY;

    private final Map<String, SgTable> byName = new HashMap<>();
    private final List<SgTable> plugged = new ArrayList<>();

    void plug(SgTable table) {
      byName.put(name(), table);
      plugged.add(table);
    }
  }

  private enum Mode {
    PEEKING {
      @Override
      int run(SgTable table) {
        return stage.apply(table).pages().length; // expect: DMABUF_PAGE_ACCESS
      }
    },
    COUNTING {
      @Override
      int run(SgTable table) {
        return stage.apply(table).nents();
      }
    },
    COPYING(table -> Rig.ownTable()) {
      @Override
      int run(SgTable table) {
        return stage.apply(table).pages().length;
      }
    };

    final UnaryOperator<SgTable> stage;

    Mode() {
      this(table -> table);
    }

    Mode(UnaryOperator<SgTable> stage) {
      this.stage = stage;
    }

    abstract int run(SgTable table);
  }

  private HeapEnums() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("heap-enums"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsTheHubThatHasIt(table);
      reportsModes(table);
      reportsStageOfConstant(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsTheHubThatHasIt(SgTable table) {
    Hub.PRIMARY.plug(table);
    Hub.SECONDARY.plug(Rig.ownTable());
    Hub.SECONDARY.byName.values().forEach(SgTable::pages);
    Rig.check(Hub.SECONDARY.plugged.get(0).pages().length == 4, "four pages");
    Hub primary = Hub.valueOf("PRIMARY");
    Rig.check(primary.plugged.get(0).pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    SgTable named = primary.byName.get("PRIMARY");
    Rig.check(named.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsModes(SgTable table) {
    int seen = 0;
    for (Mode mode : Mode.values()) {
      seen += mode.run(table);
    }
    Rig.check(seen == 12, "three times four");
  }

  private static void reportsStageOfConstant(SgTable table) {
    SgTable copied = Mode.COPYING.stage.apply(table);
    Rig.check(copied.pages().length == 4, "four pages");
    SgTable counted = Mode.COUNTING.stage.apply(table);
    Rig.check(counted.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }
}

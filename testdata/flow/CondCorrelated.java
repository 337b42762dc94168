package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.List;
import support.Rig;

/** Two conditions on one local value: what was chosen by it, and what is done by it. */
public final class CondCorrelated {
  private enum Origin {
    IMPORTED,
    ALLOCATED
  }

  private CondCorrelated() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("cond-correlated"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      for (boolean imported : new boolean[] {true, false}) {
        acceptsTouchedOnlyIfNotImported(table, imported);
        reportsTouchedOnlyIfImported(table, imported);
        reportsTouchedEitherWay(table, imported);
        acceptsNegatedFlag(table, imported);
        acceptsDerivedFlag(table, imported);
        reportsWrongFlag(table, imported);
        acceptsFlagOfTwoConditions(table, imported);
        acceptsNullAsFlag(table, imported);
        reportsFlagChangedBetween(table, imported);
        acceptsConditionalExpression(table, imported);
        acceptsLoopOnFlag(table, imported);
      }
      for (Origin origin : Origin.values()) {
        acceptsEnumState(table, origin);
        reportsEnumState(table, origin);
        acceptsSwitchTwice(table, origin);
      }
      for (int kind = 0; kind < 3; kind++) {
        acceptsIntegerState(table, kind);
        reportsIntegerState(table, kind);
      }
      acceptsIdentityTest(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void acceptsTouchedOnlyIfNotImported(SgTable table, boolean imported) {
    SgTable current = imported ? table : Rig.ownTable();
    Rig.check(current.nents() == 4, "four entries");
    if (!imported) {
      Rig.check(current.firstEntry().page() != null, "a page");
    }
  }

  private static void reportsTouchedOnlyIfImported(SgTable table, boolean imported) {
    SgTable current;
    if (imported) {
      current = table;
    } else {
      current = Rig.ownTable();
    }
    if (imported) {
      Rig.check(current.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    } else {
      Rig.check(current.firstEntry().page() != null, "a page");
    }
  }

  private static void reportsTouchedEitherWay(SgTable table, boolean imported) {
    SgTable current = imported ? table : Rig.ownTable();
    Rig.check(current.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsNegatedFlag(SgTable table, boolean imported) {
    boolean own = !imported;
    SgTable current = Rig.ownTable();
    if (!own) {
      current = table;
    }
    if (own) {
      Rig.check(current.firstEntry().page() != null, "a page");
    }
  }

  private static void acceptsDerivedFlag(SgTable table, boolean imported) {
    SgTable current = Rig.ownTable();
    boolean borrowed = false;
    if (imported) {
      current = table;
      borrowed = true;
    }
    if (borrowed) {
      return;
    }
    Rig.check(current.firstEntry().page() != null, "a page");
  }

  private static void reportsWrongFlag(SgTable table, boolean imported) {
    boolean large = table.nents() > 2;
    SgTable current = imported ? table : Rig.ownTable();
    if (large) {
      Rig.check(current.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsFlagOfTwoConditions(SgTable table, boolean imported) {
    SgTable current = imported ? table : Rig.ownTable();
    if (!imported && current.nents() > 2) {
      Rig.check(current.firstEntry().page() != null, "a page");
    }
  }

  private static void acceptsNullAsFlag(SgTable table, boolean imported) {
    SgTable theirs = imported ? table : null;
    SgTable current = theirs != null ? theirs : Rig.ownTable();
    if (theirs == null) {
      Rig.check(current.firstEntry().page() != null, "a page");
    }
  }

  private static void reportsFlagChangedBetween(SgTable table, boolean imported) {
    boolean flag = imported;
    SgTable current = flag ? table : Rig.ownTable();
    flag = false;
    if (!flag) {
      Rig.check(current.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsConditionalExpression(SgTable table, boolean imported) {
    SgTable current = imported ? table : Rig.ownTable();
    int count = imported ? current.nents() : current.pages().length;
    Rig.check(count == 4, "four");
  }

  private static void acceptsLoopOnFlag(SgTable table, boolean imported) {
    SgTable current = imported ? table : Rig.ownTable();
    int pages = 0;
    for (int i = 0; i < 2; i++) {
      if (imported) {
        continue;
      }
      pages += current.pages().length;
    }
    Rig.check(pages == (imported ? 0 : 8), "eight pages or none");
  }

  private static void acceptsEnumState(SgTable table, Origin origin) {
    SgTable current = origin == Origin.IMPORTED ? table : Rig.ownTable();
    if (origin == Origin.ALLOCATED) {
      Rig.check(current.firstEntry().page() != null, "a page");
    }
  }

  private static void reportsEnumState(SgTable table, Origin origin) {
    SgTable current = origin == Origin.IMPORTED ? table : Rig.ownTable();
    if (origin != Origin.ALLOCATED) {
      Rig.check(current.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsSwitchTwice(SgTable table, Origin origin) {
    SgTable current =
        switch (origin) {
          case IMPORTED -> table;
          case ALLOCATED -> Rig.ownTable();
        };
    switch (origin) {
      case IMPORTED -> Rig.check(current.nents() == 4, "four entries");
      case ALLOCATED -> Rig.check(current.pages().length == 4, "four pages");
    }
  }

  private static void acceptsIntegerState(SgTable table, int kind) {
    SgTable current = kind == 2 ? table : Rig.ownTable();
    if (kind < 2) {
      Rig.check(current.firstEntry().page() != null, "a page");
    }
  }

  private static void reportsIntegerState(SgTable table, int kind) {
    SgTable current = kind == 2 ? table : Rig.ownTable();
    if (kind > 0) {
      Rig.check(current.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsIdentityTest(SgTable table) {
    for (SgTable each : List.of(table, Rig.ownTable())) {
      if (each != table) {
        Rig.check(each.firstEntry().page() != null, "a page");
      }
    }
  }
}

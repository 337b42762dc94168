package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import support.Rig;

/**
 * Enum constants, interface constants, static initialisers and constructors that let go of this.
 */
public final class HeapInitialisers {
  /** Constants that carry behaviour given to their constructor. */
  private enum Command {
    COUNT(SgTable::nents),
    ADDRESSES(table -> table.dmaAddresses().length),
    PAGES(table -> table.pages().length); // expect: DMABUF_PAGE_ACCESS
    private final ToIntFunction<SgTable> action;

    Command(ToIntFunction<SgTable> action) {
      this.action = action;
    }

    int run(SgTable table) {
      return action.applyAsInt(table);
    }
  }

  /** As Command, but run on own tables only. */
  private enum OwnCommand {
    PAGES(table -> table.pages().length);

    private final ToIntFunction<SgTable> action;

    OwnCommand(ToIntFunction<SgTable> action) {
      this.action = action;
    }
  }

  private interface Defaults {
    SgTable SCRATCH = Rig.ownTable();
    Function<SgTable, Scatterlist> HEAD = table -> table.firstEntry();
  }

  private static final Map<String, ToIntFunction<SgTable>> ACTIONS = new LinkedHashMap<>();

  static {
    ACTIONS.put("count", SgTable::nents);
    ACTIONS.put("pages", table -> table.pages().length); // expect: DMABUF_PAGE_ACCESS
  }

  private static final List<Registered> REGISTRY = new ArrayList<>();

  /** Registers itself before it is complete. */
  private static class Registered {
    private SgTable table;

    Registered() {
      REGISTRY.add(this);
    }
  }

  /** Asks a method that subclasses answer, before their fields are set. */
  private abstract static class Opening {
    private final Scatterlist head;

    Opening() {
      head = open().firstEntry();
    }

    abstract SgTable open();
  }

  private static SgTable next;

  private static final class OpeningNext extends Opening {
    @Override
    SgTable open() {
      return next;
    }
  }

  private static final class OpeningOwn extends Opening {
    @Override
    SgTable open() {
      return Rig.ownTable();
    }
  }

  private HeapInitialisers() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("heap-initialisers"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsEnumConstants(table);
      acceptsOwnEnumConstants(table);
      acceptsInterfaceConstant(table);
      reportsFunctionOfInterfaceConstant(table);
      reportsStaticInitialiserMap(table);
      reportsRegisteredInConstructor(table);
      reportsOverridableCallInConstructor(table);
      acceptsOverridableCallInConstructor(table);
      reportsDoubleBrace(table);
      reportsInstanceInitialiserOfAnonymousClass(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsEnumConstants(SgTable table) {
    for (Command command : Command.values()) {
      Rig.check(command.run(table) == 4, "four");
    }
  }

  private static void acceptsOwnEnumConstants(SgTable table) {
    int pages = OwnCommand.PAGES.action.applyAsInt(Rig.ownTable());
    Rig.check(pages == Command.COUNT.run(table), "as many");
  }

  private static void acceptsInterfaceConstant(SgTable table) {
    Rig.check(Defaults.SCRATCH != table, "another table");
    Rig.check(Defaults.SCRATCH.firstEntry().page() != null, "a page");
  }

  private static void reportsFunctionOfInterfaceConstant(SgTable table) {
    Scatterlist head = Defaults.HEAD.apply(table);
    Rig.check(head.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsStaticInitialiserMap(SgTable table) {
    for (Map.Entry<String, ToIntFunction<SgTable>> action : ACTIONS.entrySet()) {
      Rig.check(action.getValue().applyAsInt(table) == 4, action.getKey());
    }
  }

  private static void reportsRegisteredInConstructor(SgTable table) {
    new Registered().table = table;
    SgTable found = REGISTRY.get(0).table;
    Rig.check(found.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsOverridableCallInConstructor(SgTable table) {
    next = table;
    Opening opening = new OpeningNext();
    Rig.check(opening.head.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOverridableCallInConstructor(SgTable table) {
    Opening opening = new OpeningOwn();
    Rig.check(table.nents() == 4, "four entries");
    Rig.check(opening.head.page() != null, "a page");
  }

  @SuppressWarnings("serial")
  private static void reportsDoubleBrace(SgTable table) {
    List<SgTable> tables =
        new ArrayList<>() {
          {
            add(table);
          }
        };
    Rig.check(tables.get(0).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsInstanceInitialiserOfAnonymousClass(SgTable table) {
    Registered registered =
        new Registered() {
          {
            super.table = table;
          }
        };
    Rig.check(registered.table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }
}

package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import support.Rig;

/** Many targets: wide hierarchies, overloads, diamonds, private interface methods, shadowing. */
public final class CallTargets {
  private interface Codec {
    int decode(SgTable table);

    private int head(SgTable table) {
      return table.firstEntry().page() == null ? 0 : 1; // expect: DMABUF_PAGE_ACCESS
    }

    default int peek(SgTable table) {
      return head(table);
    }
  }

  private record Skip(int by) implements Codec {
    @Override
    public int decode(SgTable table) {
      return by;
    }
  }

  private static final class Raw implements Codec {
    @Override
    public int decode(SgTable table) {
      return table.nents();
    }
  }

  private static final class Packed implements Codec {
    @Override
    public int decode(SgTable table) {
      return (int) (table.contiguousSize() / Rig.PAGE_SIZE);
    }
  }

  private static final class Tiled implements Codec {
    @Override
    public int decode(SgTable table) {
      return table.dmaAddresses().length;
    }
  }

  private static final class Sniffing implements Codec {
    @Override
    public int decode(SgTable table) {
      return table.pages().length; // expect: DMABUF_PAGE_ACCESS
    }
  }

  /** Never given to the loop over imported tables. */
  private static final class SelfTest implements Codec {
    @Override
    public int decode(SgTable table) {
      return table.pages().length;
    }
  }

  private interface Left {
    default int side(SgTable table) {
      return table.nents();
    }
  }

  private interface Right {
    default int side(SgTable table) {
      return table.pages().length; // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static final class Diamond implements Left, Right {
    @Override
    public int side(SgTable table) {
      return Left.super.side(table) + Right.super.side(table);
    }
  }

  private static class Base {
    static int kind(SgTable table) {
      return table.nents();
    }

    int touch(SgTable table) {
      return table.nents();
    }

    int touch(Object value) {
      SgTable table = (SgTable) value;
      return table.pages().length; // expect: DMABUF_PAGE_ACCESS
    }

    int touch(Scatterlist entry) {
      return entry.isLast() ? 1 : 2;
    }
  }

  private static final class Derived extends Base {
    static int kind(SgTable table) {
      return table.pages().length; // expect: DMABUF_PAGE_ACCESS
    }

    @Override
    int touch(SgTable table) {
      return super.touch(table) * 2;
    }
  }

  private CallTargets() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("call-targets"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsOneOfMany(table);
      acceptsManyThatDoNot(table);
      acceptsImplementationKeptApart(table);
      reportsPrivateInterfaceMethod(table);
      reportsDiamond(table);
      reportsOverloadByStaticType(table);
      acceptsOverloadByStaticType(table);
      reportsHiddenStaticMethod(table);
      acceptsStaticMethodOfBase(table);
      reportsLocalRecordAndInterface(table);
      reportsGenericDispatchTable(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static int decodeAll(List<? extends Codec> codecs, SgTable table) {
    int sum = 0;
    for (Codec codec : codecs) {
      sum += codec.decode(table);
    }
    return sum;
  }

  private static void reportsOneOfMany(SgTable table) {
    int sum = decodeAll(List.of(new Raw(), new Skip(1), new Sniffing(), new Tiled()), table);
    Rig.check(sum == 13, "four, one, four and four");
  }

  private static void acceptsManyThatDoNot(SgTable table) {
    int sum = decodeAll(List.of(new Raw(), new Skip(1), new Packed(), new Tiled()), table);
    Rig.check(sum >= 10, "four, one, one at least and four");
  }

  private static void acceptsImplementationKeptApart(SgTable table) {
    Codec codec = new SelfTest();
    Rig.check(codec.decode(Rig.ownTable()) == table.nents(), "as many");
  }

  private static void reportsPrivateInterfaceMethod(SgTable table) {
    Rig.check(new Raw().peek(table) == 1, "a page");
  }

  private static void reportsDiamond(SgTable table) {
    Rig.check(new Diamond().side(table) == 8, "four and four");
  }

  private static void reportsOverloadByStaticType(SgTable table) {
    Object value = table;
    Rig.check(new Base().touch(value) == 4, "four pages");
  }

  private static void acceptsOverloadByStaticType(SgTable table) {
    Base base = new Derived();
    Rig.check(base.touch(table) == 8, "four entries, twice");
    Rig.check(base.touch(table.firstEntry()) == 2, "more than one");
  }

  private static void reportsHiddenStaticMethod(SgTable table) {
    Rig.check(Derived.kind(table) == 4, "four pages");
  }

  private static void acceptsStaticMethodOfBase(SgTable table) {
    Rig.check(Base.kind(table) == 4, "four entries");
  }

  private static void reportsLocalRecordAndInterface(SgTable table) {
    interface Probe {
      Page probe();
    }
    record First(SgTable source) implements Probe {
      @Override
      public Page probe() {
        return source.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
      }
    }
    Probe probe = new First(table);
    Rig.check(probe.probe() != null, "a page");
  }

  private static void reportsGenericDispatchTable(SgTable table) {
    Map<Class<?>, ToIntFunction<Object>> handlers = new HashMap<>();
    handlers.put(String.class, value -> value.toString().length());
    handlers.put(
        SgTable.class, value -> ((SgTable) value).pages().length); // expect: DMABUF_PAGE_ACCESS
    Object value = table;
    Rig.check(handlers.get(value.getClass()).applyAsInt(value) == 4, "four pages");
  }
}

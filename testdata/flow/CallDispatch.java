package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;
import support.Rig;

/** Virtual, interface, default and static interface methods, and who can be reached by them. */
public final class CallDispatch {
  /** What a blitter does with a table. */
  private interface Blitter {
    long blit(SgTable table);

    default long blitTwice(SgTable table) {
      return blit(table) + blit(table);
    }

    default long firstAddress(SgTable table) {
      return table.firstEntry().virtualAddress(); // expect: DMABUF_PAGE_ACCESS
    }

    static long poke(SgTable table) {
      return table.firstEntry().physicalAddress(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static final class CpuBlitter implements Blitter {
    @Override
    public long blit(SgTable table) {
      return table.copyTo(ByteBuffer.allocate(64)); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static final class DmaBlitter implements Blitter {
    @Override
    public long blit(SgTable table) {
      return table.dmaAddresses().length;
    }

    @Override
    public long firstAddress(SgTable table) {
      return table.firstEntry().dmaAddress();
    }
  }

  /** Touches pages, but only a scratch table ever gets here. */
  private static final class ScratchBlitter implements Blitter {
    @Override
    public long blit(SgTable table) {
      return table.copyTo(ByteBuffer.allocate(64));
    }
  }

  private abstract static class Pipe {
    abstract long run(SgTable table);

    long runAll(SgTable... tables) {
      long sum = 0;
      for (SgTable table : tables) {
        sum += run(table);
      }
      return sum;
    }
  }

  private static class FastPipe extends Pipe {
    @Override
    long run(SgTable table) {
      return table.firstEntry().dmaLength();
    }
  }

  private static final class PeekingPipe extends FastPipe {
    @Override
    long run(SgTable table) {
      long fast = super.run(table);
      return table.firstEntry().page() == null ? 0 : fast; // expect: DMABUF_PAGE_ACCESS
    }
  }

  private CallDispatch() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("call-dispatch"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsInterfaceCall(table);
      acceptsInterfaceCallOfTheOtherImplementation(table);
      acceptsImplementationThatOnlyGetsOwnTables();
      reportsDefaultMethod(table);
      reportsDefaultMethodCallingBack(table);
      acceptsOverriddenDefaultMethod(table);
      reportsStaticInterfaceMethod(table);
      reportsChosenAtRunTime(table, args.length);
      reportsAbstractMethod(table);
      acceptsAbstractMethodOnDmaSide(table);
      reportsLambdaAsImplementation(table);
      reportsConstantSpecificEnumBody(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsInterfaceCall(SgTable table) {
    Blitter blitter = new CpuBlitter();
    Rig.check(blitter.blit(table) > 0, "bytes");
  }

  private static void acceptsInterfaceCallOfTheOtherImplementation(SgTable table) {
    Blitter blitter = new DmaBlitter();
    Rig.check(blitter.blit(table) == 4, "four addresses");
  }

  private static void acceptsImplementationThatOnlyGetsOwnTables() {
    Blitter blitter = new ScratchBlitter();
    Rig.check(blitter.blit(Rig.ownTable()) > 0, "bytes");
  }

  private static void reportsDefaultMethod(SgTable table) {
    Blitter blitter = new CpuBlitter();
    Rig.check(blitter.firstAddress(table) != 0, "an address");
  }

  private static void reportsDefaultMethodCallingBack(SgTable table) {
    Rig.check(new CpuBlitter().blitTwice(table) > 0, "bytes");
  }

  private static void acceptsOverriddenDefaultMethod(SgTable table) {
    Blitter blitter = new DmaBlitter();
    Rig.check(blitter.firstAddress(table) != 0, "an address");
  }

  private static void reportsStaticInterfaceMethod(SgTable table) {
    Rig.check(Blitter.poke(table) != 0, "an address");
  }

  private static void reportsChosenAtRunTime(SgTable table, int which) {
    Blitter blitter = which > 0 ? new DmaBlitter() : new CpuBlitter();
    Rig.check(blitter.blit(table) > 0, "something");
  }

  private static void reportsAbstractMethod(SgTable table) {
    Pipe pipe = new PeekingPipe();
    Rig.check(pipe.runAll(table, table) > 0, "bytes");
  }

  private static void acceptsAbstractMethodOnDmaSide(SgTable table) {
    Pipe pipe = new FastPipe();
    Rig.check(pipe.runAll(table) > 0, "bytes");
  }

  private static void reportsLambdaAsImplementation(SgTable table) {
    Blitter blitter = each -> each.pages().length; // expect: DMABUF_PAGE_ACCESS
    Rig.check(blitter.blitTwice(table) == 8, "four pages, twice");
  }

  private enum Mode {
    DMA {
      @Override
      int count(SgTable table) {
        return table.nents();
      }
    },
    CPU {
      @Override
      int count(SgTable table) {
        return table.pages().length; // expect: DMABUF_PAGE_ACCESS
      }
    };

    abstract int count(SgTable table);
  }

  private static void reportsConstantSpecificEnumBody(SgTable table) {
    for (Mode mode : Mode.values()) {
      Rig.check(mode.count(table) == 4, "four");
    }
  }
}

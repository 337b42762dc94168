package dev.pagewarden.benchmarks.agent.subject;

/**
 * A dma-buf API as small as can be, of the shape that the built-in contract describes by name: what
 * is measured on it is the agent, not the API.
 */
public final class Subject {
  /** What the kernel's option flips: all but the low eight bits. */
  private static final long MASK = ~0xffL;

  private Subject() {}

  /** An entry: a link to a page, and a DMA address. */
  public static final class Scatterlist {
    private long pageLink;
    private final long dmaAddress;
    private Scatterlist next;

    Scatterlist(long number) {
      pageLink = number << 12;
      dmaAddress = number << 13;
    }

    /** The page's address: CPU side. */
    public long physicalAddress() {
      return pageLink & MASK;
    }

    /** The address for the device. */
    public long dmaAddress() {
      return dmaAddress;
    }

    /** The next entry, or null. */
    public Scatterlist next() {
      return next;
    }
  }

  /** A chain of entries. */
  public static final class SgTable {
    private final Scatterlist first;

    /** Creates a table of so many entries. */
    public SgTable(int entries) {
      Scatterlist following = null;
      for (int i = entries; i > 0; i--) {
        Scatterlist entry = new Scatterlist(i);
        entry.next = following;
        following = entry;
      }
      first = following;
    }

    /** The first entry. */
    public Scatterlist firstEntry() {
      return first;
    }

    /** The plain loop that the agent is held against. */
    public void flip() {
      for (Scatterlist entry = first; entry != null; entry = entry.next) {
        entry.pageLink ^= MASK;
      }
    }
  }

  /** The exporter's side. */
  public interface DmaBufOps {
    /** Makes the table. */
    SgTable mapDmaBuf(Object attachment);

    /** Takes it back. */
    void unmapDmaBuf(Object attachment, SgTable table);
  }

  /** An exporter of one table. */
  public static final class Lender implements DmaBufOps {
    private final SgTable table;

    /** Creates an exporter of a table. */
    public Lender(SgTable table) {
      this.table = table;
    }

    @Override
    public SgTable mapDmaBuf(Object attachment) {
      return table;
    }

    @Override
    public void unmapDmaBuf(Object attachment, SgTable back) {
      if (back != table) {
        throw new IllegalArgumentException("not mine");
      }
    }
  }

  /** A buffer. */
  public static final class DmaBuf {
    private final DmaBufOps ops;

    /** Creates a buffer of an exporter. */
    public DmaBuf(DmaBufOps ops) {
      this.ops = ops;
    }

    /** Lends the table. */
    public SgTable mapAttachment(Object attachment) {
      return ops.mapDmaBuf(attachment);
    }

    /** Takes it back. */
    public void unmapAttachment(Object attachment, SgTable table) {
      ops.unmapDmaBuf(attachment, table);
    }
  }
}

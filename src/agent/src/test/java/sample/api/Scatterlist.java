package sample.api;

/** An entry: a link whose low bits are markers, and a DMA address. */
public final class Scatterlist {
  private static final long END = 2;

  private long pageLink;
  private final long dmaAddress;
  private Scatterlist next;

  Scatterlist(Page page, long dmaAddress) {
    this.pageLink = page == null ? 0 : Memory.BASE + (page.frameNumber() << 12);
    this.dmaAddress = dmaAddress;
  }

  void chain(Scatterlist following) {
    next = following;
    if (following == null) {
      pageLink |= END;
    }
  }

  public Page page() {
    long address = pageLink & ~0xffL;
    if (address == 0) {
      return null;
    }
    long frame = (address - Memory.BASE) >> 12;
    if (frame < 0 || frame > 1 << 20) {
      throw new Memory.Fault("link " + Long.toHexString(pageLink));
    }
    return new Page(frame);
  }

  /** Arithmetic on the link: never faults. */
  public long physicalAddress() {
    return pageLink & ~0xffL;
  }

  public long dmaAddress() {
    return dmaAddress;
  }

  public Scatterlist next() {
    return next;
  }

  public boolean isLast() {
    return (pageLink & END) != 0;
  }
}

package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import java.util.concurrent.atomic.LongAdder;
import library.FrameDispatcher;
import library.FrameSource;
import library.OnFrame;
import support.Rig;

/** Methods that a dependency finds by annotation, and tables that a dependency has mapped. */
public final class RootSubscribers {
  /** Is told of each frame by reflection. */
  static final class Peeking {
    private Page first;

    @OnFrame
    void onFrame(SgTable frame) {
      first = frame.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  /** Is told of each frame, and goes by DMA addresses. */
  static final class Counting {
    private int addresses;

    @OnFrame
    void onFrame(SgTable frame) {
      addresses += frame.dmaAddresses().length;
    }

    /** No subscription: called with own tables only. */
    int onScratch(SgTable scratch) {
      return scratch.pages().length;
    }
  }

  /** Is told of each frame beside others. */
  static final class Recording {
    private long address;

    @OnFrame
    void onFrame(SgTable frame) {
      address = frame.firstEntry().physicalAddress(); // expect: DMABUF_PAGE_ACCESS
    }

    /** No subscription either. */
    long ofScratch(SgTable scratch) {
      return scratch.firstEntry().physicalAddress();
    }
  }

  private RootSubscribers() {}

  /** Runs every variant on one attachment. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("root-subscribers"));
      reportsSubscriber(attachment);
      acceptsSubscriberOnDmaSide(attachment);
      reportsOneOfTwoSubscribers(attachment);
      reportsTableOfSource(attachment);
      reportsEntriesOfSource(attachment);
      acceptsDmaAddressOfSource(attachment);
      acceptsEntriesOfSourceOnDmaSide(attachment);
      reportsSourceInField(attachment);
      buffer.detach(attachment);
    }
  }

  private static void reportsSubscriber(DmaBufAttachment attachment) {
    Peeking peeking = new Peeking();
    FrameDispatcher dispatcher = new FrameDispatcher();
    dispatcher.subscribe(peeking);
    dispatcher.dispatch(attachment);
    Rig.check(peeking.first != null, "a page");
  }

  private static void acceptsSubscriberOnDmaSide(DmaBufAttachment attachment) {
    Counting counting = new Counting();
    FrameDispatcher dispatcher = new FrameDispatcher();
    dispatcher.subscribe(counting);
    dispatcher.dispatch(attachment);
    Rig.check(counting.addresses == counting.onScratch(Rig.ownTable()), "as many");
  }

  private static void reportsOneOfTwoSubscribers(DmaBufAttachment attachment) {
    Recording recording = new Recording();
    FrameDispatcher dispatcher = new FrameDispatcher();
    dispatcher.subscribe(new Counting());
    dispatcher.subscribe(recording);
    dispatcher.dispatch(attachment);
    Rig.check(recording.address != recording.ofScratch(Rig.ownTable()), "other memory");
  }

  private static void reportsTableOfSource(DmaBufAttachment attachment) {
    try (FrameSource source = FrameSource.open(attachment)) {
      Rig.check(source.table().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsEntriesOfSource(DmaBufAttachment attachment) {
    try (FrameSource source = FrameSource.open(attachment)) {
      source.eachEntry(
          entry -> Rig.check(entry.page() != null, "a page")); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsDmaAddressOfSource(DmaBufAttachment attachment) {
    try (FrameSource source = FrameSource.open(attachment)) {
      Rig.check(source.dmaAddress() != 0, "an address");
    }
  }

  private static void acceptsEntriesOfSourceOnDmaSide(DmaBufAttachment attachment) {
    LongAdder bytes = new LongAdder();
    try (FrameSource source = FrameSource.open(attachment)) {
      source.eachEntry(entry -> bytes.add(entry.dmaLength()));
    }
    Rig.check(bytes.sum() == Rig.FRAME_BYTES, "the whole frame");
  }

  /** Keeps the dependency's object, not the table. */
  private static final class Screen implements AutoCloseable {
    private FrameSource source;

    void show(DmaBufAttachment attachment) {
      source = FrameSource.open(attachment);
    }

    int refresh() {
      return source.table().pages().length; // expect: DMABUF_PAGE_ACCESS
    }

    @Override
    public void close() {
      source.close();
    }
  }

  private static void reportsSourceInField(DmaBufAttachment attachment) {
    try (Screen screen = new Screen()) {
      screen.show(attachment);
      Rig.check(screen.refresh() == 4, "four pages");
    }
  }
}

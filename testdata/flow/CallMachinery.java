package flow;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import library.Flux;
import library.Graph;
import library.Pool;
import support.Rig;

/** Tables that dependencies hold whose code doesn't say what becomes of them. */
public final class CallMachinery {
  private static final class Lent {
    private final SgTable table;

    Lent(SgTable table) {
      this.table = table;
    }

    SgTable table() {
      return table;
    }
  }

  private static final class Frames implements Pool.Factory<Lent> {
    private final DmaBuf buffer;
    private final DmaBufAttachment attachment;
    private long passive;

    Frames(DmaBuf buffer, Device device) {
      this.buffer = buffer;
      this.attachment = buffer.attach(device);
    }

    @Override
    public Lent create() {
      return new Lent(buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE));
    }

    @Override
    public void passivate(Lent lent) {
      passive += lent.table().firstEntry().pageLink(); // expect: DMABUF_PAGE_ACCESS
    }

    void release(Lent lent) {
      buffer.unmapAttachment(attachment, lent.table(), DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static final class OwnFrames implements Pool.Factory<SgTable> {
    @Override
    public SgTable create() {
      return Rig.ownTable(2);
    }

    @Override
    public void passivate(SgTable table) {
      Rig.check(table.pages().length == 2, "pages");
    }
  }

  private static final class Peek extends Graph.Stage {
    private final int scratchPages;

    Peek(SgTable scratch) {
      super(scratch);
      scratchPages = scratch.pages().length;
    }

    @Override
    protected void run(SgTable frame) {
      Rig.check(frame.pages().length >= scratchPages, "pages"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static final class Count extends Graph.Stage {
    private int segments;

    Count(SgTable scratch) {
      super(scratch);
      Rig.check(scratch.pages().length == 1, "pages");
    }

    @Override
    protected void run(SgTable frame) {
      segments += frame.nents();
    }
  }

  private static void mapped(Lent lent) {
    Flux<SgTable> tables = Flux.just(lent).map(Lent::table);
    int pages = tables.map(SgTable::pages).first().length; // expect: DMABUF_PAGE_ACCESS
    Rig.check(pages > 0, "pages");
    long link =
        Flux.just(lent)
            .map(Lent::table)
            .map(table -> table.firstEntry().pageLink()) // expect: DMABUF_PAGE_ACCESS
            .first();
    Rig.check(link != 0, "a link");
  }

  private static void mappedRight(Lent lent) {
    long address =
        Flux.just(lent)
            .map(Lent::table)
            .map(SgTable::firstEntry)
            .map(Scatterlist::dmaAddress)
            .first();
    Rig.check(address != 0, "an address");
    int segments = Flux.just(lent).map(Lent::table).map(SgTable::nents).first();
    Rig.check(segments > 0, "segments");
  }

  private static void mappedOwn() {
    int pages = Flux.just(Rig.ownTable(3)).map(SgTable::pages).first().length;
    Rig.check(pages == 3, "pages");
  }

  private static void pooled(DmaBuf buffer, Device device) {
    Frames frames = new Frames(buffer, device);
    Pool<Lent> pool = new Pool<>(frames);
    Lent lent = pool.borrow();
    Rig.check(lent.table().nents() > 0, "segments");
    Rig.check(lent.table().pages().length > 0, "pages"); // expect: DMABUF_PAGE_ACCESS
    pool.giveBack(lent);
    frames.release(pool.borrow());
  }

  private static void pooledOwn() {
    Pool<SgTable> pool = new Pool<>(new OwnFrames());
    SgTable table = pool.borrow();
    Rig.check(table.pages().length == 2, "pages");
    pool.giveBack(table);
  }

  private static void pushed(SgTable frame) {
    Graph graph = new Graph();
    graph.add(new Peek(Rig.ownTable(1)));
    graph.add(new Count(Rig.ownTable(1)));
    graph.push(frame);
  }

  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      Device device = Rig.device("machine");
      DmaBufAttachment attachment = buffer.attach(device);
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      Lent lent = new Lent(table);
      mapped(lent);
      mappedRight(lent);
      pushed(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
      mappedOwn();
      pooled(buffer, device);
      pooledOwn();
    }
  }
}

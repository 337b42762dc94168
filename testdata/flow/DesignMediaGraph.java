package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.*;
import java.util.concurrent.atomic.*;
import java.util.function.*;
import support.Rig;

/** A filter graph: sources, transforms, tees, sinks, with caps negotiation and buffer pools. */
public final class DesignMediaGraph {
  static final class Frame {
    private final SgTable table;
    private final Map<String, Object> meta = new HashMap<>();
    private final AtomicInteger refs = new AtomicInteger(1);
    private Runnable onFree;

    Frame(SgTable table) {
      this.table = table;
    }

    Frame ref() {
      refs.incrementAndGet();
      return this;
    }

    void unref() {
      if (refs.decrementAndGet() == 0 && onFree != null) onFree.run();
    }

    SgTable table() {
      return table;
    }

    <T> Frame with(Class<T> k, T v) {
      meta.put(k.getName(), v);
      return this;
    }

    <T> T meta(Class<T> k) {
      return k.cast(meta.get(k.getName()));
    }
  }

  abstract static class Element {
    protected final List<Element> sinks = new ArrayList<>(2);
    final String name;

    Element(String name) {
      this.name = name;
    }

    Element to(Element next) {
      sinks.add(next);
      return next;
    }

    protected final void push(Frame f) {
      for (Element e : sinks) e.chain(f.ref());
      f.unref();
    }

    abstract void chain(Frame f);
  }

  static final class Tee extends Element {
    Tee() {
      super("tee");
    }

    @Override
    void chain(Frame f) {
      push(f);
    }
  }

  static final class Transform extends Element {
    private final UnaryOperator<Frame> op;

    Transform(String n, UnaryOperator<Frame> op) {
      super(n);
      this.op = op;
    }

    @Override
    void chain(Frame f) {
      push(op.apply(f));
    }
  }

  static class Sink extends Element {
    Frame last;

    Sink(String n) {
      super(n);
    }

    @Override
    void chain(Frame f) {
      Frame old = last;
      last = f;
      if (old != null) old.unref();
      render(f);
    }

    void render(Frame f) {}
  }

  static final class PeekSink extends Sink {
    PeekSink() {
      super("peek");
    }

    @Override
    void render(Frame f) {
      f.table().pages(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  static final class OwnSink extends Sink {
    OwnSink() {
      super("own");
    }

    @Override
    void render(Frame f) {
      f.table().pages();
    }
  }

  static final class Queue extends Element {
    private final ArrayDeque<Frame> q = new ArrayDeque<>();

    Queue() {
      super("queue");
    }

    @Override
    void chain(Frame f) {
      q.add(f);
    }

    void drain() {
      for (Frame f; (f = q.poll()) != null; ) push(f);
    }
  }

  static final class Mixer extends Element {
    private final Frame[] pads = new Frame[2];
    private int filled;
    private final BinaryOperator<Frame> blend;

    Mixer(BinaryOperator<Frame> blend) {
      super("mixer");
      this.blend = blend;
    }

    Element pad(int i) {
      return new Element("pad" + i) {
        @Override
        void chain(Frame f) {
          pads[i] = f;
          if (++filled == 2) {
            filled = 0;
            Mixer.this.chain(null);
          }
        }
      };
    }

    @Override
    void chain(Frame none) {
      push(blend.apply(pads[0], pads[1]));
    }
  }

  static final class Crop {
    final Scatterlist from;

    Crop(Scatterlist f) {
      from = f;
    }
  }

  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("graph"));
      SgTable t = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      peeks(t);
      converts(t);
      queued(t);
      mixes(t);
      metas(t);
      frees(t);
      buffer.unmapAttachment(attachment, t, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  static void peeks(SgTable t) {
    Tee tee = new Tee();
    Sink display = new Sink("display");
    tee.to(display);
    tee.to(new Transform("id", UnaryOperator.identity())).to(new PeekSink());
    tee.chain(new Frame(t));
    display.last.table().firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
    Rig.check(display.last.table().nents() == 4, display.name);
  }

  static void converts(SgTable t) {
    Element head = new Transform("convert", f -> new Frame(Rig.ownTable()));
    OwnSink sink = new OwnSink();
    head.to(sink);
    head.chain(new Frame(t));
    sink.last.table().firstEntry().page();
  }

  static void queued(SgTable t) {
    Queue q = new Queue();
    Sink s = new Sink("after queue");
    q.to(s);
    q.chain(new Frame(t));
    q.drain();
    s.last.table().zero(); // expect: DMABUF_PAGE_ACCESS
    Queue o = new Queue();
    Sink so = new Sink("own");
    o.to(so);
    o.chain(new Frame(Rig.ownTable()));
    o.drain();
    so.last.table().zero();
  }

  static void mixes(SgTable t) {
    Mixer first = new Mixer((a, b) -> a), second = new Mixer((a, b) -> b);
    Sink x = new Sink("x"), y = new Sink("y");
    first.to(x);
    second.to(y);
    first.pad(1).chain(new Frame(Rig.ownTable()));
    first.pad(0).chain(new Frame(t));
    second.pad(0).chain(new Frame(t));
    second.pad(1).chain(new Frame(Rig.ownTable()));
    x.last.table().pages(); // expect: DMABUF_PAGE_ACCESS
    y.last.table().pages();
  }

  static void metas(SgTable t) {
    Frame f =
        new Frame(Rig.ownTable()).with(Crop.class, new Crop(t.firstEntry())).with(Integer.class, 4);
    f.table().pages();
    f.meta(Crop.class).from.page(); // expect: DMABUF_PAGE_ACCESS
    Rig.check(f.meta(Integer.class) == 4, "");
    Frame o = new Frame(t).with(Crop.class, new Crop(Rig.ownTable().firstEntry()));
    o.meta(Crop.class).from.page();
  }

  static void frees(SgTable t) {
    List<SgTable> recycled = new ArrayList<>(), own = new ArrayList<>();
    Frame f = new Frame(t), o = new Frame(Rig.ownTable());
    f.onFree = () -> recycled.add(f.table());
    o.onFree = () -> own.add(o.table());
    f.unref();
    o.unref();
    own.get(0).pages();
    recycled.get(0).pages(); // expect: DMABUF_PAGE_ACCESS
  }
}

package flow;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.Supplier;
import support.Rig;

/** Queues, pools, rings and lists of importers' own making, as drivers have them. */
public final class HeapPools {
  private HeapPools() {}

  /** Ring of frames with owner flags, as a V4L2 queue. */
  static final class Vb2Buffer {
    final int index;
    Vb2Plane[] planes;
    int state;

    Vb2Buffer(int i, int n) {
      index = i;
      planes = new Vb2Plane[n];
      for (int k = 0; k < n; k++) planes[k] = new Vb2Plane();
    }
  }

  static final class Vb2Plane {
    Object memPriv;
    DmaBuf dbuf;
    int length;
  }

  static final class DmaSgBuf {
    SgTable dmaSgt;
    SgTable sgTable = Rig.ownTable(2);
    DmaBufAttachment dbAttach;
    ByteBuffer vaddr;
  }

  static final class Queue {
    final List<Vb2Buffer> queued = new LinkedList<>();
    final Vb2Buffer[] bufs = new Vb2Buffer[2];
    final MemOps ops;

    Queue(MemOps ops) {
      this.ops = ops;
      for (int i = 0; i < bufs.length; i++) bufs[i] = new Vb2Buffer(i, 1);
    }

    void qbuf(int i, DmaBuf d, Device dev) {
      Vb2Buffer vb = bufs[i];
      vb.planes[0].dbuf = d;
      vb.planes[0].memPriv = ops.attach(d, dev);
      ops.map(vb.planes[0].memPriv);
      queued.add(vb);
    }

    Vb2Buffer dqbuf() {
      return queued.remove(0);
    }
  }

  interface MemOps {
    Object attach(DmaBuf d, Device dev);

    void map(Object priv);

    void unmap(Object priv);

    Object cookie(Object priv);
  }

  static final class DmaSgMemOps implements MemOps {
    public Object attach(DmaBuf d, Device dev) {
      DmaSgBuf b = new DmaSgBuf();
      b.dbAttach = d.attach(dev);
      return b;
    }

    public void map(Object p) {
      DmaSgBuf b = (DmaSgBuf) p;
      b.dmaSgt = b.dbAttach.buffer().mapAttachment(b.dbAttach, DmaDirection.FROM_DEVICE);
    }

    public void unmap(Object p) {
      DmaSgBuf b = (DmaSgBuf) p;
      b.dbAttach.buffer().unmapAttachment(b.dbAttach, b.dmaSgt, DmaDirection.FROM_DEVICE);
      b.dmaSgt = null;
      b.dbAttach.buffer().detach(b.dbAttach);
    }

    public Object cookie(Object p) {
      return ((DmaSgBuf) p).dmaSgt;
    }
  }

  static final class VmallocOps implements MemOps {
    public Object attach(DmaBuf d, Device dev) {
      return new Object[] {d, Rig.ownTable()};
    }

    public void map(Object p) {}

    public void unmap(Object p) {}

    public Object cookie(Object p) {
      return ((Object[]) p)[1];
    }
  }

  private static void reportsDqAndPeek(Queue q) {
    Vb2Buffer vb = q.dqbuf();
    SgTable s = (SgTable) q.ops.cookie(vb.planes[0].memPriv);
    s.firstEntry().virtualAddress(); // expect: DMABUF_PAGE_ACCESS
    ((DmaSgBuf) vb.planes[0].memPriv).sgTable.firstEntry().virtualAddress();
    q.ops.unmap(vb.planes[0].memPriv);
  }

  private static void acceptsDqOwn(Queue q) {
    Vb2Buffer vb = q.dqbuf();
    SgTable s = (SgTable) q.ops.cookie(vb.planes[0].memPriv);
    s.firstEntry().virtualAddress();
    q.ops.unmap(vb.planes[0].memPriv);
  }

  static final class ObjectPool<T> {
    private final ArrayDeque<T> idle = new ArrayDeque<>();
    private final Supplier<T> maker;

    ObjectPool(Supplier<T> m) {
      maker = m;
    }

    T take() {
      return idle.isEmpty() ? maker.get() : idle.pop();
    }

    void give(T t) {
      idle.push(t);
    }
  }

  static final class Slot {
    SgTable table;
    Slot nextFree;

    void reset() {
      table = null;
    }
  }

  static final class FreeList {
    Slot head;

    Slot alloc() {
      Slot s = head;
      if (s == null) return new Slot();
      head = s.nextFree;
      s.nextFree = null;
      return s;
    }

    void free(Slot s) {
      s.reset();
      s.nextFree = head;
      head = s;
    }
  }

  static final class Lru<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    Lru() {
      super(8, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> e) {
      return size() > 2;
    }
  }

  static final class Cache {
    private final Lru<String, Slot> lru = new Lru<>();

    SgTable lookup(String k, Supplier<SgTable> s) {
      Slot slot = lru.get(k);
      if (slot == null) {
        slot = new Slot();
        slot.table = s.get();
        lru.put(k, slot);
      }
      return slot.table;
    }
  }

  static final class DoubleBuffer {
    private SgTable front, back;

    DoubleBuffer(SgTable f, SgTable b) {
      front = f;
      back = b;
    }

    void flip() {
      SgTable h = front;
      front = back;
      back = h;
    }

    SgTable front() {
      return front;
    }

    SgTable back() {
      return back;
    }
  }

  static final class TripleBuffer {
    final SgTable[] t = new SgTable[3];
    int r = 0, w = 1;

    void write(SgTable s) {
      t[w] = s;
      w = (w + 1) % 3;
    }

    SgTable read() {
      SgTable s = t[r];
      r = (r + 1) % 3;
      return s;
    }
  }

  static final class Optional1 {
    private static final Optional1 EMPTY = new Optional1(null);
    final SgTable v;

    private Optional1(SgTable v) {
      this.v = v;
    }

    static Optional1 of(SgTable v) {
      return v == null ? EMPTY : new Optional1(v);
    }

    SgTable orElse(SgTable o) {
      return v != null ? v : o;
    }
  }

  static final class Undo {
    private SgTable now;
    private final Deque<SgTable> past = new ArrayDeque<>();

    void set(SgTable t) {
      if (now != null) past.push(now);
      now = t;
    }

    void undo() {
      now = past.pop();
    }
  }

  static final class Lock1 {
    private final SgTable t;

    Lock1(SgTable t) {
      this.t = t;
    }

    synchronized <R> R with(Function<SgTable, R> f) {
      return f.apply(t);
    }
  }

  /** Runs every variant. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      Queue q = new Queue(new DmaSgMemOps());
      q.qbuf(0, buffer, Rig.device("q"));
      reportsDqAndPeek(q);
      Queue p = new Queue(new VmallocOps());
      p.qbuf(0, buffer, Rig.device("p"));
      acceptsDqOwn(p);
      DmaBufAttachment a = buffer.attach(Rig.device("f1pools"));
      SgTable t = buffer.mapAttachment(a, DmaDirection.BIDIRECTIONAL);
      reportsObjectPools(t);
      reportsFreeList(t);
      reportsLru(t);
      reportsDoubleBuffer(t);
      reportsTriple(t);
      reportsOptional(t);
      reportsUndo(t);
      reportsLock(t);
      reportsHandoff(t);
      acceptsStateFlag(t);
      reportsNullObject(t);
      reportsIdTable(t);
      reportsIntrusive(t);
      buffer.unmapAttachment(a, t, DmaDirection.BIDIRECTIONAL);
      buffer.detach(a);
    }
  }

  private static void reportsObjectPools(SgTable t) {
    ObjectPool<SgTable> own = new ObjectPool<>(Rig::ownTable);
    SgTable x = own.take();
    x.pages();
    own.give(x);
    own.take().pages();
    ObjectPool<SgTable> in = new ObjectPool<>(() -> t);
    in.take().pages(); // expect: DMABUF_PAGE_ACCESS
    in.give(in.take());
    in.take().firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsFreeList(SgTable t) {
    FreeList l = new FreeList();
    Slot s = l.alloc();
    s.table = t;
    s.table.pages(); // expect: DMABUF_PAGE_ACCESS
    l.free(s);
    Slot u = l.alloc();
    Rig.check(u.table == null, "reset");
    u.table = Rig.ownTable();
    u.table.pages();
  }

  private static void reportsLru(SgTable t) {
    Cache c = new Cache(), d = new Cache();
    c.lookup("a", () -> t);
    c.lookup("a", Rig::ownTable).pages(); // expect: DMABUF_PAGE_ACCESS
    d.lookup("a", Rig::ownTable).pages();
    d.lookup("a", () -> Rig.ownTable(1)).pages();
  }

  private static void reportsDoubleBuffer(SgTable t) {
    DoubleBuffer b = new DoubleBuffer(t, Rig.ownTable());
    b.back().pages();
    b.flip();
    b.front().pages();
    b.back().pages(); // expect: DMABUF_PAGE_ACCESS
    b.flip();
    b.back().pages();
    b.front().pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsTriple(SgTable t) {
    TripleBuffer b = new TripleBuffer();
    b.write(Rig.ownTable(1));
    b.write(t);
    b.read();
    b.read();
    b.read().pages(); // expect: DMABUF_PAGE_ACCESS
    TripleBuffer c = new TripleBuffer();
    c.r = 1;
    c.write(Rig.ownTable());
    c.read().pages();
  }

  private static void reportsOptional(SgTable t) {
    Optional1.of(t).orElse(Rig.ownTable()).pages(); // expect: DMABUF_PAGE_ACCESS
    Optional1.of(null).orElse(Rig.ownTable()).pages();
    Optional1.of(Rig.ownTable()).orElse(t).pages();
    Optional1.of(null).orElse(t).pages(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsUndo(SgTable t) {
    Undo u = new Undo();
    u.set(t);
    u.set(Rig.ownTable());
    u.now.pages();
    u.undo();
    u.now.pages(); // expect: DMABUF_PAGE_ACCESS
    Undo o = new Undo();
    o.set(Rig.ownTable(1));
    o.set(t);
    o.undo();
    o.now.pages();
  }

  private static void reportsLock(SgTable t) {
    new Lock1(t).with(s -> s.pages()); // expect: DMABUF_PAGE_ACCESS
    new Lock1(Rig.ownTable()).with(s -> s.pages());
    Page[] ps = new Lock1(t).with(SgTable::pages); // expect: DMABUF_PAGE_ACCESS
    ps[0].map(); // expect: DMABUF_PAGE_ACCESS
  }

  static final class Mailbox {
    private SgTable m;

    synchronized void post(SgTable t) {
      m = t;
      notifyAll();
    }

    synchronized SgTable take() {
      SgTable t = m;
      m = null;
      return t;
    }
  }

  private static void reportsHandoff(SgTable t) {
    Mailbox b = new Mailbox();
    b.post(t);
    b.take().pages(); // expect: DMABUF_PAGE_ACCESS
    b.post(Rig.ownTable());
    b.take().pages();
  }

  static final class Surface {
    boolean imported;
    SgTable t;

    void touch() {
      if (!imported) {
        t.pages();
      } else {
        t.nents();
      }
    }
  }

  private static void acceptsStateFlag(SgTable t) {
    Surface s = new Surface();
    s.imported = true;
    s.t = t;
    s.touch();
    Surface u = new Surface();
    u.t = Rig.ownTable();
    u.touch();
  }

  interface Src {
    SgTable t();

    Src NONE = () -> Rig.ownTable(1);
  }

  private static void reportsNullObject(SgTable t) {
    Src s = Src.NONE;
    s.t().pages();
    s = () -> t;
    s.t().pages(); // expect: DMABUF_PAGE_ACCESS
    s = Src.NONE;
    s.t().firstEntry().page();
  }

  static final class Handles {
    private final ArrayList<SgTable> l = new ArrayList<>();

    int add(SgTable t) {
      l.add(t);
      return l.size() - 1;
    }

    SgTable get(int h) {
      return l.get(h);
    }

    void replace(int h, SgTable t) {
      l.set(h, t);
    }
  }

  private static void reportsIdTable(SgTable t) {
    Handles h = new Handles();
    int x = h.add(t);
    h.get(x).pages(); // expect: DMABUF_PAGE_ACCESS
    Handles o = new Handles();
    int y = o.add(Rig.ownTable());
    o.get(y).pages();
  }

  static class ListHead {
    ListHead next = this, prev = this;

    void addTail(ListHead n) {
      n.prev = prev;
      n.next = this;
      prev.next = n;
      prev = n;
    }

    void del() {
      prev.next = next;
      next.prev = prev;
      next = prev = this;
    }
  }

  static final class Attach extends ListHead {
    SgTable sgt;
  }

  private static void reportsIntrusive(SgTable t) {
    ListHead head = new ListHead();
    Attach a = new Attach(), b = new Attach();
    a.sgt = t;
    b.sgt = t;
    head.addTail(a);
    head.addTail(b);
    for (ListHead l = head.next; l != head; l = l.next) {
      ((Attach) l).sgt.pages(); // expect: DMABUF_PAGE_ACCESS
    }
    a.del();
    ((Attach) head.next).sgt.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
    ListHead mine = new ListHead();
    Attach c = new Attach();
    c.sgt = Rig.ownTable();
    mine.addTail(c);
    for (ListHead l = mine.next; l != mine; l = l.next) ((Attach) l).sgt.pages();
  }
}

package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;
import java.util.*;
import java.util.function.*;
import support.Rig;

/** A GEM-like object manager with handles, ioctls, fences and a command parser. */
public final class DesignObjectManager {
  abstract static class Gem {
    private int refs = 1;
    final int size;

    Gem(int size) {
      this.size = size;
    }

    abstract SgTable sgt();

    Page pageAt(int i) {
      return sgt().pages()[i]; // expect: DMABUF_PAGE_ACCESS
    }

    long addressAt(int i) {
      return sgt().dmaAddresses()[i];
    }

    void get() {
      refs++;
    }

    boolean put() {
      return --refs == 0;
    }
  }

  static final class Imported extends Gem {
    private final DmaBufAttachment at;
    private SgTable sgt;

    Imported(DmaBufAttachment at) {
      super(4);
      this.at = at;
    }

    @Override
    SgTable sgt() {
      if (sgt == null) sgt = at.buffer().mapAttachment(at, DmaDirection.BIDIRECTIONAL);
      return sgt;
    }

    @Override
    boolean put() {
      boolean last = super.put();
      if (last && sgt != null) {
        at.buffer().unmapAttachment(at, sgt, DmaDirection.BIDIRECTIONAL);
        sgt = null;
      }
      return last;
    }
  }

  static final class Shmem extends Gem {
    private final SgTable sgt = Rig.ownTable();

    Shmem() {
      super(4);
    }

    @Override
    SgTable sgt() {
      return sgt;
    }

    @Override
    Page pageAt(int i) {
      return sgt.pages()[i];
    }

    ByteBuffer map() {
      return sgt.firstEntry().page().map();
    }
  }

  static final class Idr<T> {
    private Object[] slots = new Object[2];

    int alloc(T v) {
      for (int i = 1; ; i++) {
        if (i >= slots.length) slots = Arrays.copyOf(slots, slots.length * 2);
        if (slots[i] == null) {
          slots[i] = v;
          return i;
        }
      }
    }

    @SuppressWarnings("unchecked")
    T find(int id) {
      return id < slots.length ? (T) slots[id] : null;
    }

    T remove(int id) {
      T v = find(id);
      slots[id] = null;
      return v;
    }
  }

  static final class File {
    final Idr<Gem> handles = new Idr<>();
    final Deque<Fence> fences = new ArrayDeque<>();
  }

  static final class Fence {
    private final List<Consumer<Fence>> cbs = new ArrayList<>();
    private boolean signaled;
    final Object payload;

    Fence(Object p) {
      payload = p;
    }

    void add(Consumer<Fence> c) {
      if (signaled) c.accept(this);
      else cbs.add(c);
    }

    void signal() {
      signaled = true;
      cbs.forEach(c -> c.accept(this));
      cbs.clear();
    }
  }

  enum Ioctl {
    MAP_PAGES {
      @Override
      long call(File f, int[] a) {
        return f.handles.find(a[0]).pageAt(a[1]).pageFrameNumber(); // expect: DMABUF_PAGE_ACCESS
      }
    },
    MAP_DMA {
      @Override
      long call(File f, int[] a) {
        return f.handles.find(a[0]).addressAt(a[1]);
      }
    },
    VIRT {
      @Override
      long call(File f, int[] a) {
        Gem g = f.handles.find(a[0]);
        return g instanceof Imported i
            ? i.sgt().firstEntry().virtualAddress() // expect: DMABUF_PAGE_ACCESS
            : 0;
      }
    },
    CPU_READ {
      @Override
      long call(File f, int[] a) {
        Gem g = f.handles.find(a[0]);
        if (g instanceof Shmem s) return s.map().get(0);
        throw new UnsupportedOperationException("imported");
      }
    };

    abstract long call(File f, int[] a);
  }

  /** A tiny interpreter: registers hold tables. */
  static final class Vm {
    private final SgTable[] regs = new SgTable[4];
    int out;

    void run(String program, Map<Character, SgTable> inputs) {
      for (String op : program.split(";")) {
        switch (op.charAt(0)) {
          case 'l' -> regs[op.charAt(1) - '0'] = inputs.get(op.charAt(2));
          case 'm' -> regs[op.charAt(1) - '0'] = regs[op.charAt(2) - '0'];
          case 'n' -> out += regs[op.charAt(1) - '0'].nents();
          case 'p' -> out += regs[op.charAt(1) - '0'].pages().length; // expect: DMABUF_PAGE_ACCESS
          default -> throw new IllegalArgumentException(op);
        }
      }
    }
  }

  static final class OwnVm {
    private final SgTable[] regs = new SgTable[4];

    void run(int[] program, SgTable... inputs) {
      for (int op : program) {
        regs[op & 3] = inputs[op >> 2];
        regs[op & 3].pages();
      }
    }
  }

  /** TTM-like: resources move between placements through a table of functions. */
  record Placement(
      String name, Function<Gem, SgTable> populate, BiConsumer<Gem, SgTable> unpopulate) {}

  static final Placement SYSTEM = new Placement("system", g -> Rig.ownTable(), (g, s) -> s.pages());
  static final Placement GART =
      new Placement("gart", Gem::sgt, (g, s) -> s.zero()); // expect: DMABUF_PAGE_ACCESS

  static final class Bo {
    Placement at = SYSTEM;
    final Gem gem;
    SgTable table;

    Bo(Gem g) {
      gem = g;
      table = at.populate().apply(g);
    }

    void move(Placement to) {
      at.unpopulate().accept(gem, table);
      at = to;
      table = to.populate().apply(gem);
    }
  }

  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("drm"));
      File file = new File();
      int own = file.handles.alloc(new Shmem());
      int theirs = file.handles.alloc(new Imported(attachment));
      for (Ioctl i : Ioctl.values()) {
        if (i != Ioctl.MAP_DMA) i.call(file, new int[] {own, 0});
        if (i != Ioctl.CPU_READ) i.call(file, new int[] {theirs, 1});
      }
      SgTable t = file.handles.find(theirs).sgt();
      new Vm().run("l0a;l1b;n0;p0;m20;n2", Map.of('a', t, 'b', Rig.ownTable()));
      new OwnVm().run(new int[] {0, 5}, Rig.ownTable(), Rig.ownTable());
      fences(file, t);
      bo(file.handles.find(theirs));
      handles(t);
      shadow(t);
      relocs(t);
      file.handles.remove(theirs).put();
      buffer.detach(attachment);
    }
  }

  static void fences(File f, SgTable t) {
    Fence a = new Fence(t), b = new Fence(Rig.ownTable());
    a.add(x -> ((SgTable) x.payload).pages()); // expect: DMABUF_PAGE_ACCESS
    b.add(x -> ((SgTable) x.payload).pages());
    f.fences.add(a);
    f.fences.add(b);
    for (Fence x : f.fences) x.signal();
    a.add(
        x -> {
          if (x.payload instanceof SgTable s) s.nents();
        });
    b.add(
        x -> {
          if (x.payload instanceof SgTable s) s.pages();
        });
  }

  static void bo(Gem g) {
    Bo bo = new Bo(g);
    bo.table.pages();
    bo.move(GART);
    bo.table.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
    bo.move(SYSTEM);
    bo.table.firstEntry().page();
  }

  static void handles(SgTable t) {
    Idr<SgTable> mine = new Idr<>(), theirs = new Idr<>();
    int a = mine.alloc(Rig.ownTable()), b = theirs.alloc(t);
    mine.find(a).pages();
    theirs.find(b).pages(); // expect: DMABUF_PAGE_ACCESS
    theirs.remove(b).zero(); // expect: DMABUF_PAGE_ACCESS
  }

  static final class Shadow {
    private final SgTable front, back = Rig.ownTable();
    private boolean flipped;

    Shadow(SgTable front) {
      this.front = front;
    }

    SgTable draw() {
      return back;
    }

    SgTable scan() {
      return front;
    }

    SgTable shown() {
      return flipped ? back : front;
    }

    void flip() {
      flipped = !flipped;
    }
  }

  static void shadow(SgTable t) {
    Shadow s = new Shadow(t);
    s.draw().pages();
    s.scan().nents();
    s.scan().firstEntry().pageLink(); // expect: DMABUF_PAGE_ACCESS
    s.flip();
    s.flip();
    s.shown().firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
  }

  record Reloc(int offset, Supplier<? extends Scatterlist> target) {
    long resolve() {
      return offset + target.get().dmaAddress();
    }

    long cpu() {
      return offset + target.get().physicalAddress(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  static void relocs(SgTable t) {
    List<Reloc> all =
        List.of(new Reloc(0, t::firstEntry), new Reloc(4, () -> t.firstEntry().next()));
    long sum = 0;
    for (Reloc r : all) sum += r.resolve();
    sum += all.get(1).cpu();
    Supplier<Scatterlist> mine = Rig.ownTable()::firstEntry;
    sum += mine.get().physicalAddress();
    Rig.check(sum != 0, "");
  }
}

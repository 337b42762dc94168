package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.locks.*;
import java.util.function.*;
import java.util.stream.*;
import support.Rig;

/** Messages, scopes, dependency injection, undo, memo tables and small interpreters. */
public final class DesignMessages {
  interface Msg {}

  record Submit(SgTable table, Actor replyTo) implements Msg {}

  record Done(SgTable table) implements Msg {}

  record Poke(Runnable r) implements Msg {}

  abstract static class Actor {
    final Scheduler s;

    Actor(Scheduler s) {
      this.s = s;
    }

    abstract void receive(Msg m);

    void tell(Msg m) {
      s.enqueue(this, m);
    }
  }

  static final class Scheduler {
    private record Letter(Actor to, Msg m) {}

    private final Queue<Letter> mail = new LinkedList<>();

    void enqueue(Actor a, Msg m) {
      mail.offer(new Letter(a, m));
    }

    void run() {
      Letter l;
      while ((l = mail.poll()) != null) l.to().receive(l.m());
    }
  }

  static final class Encoder extends Actor {
    Encoder(Scheduler s) {
      super(s);
    }

    @Override
    void receive(Msg m) {
      if (m instanceof Submit sub) sub.replyTo().tell(new Done(sub.table()));
      else if (m instanceof Poke p) p.r().run();
    }
  }

  static final class Client extends Actor {
    final List<SgTable> done = new ArrayList<>();

    Client(Scheduler s) {
      super(s);
    }

    @Override
    void receive(Msg m) {
      if (m instanceof Done d) {
        d.table().firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
        done.add(d.table());
      }
    }
  }

  static final class Injector {
    private final Map<Class<?>, Supplier<?>> bindings = new HashMap<>();
    private final Map<Class<?>, Object> singletons = new HashMap<>();

    <T> void bind(Class<T> k, Supplier<? extends T> s) {
      bindings.put(k, s);
    }

    @SuppressWarnings("unchecked")
    <T> T get(Class<T> k) {
      return (T) singletons.computeIfAbsent(k, x -> bindings.get(x).get());
    }
  }

  static final class Scanout {
    final SgTable t;

    Scanout(SgTable t) {
      this.t = t;
    }

    void peek() {
      t.pages(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  static final class Cursor {
    final SgTable t;

    Cursor(SgTable t) {
      this.t = t;
    }

    void peek() {
      t.pages();
    }
  }

  static final class History<T> {
    private final Deque<T> undo = new ArrayDeque<>(), redo = new ArrayDeque<>();
    private T now;

    History(T first) {
      now = first;
    }

    void set(T v) {
      undo.push(now);
      now = v;
      redo.clear();
    }

    T back() {
      redo.push(now);
      return now = undo.pop();
    }

    T forth() {
      undo.push(now);
      return now = redo.pop();
    }

    T now() {
      return now;
    }
  }

  static final class Memo<K, V> {
    private final Map<K, V> seen = new ConcurrentHashMap<>();
    private final Function<K, V> f;

    Memo(Function<K, V> f) {
      this.f = f;
    }

    V get(K k) {
      return seen.computeIfAbsent(k, f);
    }
  }

  static final class Guarded<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private T value;

    Guarded(T v) {
      value = v;
    }

    <R> R with(Function<? super T, R> f) {
      lock.lock();
      try {
        return f.apply(value);
      } finally {
        lock.unlock();
      }
    }

    void update(UnaryOperator<T> f) {
      lock.lock();
      try {
        value = f.apply(value);
      } finally {
        lock.unlock();
      }
    }
  }

  sealed interface Result<T> permits Ok, Err {
    static <T> Result<T> of(Callable<T> c) {
      try {
        return new Ok<>(c.call());
      } catch (Exception e) {
        return new Err<>(e);
      }
    }

    default <R> Result<R> then(Function<T, Result<R>> f) {
      return this instanceof Ok<T> ok ? f.apply(ok.v()) : new Err<>(((Err<T>) this).e());
    }

    default T or(T other) {
      return this instanceof Ok<T> ok ? ok.v() : other;
    }
  }

  record Ok<T>(T v) implements Result<T> {}

  record Err<T>(Exception e) implements Result<T> {}

  static final class Lens<A, B> {
    final Function<A, B> get;
    final BiFunction<A, B, A> set;

    Lens(Function<A, B> g, BiFunction<A, B, A> s) {
      get = g;
      set = s;
    }

    <C> Lens<A, C> then(Lens<B, C> o) {
      return new Lens<>(
          a -> o.get.apply(get.apply(a)), (a, c) -> set.apply(a, o.set.apply(get.apply(a), c)));
    }
  }

  record Plane(SgTable t) {}

  record View(Plane left, Plane right) {}

  public static void main(String[] args) throws Exception {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("actors"));
      SgTable t = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      actors(t);
      injected(t);
      history(t);
      memo(t);
      guarded(t);
      results(t);
      lenses(t);
      cps(t, x -> x.zero()); // expect: DMABUF_PAGE_ACCESS
      cps(Rig.ownTable(), x -> x.zero());
      generators(t);
      zipper(t);
      phases(t);
      buffer.unmapAttachment(attachment, t, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  static void actors(SgTable t) {
    Scheduler s = new Scheduler();
    Client c = new Client(s);
    Encoder e = new Encoder(s);
    e.tell(new Submit(t, c));
    e.tell(new Poke(() -> t.zero())); // expect: DMABUF_PAGE_ACCESS
    e.tell(new Poke(() -> Rig.ownTable().zero()));
    s.run();
    c.done.get(0).pages(); // expect: DMABUF_PAGE_ACCESS
  }

  static void injected(SgTable t) {
    Injector i = new Injector();
    i.bind(Scanout.class, () -> new Scanout(t));
    i.bind(Cursor.class, () -> new Cursor(Rig.ownTable()));
    i.get(Scanout.class).peek();
    i.get(Cursor.class).peek();
  }

  static void history(SgTable t) {
    History<SgTable> h = new History<>(t), o = new History<>(Rig.ownTable());
    h.set(Rig.ownTable());
    h.back().pages(); // expect: DMABUF_PAGE_ACCESS
    o.set(Rig.ownTable());
    o.back().pages();
    o.forth().pages();
    o.now().pages();
  }

  static void memo(SgTable t) {
    Memo<Integer, SgTable> m = new Memo<>(i -> t), o = new Memo<>(Rig::ownTable);
    m.get(1).pages(); // expect: DMABUF_PAGE_ACCESS
    o.get(2).pages();
  }

  static void guarded(SgTable t) {
    Guarded<SgTable> g = new Guarded<>(t);
    g.with(SgTable::nents);
    g.with(SgTable::pages); // expect: DMABUF_PAGE_ACCESS
    g.with(x -> x).zero(); // expect: DMABUF_PAGE_ACCESS
    g.update(x -> Rig.ownTable());
    g.with(SgTable::pages);
  }

  static void results(SgTable t) {
    Result.of(() -> t)
        .then(x -> Result.of(x::firstEntry))
        .or(null)
        .page(); // expect: DMABUF_PAGE_ACCESS
    Result.of(Rig::ownTable).then(x -> Result.of(x::firstEntry)).or(null).page();
    Result<SgTable> r =
        Result.of(
            () -> {
              throw new Exception(t.toString());
            });
    r.or(Rig.ownTable()).pages();
    r.or(t).pages(); // expect: DMABUF_PAGE_ACCESS
  }

  static void lenses(SgTable t) {
    Lens<View, Plane> left = new Lens<>(View::left, (v, p) -> new View(p, v.right()));
    Lens<Plane, SgTable> table = new Lens<>(Plane::t, (p, x) -> new Plane(x));
    View v = new View(new Plane(Rig.ownTable()), new Plane(t));
    Lens<View, SgTable> lt = left.then(table);
    lt.get.apply(v).pages();
    View w = lt.set.apply(v, t);
    lt.get.apply(w).pages(); // expect: DMABUF_PAGE_ACCESS
    View x = lt.set.apply(w, Rig.ownTable());
    x.left().t().pages();
    x.right().t().pages(); // expect: DMABUF_PAGE_ACCESS
  }

  static void cps(SgTable t, Consumer<SgTable> k) {
    step(t, a -> step(a, b -> step(b, k)));
  }

  static void step(SgTable t, Consumer<SgTable> k) {
    if (t.nents() > 0) k.accept(t);
  }

  static Iterable<SgTable> repeat(SgTable t, int n) {
    return () ->
        new Iterator<>() {
          int left = n;

          @Override
          public boolean hasNext() {
            return left > 0;
          }

          @Override
          public SgTable next() {
            left--;
            return t;
          }
        };
  }

  static void generators(SgTable t) {
    for (SgTable s : repeat(t, 2)) {
      s.pages(); // expect: DMABUF_PAGE_ACCESS
    }
    for (SgTable s : repeat(Rig.ownTable(), 2)) s.pages();
    Stream<Scatterlist> entries =
        Stream.iterate(t.firstEntry(), Objects::nonNull, Scatterlist::next);
    entries.mapToLong(Scatterlist::physicalAddress).sum(); // expect: DMABUF_PAGE_ACCESS
    Stream.iterate(Rig.ownTable().firstEntry(), Objects::nonNull, Scatterlist::next)
        .mapToLong(Scatterlist::physicalAddress)
        .sum();
  }

  record Cons<T>(T head, Cons<T> tail) {
    static <T> Cons<T> of(List<T> l) {
      return l.isEmpty() ? null : new Cons<>(l.get(0), of(l.subList(1, l.size())));
    }

    <R> Cons<R> map(Function<? super T, ? extends R> f) {
      return new Cons<>(f.apply(head), tail == null ? null : tail.map(f));
    }

    <R> R fold(R z, BiFunction<R, ? super T, R> f) {
      R n = f.apply(z, head);
      return tail == null ? n : tail.fold(n, f);
    }
  }

  static void zipper(SgTable t) {
    Cons<SgTable> c = Cons.of(List.of(t, t));
    c.map(SgTable::firstEntry).tail().head().page(); // expect: DMABUF_PAGE_ACCESS
    Cons<SgTable> o = Cons.of(List.of(Rig.ownTable(), Rig.ownTable()));
    o.map(SgTable::firstEntry).head().page();
    c.fold(0L, (n, s) -> n + s.pages().length); // expect: DMABUF_PAGE_ACCESS
    o.fold(0L, (n, s) -> n + s.pages().length);
  }

  static void phases(SgTable t) throws Exception {
    Phaser done = new Phaser(1);
    ConcurrentLinkedQueue<SgTable> in = new ConcurrentLinkedQueue<>(),
        out = new ConcurrentLinkedQueue<>();
    in.add(t);
    Thread w =
        new Thread(
            () -> {
              for (SgTable s; (s = in.poll()) != null; ) out.add(s);
              done.arrive();
            });
    w.start();
    w.join();
    out.remove().pages(); // expect: DMABUF_PAGE_ACCESS
  }
}

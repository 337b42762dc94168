package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import support.Rig;

/** Hand-written functional types: cons lists, results, lazies, memoizers, trampolines. */
public final class DesignFunctional {
  /** An immutable list. */
  private interface Cons<T> {
    <R> R fold(R start, BiFunction<R, T, R> step);

    static <T> Cons<T> empty() {
      return new Cons<>() {
        @Override
        public <R> R fold(R start, BiFunction<R, T, R> step) {
          return start;
        }
      };
    }

    default Cons<T> plus(T head) {
      Cons<T> tail = this;
      return new Cons<>() {
        @Override
        public <R> R fold(R start, BiFunction<R, T, R> step) {
          return tail.fold(step.apply(start, head), step);
        }
      };
    }
  }

  /** A value or what went wrong. */
  private static final class Result<T> {
    private final T value;
    private final Exception failure;

    private Result(T value, Exception failure) {
      this.value = value;
      this.failure = failure;
    }

    static <T> Result<T> of(Callable<? extends T> attempt) {
      try {
        return new Result<>(attempt.call(), null);
      } catch (Exception failure) {
        return new Result<>(null, failure);
      }
    }

    <R> Result<R> then(Function<? super T, ? extends R> next) {
      return failure == null ? of(() -> next.apply(value)) : new Result<>(null, failure);
    }

    T or(T other) {
      return failure == null ? value : other;
    }
  }

  /** Calculates its value when it is first asked. */
  private static final class Lazy<T> implements Supplier<T> {
    private Supplier<? extends T> source;
    private T value;

    Lazy(Supplier<? extends T> source) {
      this.source = source;
    }

    @Override
    public T get() {
      if (source != null) {
        value = source.get();
        source = null;
      }
      return value;
    }
  }

  /** One step of a calculation that never grows the stack. */
  private interface Bounce<T> {
    T result();

    default Bounce<T> next() {
      return null;
    }

    static <T> Bounce<T> done(T value) {
      return () -> value;
    }

    static <T> Bounce<T> more(Supplier<Bounce<T>> step) {
      return new Bounce<>() {
        @Override
        public T result() {
          Bounce<T> each = this;
          for (Bounce<T> after = each.next(); after != null; after = each.next()) {
            each = after;
          }
          return each.result();
        }

        @Override
        public Bounce<T> next() {
          return step.get();
        }
      };
    }
  }

  private DesignFunctional() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("design-functional"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsFoldedList(table);
      acceptsFoldedListOfOwn(table);
      reportsFoldToTheLast(table);
      reportsResult(table);
      reportsResultOfFailure(table);
      acceptsResultOfOwn(table);
      reportsLazy(table);
      acceptsLazyOwn(table);
      reportsMemoized(table);
      reportsTrampoline(table);
      reportsContinuationPassing(table);
      reportsPartiallyApplied(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsFoldedList(SgTable table) {
    Cons<SgTable> list = Cons.<SgTable>empty().plus(table).plus(Rig.ownTable(1));
    int pages = list.fold(0, (sum, t) -> sum + t.pages().length); // expect: DMABUF_PAGE_ACCESS
    Rig.check(pages == 5, "five pages");
  }

  private static void acceptsFoldedListOfOwn(SgTable table) {
    Cons<SgTable> theirs = Cons.<SgTable>empty().plus(table);
    Cons<SgTable> ours = Cons.<SgTable>empty().plus(Rig.ownTable()).plus(Rig.ownTable());
    int entries = theirs.fold(0, (sum, t) -> sum + t.nents());
    int pages = ours.fold(0, (sum, t) -> sum + t.pages().length);
    Rig.check(entries == 4 && pages == 8, "four entries, eight pages");
  }

  private static void reportsFoldToTheLast(SgTable table) {
    Cons<SgTable> list = Cons.<SgTable>empty().plus(table).plus(Rig.ownTable(1));
    SgTable last = list.fold(null, (before, t) -> t);
    Rig.check(last.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsResult(SgTable table) {
    Scatterlist head = Result.of(() -> table).then(SgTable::firstEntry).or(null);
    Rig.check(head.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsResultOfFailure(SgTable table) {
    Result<SgTable> failed =
        Result.of(
            () -> {
              throw new IllegalStateException("no table");
            });
    SgTable fallback = failed.or(table);
    Rig.check(fallback.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsResultOfOwn(SgTable table) {
    Result<SgTable> theirs = Result.of(() -> table);
    Result<SgTable> ours = Result.of(Rig::ownTable);
    Rig.check(theirs.then(SgTable::nents).or(0) == 4, "four entries");
    Rig.check(ours.or(null).firstEntry().page() != null, "a page");
  }

  private static void reportsLazy(SgTable table) {
    Lazy<Scatterlist> head = new Lazy<>(() -> table.firstEntry());
    Rig.check(head.get().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(head.get().virtualAddress() != 0, "an address"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsLazyOwn(SgTable table) {
    Lazy<SgTable> theirs = new Lazy<>(() -> table);
    Lazy<SgTable> ours = new Lazy<>(Rig::ownTable);
    Rig.check(theirs.get() != ours.get(), "two tables");
    Rig.check(ours.get().firstEntry().page() != null, "a page");
  }

  private static <A, B> Function<A, B> memoized(Function<A, B> function) {
    Map<A, B> known = new HashMap<>();
    return argument -> known.computeIfAbsent(argument, function);
  }

  private static void reportsMemoized(SgTable table) {
    Function<String, SgTable> byName = memoized(name -> table);
    Rig.check(byName.apply("scanout") == byName.apply("scanout"), "the same");
    SgTable found = byName.apply("scanout");
    Rig.check(found.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static Bounce<Scatterlist> last(Scatterlist entry) {
    return entry.isLast() ? Bounce.done(entry) : Bounce.more(() -> last(entry.next()));
  }

  private static void reportsTrampoline(SgTable table) {
    Scatterlist last = last(table.firstEntry()).result();
    Rig.check(last.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static <R> R each(Scatterlist entry, Function<Scatterlist, R> then) {
    return entry.isLast() ? then.apply(entry) : each(entry.next(), e -> then.apply(e));
  }

  private static void reportsContinuationPassing(SgTable table) {
    long address = each(table.firstEntry(), e -> e.virtualAddress()); // expect: DMABUF_PAGE_ACCESS
    Rig.check(address != 0, "an address");
    long length = each(Rig.ownTable().firstEntry(), e -> e.virtualAddress());
    Rig.check(length != 0, "an address");
  }

  private static <A, B, C> Function<B, C> partial(BiFunction<A, B, C> function, A first) {
    return second -> function.apply(first, second);
  }

  private static void reportsPartiallyApplied(SgTable table) {
    BiFunction<SgTable, Integer, Scatterlist> pick =
        (t, n) -> n == 0 ? t.firstEntry() : t.firstEntry().next();
    Scatterlist second = partial(pick, table).apply(1);
    Rig.check(second.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }
}

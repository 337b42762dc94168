package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import support.Rig;

/** Publishers and subscribers of {@code java.util.concurrent.Flow}, and a hand-made stream. */
public final class LibReactive {
  /** Asks for everything and counts down at the end. */
  private abstract static class Everything<T> implements Flow.Subscriber<T> {
    private final CountDownLatch done = new CountDownLatch(1);

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onError(Throwable failure) {
      done.countDown();
    }

    @Override
    public void onComplete() {
      done.countDown();
    }

    void await() throws InterruptedException {
      Rig.check(done.await(10, TimeUnit.SECONDS), "complete");
    }
  }

  private static final class Peeking extends Everything<SgTable> {
    private int pages;

    @Override
    public void onNext(SgTable item) {
      pages += item.pages().length; // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static final class Counting extends Everything<SgTable> {
    private int entries;

    @Override
    public void onNext(SgTable item) {
      entries += item.nents();
    }
  }

  private static final class OwnPeeking extends Everything<SgTable> {
    private int pages;

    @Override
    public void onNext(SgTable item) {
      pages += item.pages().length;
    }
  }

  /** A push stream: each stage hands what it makes to the next. */
  private static final class Push<T> {
    private final List<Consumer<? super T>> sinks = new ArrayList<>();

    void emit(T value) {
      sinks.forEach(sink -> sink.accept(value));
    }

    <R> Push<R> map(Function<? super T, ? extends R> function) {
      Push<R> next = new Push<>();
      sinks.add(value -> next.emit(function.apply(value)));
      return next;
    }

    Push<T> filter(Predicate<? super T> predicate) {
      Push<T> next = new Push<>();
      sinks.add(
          value -> {
            if (predicate.test(value)) {
              next.emit(value);
            }
          });
      return next;
    }

    void subscribe(Consumer<? super T> sink) {
      sinks.add(sink);
    }
  }

  private LibReactive() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) throws Exception {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-reactive"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsSubscriber(table);
      acceptsSubscriberOnDmaSide(table);
      acceptsSubscriberOfOwn();
      reportsPushStream(table);
      acceptsPushStreamOfOwn(table);
      reportsConsume(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsSubscriber(SgTable table) throws InterruptedException {
    Peeking peeking = new Peeking();
    try (SubmissionPublisher<SgTable> publisher = new SubmissionPublisher<>()) {
      publisher.subscribe(peeking);
      publisher.submit(table);
    }
    peeking.await();
    Rig.check(peeking.pages == 4, "four pages");
  }

  private static void acceptsSubscriberOnDmaSide(SgTable table) throws InterruptedException {
    Counting counting = new Counting();
    try (SubmissionPublisher<SgTable> publisher = new SubmissionPublisher<>()) {
      publisher.subscribe(counting);
      publisher.submit(table);
    }
    counting.await();
    Rig.check(counting.entries == 4, "four entries");
  }

  private static void acceptsSubscriberOfOwn() throws InterruptedException {
    OwnPeeking peeking = new OwnPeeking();
    try (SubmissionPublisher<SgTable> publisher = new SubmissionPublisher<>()) {
      publisher.subscribe(peeking);
      publisher.submit(Rig.ownTable());
    }
    peeking.await();
    Rig.check(peeking.pages == 4, "four pages");
  }

  private static void reportsPushStream(SgTable table) {
    Push<SgTable> source = new Push<>();
    List<Page> pages = new ArrayList<>();
    Push<Scatterlist> heads = source.filter(t -> t.nents() > 1).map(SgTable::firstEntry);
    heads.subscribe(entry -> pages.add(entry.page())); // expect: DMABUF_PAGE_ACCESS
    source.emit(table);
    Rig.check(pages.size() == 1, "a page");
  }

  private static void acceptsPushStreamOfOwn(SgTable table) {
    Push<SgTable> theirs = new Push<>();
    Push<SgTable> ours = new Push<>();
    int[] counts = new int[2];
    theirs.map(SgTable::nents).subscribe(count -> counts[0] += count);
    ours.subscribe(own -> counts[1] += own.pages().length);
    theirs.emit(table);
    ours.emit(Rig.ownTable());
    Rig.check(counts[0] == counts[1], "as many");
  }

  private static void reportsConsume(SgTable table) {
    AtomicInteger pages = new AtomicInteger();
    CompletableFuture<Void> done;
    try (SubmissionPublisher<SgTable> publisher = new SubmissionPublisher<>()) {
      done =
          publisher.consume(
              each -> pages.addAndGet(each.pages().length)); // expect: DMABUF_PAGE_ACCESS
      publisher.submit(table);
    }
    done.join();
    Rig.check(pages.get() == 4, "four pages");
  }
}

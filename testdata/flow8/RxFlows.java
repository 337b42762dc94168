package flow8;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.subjects.PublishSubject;
import java.util.Arrays;
import java.util.List;
import support.Rig;

/** RxJava's single values, sequences and subjects. */
public final class RxFlows {
  private RxFlows() {}

  /** Runs every variant with an imported table and one of its own. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("rx-flows"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      SgTable own = Rig.ownTable();
      single(table, own);
      observable(table, own);
      subjects(table, own);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void see(Page page) {
    Rig.check(page != null, "a page");
  }

  private static void single(SgTable table, SgTable own) {
    see(
        Single.just(table)
            .map(SgTable::firstEntry)
            .blockingGet()
            .page()); // expect: DMABUF_PAGE_ACCESS
    see(Single.just(own).map(SgTable::firstEntry).blockingGet().page());
    see(
        Single.fromCallable(() -> table)
            .subscribeOn(Schedulers.io())
            .blockingGet()
            .firstEntry()
            .page()); // expect: DMABUF_PAGE_ACCESS
    see(
        Maybe.just(table)
            .filter(x -> x.nents() > 0)
            .blockingGet()
            .firstEntry()
            .page()); // expect: DMABUF_PAGE_ACCESS
    see(
        Single.just(own)
            .flatMap(x -> Single.just(table))
            .blockingGet()
            .firstEntry()
            .page()); // expect: DMABUF_PAGE_ACCESS
    see(Single.just(table).flatMap(x -> Single.just(own)).blockingGet().firstEntry().page());
    see(
        Single.zip(Single.just(table), Single.just(own), (a, b) -> b)
            .blockingGet()
            .firstEntry()
            .page());
  }

  private static void observable(SgTable table, SgTable own) {
    Observable.just(own, table)
        .subscribe(x -> see(x.firstEntry().page())); // expect: DMABUF_PAGE_ACCESS
    Observable.fromIterable(Arrays.asList(own)).subscribe(x -> see(x.firstEntry().page()));
    List<SgTable> l = Observable.just(own, table).toList().blockingGet();
    see(l.get(0).firstEntry().page());
    see(l.get(1).firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(
        Observable.just(table, own)
            .blockingFirst()
            .firstEntry()
            .page()); // expect: DMABUF_PAGE_ACCESS
    see(Observable.just(table, own).blockingLast().firstEntry().page());
    Flowable.fromIterable(Arrays.asList(table))
        .map(SgTable::firstEntry)
        .blockingForEach(s -> see(s.page())); // expect: DMABUF_PAGE_ACCESS
    Observable.just(table)
        .doOnNext(x -> see(x.firstEntry().page())) // expect: DMABUF_PAGE_ACCESS
        .map(x -> own)
        .blockingSubscribe(y -> see(y.firstEntry().page()));
    Flowable.just(table)
        .observeOn(Schedulers.computation())
        .flatMap(x -> Flowable.just(x.firstEntry()))
        .blockingSubscribe(s -> see(s.page())); // expect: DMABUF_PAGE_ACCESS
  }

  private static void subjects(SgTable table, SgTable own) {
    PublishSubject<SgTable> s = PublishSubject.create();
    s.subscribe(x -> see(x.firstEntry().page())); // expect: DMABUF_PAGE_ACCESS
    s.onNext(table);
    PublishSubject<SgTable> c = PublishSubject.create();
    c.subscribe(x -> see(x.firstEntry().page()));
    c.onNext(own);
    Observable<SgTable> made =
        Observable.create(
            e -> {
              e.onNext(table);
              e.onComplete();
            });
    made.subscribe(x -> see(x.firstEntry().page())); // expect: DMABUF_PAGE_ACCESS
  }
}

package flow8;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.subjects.BehaviorSubject;
import support.Rig;

/** RxJava's chains of operators, emitters and observers. */
public final class RxChains {
  private RxChains() {}

  private static final class Plane {
    private final String name;
    private final SgTable table;

    Plane(String name, SgTable table) {
      this.name = name;
      this.table = table;
    }

    String name() {
      return name;
    }

    SgTable table() {
      return table;
    }
  }

  /** Runs every variant with an imported table and one of its own. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("rx-chains"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      SgTable own = Rig.ownTable();
      chains(table, own);
      emitters(table, own);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void see(Page page) {
    Rig.check(page != null, "a page");
  }

  private static void chains(SgTable table, SgTable own) {
    BehaviorSubject<SgTable> s = BehaviorSubject.createDefault(own);
    Disposable d =
        s.map(SgTable::firstEntry)
            .filter(x -> x != null)
            .subscribe(x -> see(x.page())); // expect: DMABUF_PAGE_ACCESS
    s.onNext(table);
    d.dispose();
    see(s.getValue().firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    Observable.just(new Plane("y", table), new Plane("uv", own))
        .toMap(Plane::name)
        .map(m -> m.get("uv"))
        .subscribe(p -> see(p.table().firstEntry().page()));
    Observable.just(new Plane("y", table), new Plane("uv", own))
        .map(Plane::table)
        .skip(1)
        .subscribe(x -> see(x.firstEntry().page()));
    Observable.just(new Plane("y", table), new Plane("uv", own))
        .map(Plane::table)
        .take(1)
        .subscribe(x -> see(x.firstEntry().page())); // expect: DMABUF_PAGE_ACCESS
    Single.just(table)
        .doOnSuccess(x -> see(x.firstEntry().page())) // expect: DMABUF_PAGE_ACCESS
        .ignoreElement()
        .andThen(Single.just(own))
        .subscribe(x -> see(x.firstEntry().page()));
  }

  private static void emitters(SgTable table, SgTable own) {
    Single<SgTable> one = Single.create(e -> e.onSuccess(table));
    one.subscribe(x -> see(x.firstEntry().page()), e -> {}); // expect: DMABUF_PAGE_ACCESS
    Flowable<SgTable> f =
        Flowable.create(
            e -> {
              e.onNext(own);
              e.onComplete();
            },
            BackpressureStrategy.BUFFER);
    f.subscribe(x -> see(x.firstEntry().page()));
    Observable<SgTable> merged = Observable.merge(Observable.just(own), one.toObservable());
    merged
        .toList()
        .blockingGet()
        .forEach(x -> see(x.firstEntry().page())); // expect: DMABUF_PAGE_ACCESS
    see(
        Observable.defer(() -> Observable.just(table))
            .blockingFirst()
            .firstEntry()
            .page()); // expect: DMABUF_PAGE_ACCESS
    Completable.fromAction(() -> see(table.firstEntry().page())) // expect: DMABUF_PAGE_ACCESS
        .blockingAwait();
    Observable.range(0, 2)
        .map(i -> i == 0 ? own : own)
        .blockingSubscribe(x -> see(x.firstEntry().page()));
    Observable.range(0, 2)
        .flatMap(i -> Observable.just(table))
        .blockingSubscribe(x -> see(x.firstEntry().page())); // expect: DMABUF_PAGE_ACCESS
    Observable.just(table)
        .subscribe(
            new Observer<SgTable>() {
              @Override
              public void onSubscribe(Disposable d) {}

              @Override
              public void onNext(SgTable x) {
                see(x.firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
              }

              @Override
              public void onError(Throwable e) {}

              @Override
              public void onComplete() {}
            });
    see(
        Single.just(own)
            .zipWith(Single.just(table), (a, b) -> a)
            .blockingGet()
            .firstEntry()
            .page());
    see(
        Flowable.just(own, table)
            .reduce((a, b) -> b)
            .blockingGet()
            .firstEntry()
            .page()); // expect: DMABUF_PAGE_ACCESS
    see(Maybe.<SgTable>empty().defaultIfEmpty(own).blockingGet().firstEntry().page());
  }
}
